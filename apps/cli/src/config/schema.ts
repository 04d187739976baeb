import * as z from "zod";
import { ciSchema, componentCiSchema } from "./ci-schema.js";
import { databaseSchema } from "./database-schema.js";
import { announceSchema } from "./announce-schema.js";
import { deploySchema, hostGroups, sshSchema } from "./deploy-schema.js";
import { expression, expressionWith } from "./expression-fields.js";
import { mergeSchema } from "./merge-schema.js";
import { notesSchema } from "./notes-schema.js";
import { appSchema } from "./play-schema.js";
import { referenceRule } from "./reference-schema.js";
import { trainChoiceSchema } from "./train-schema.js";

const name = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/, "a name of letters, digits, . _ and -");
const repository = z.string().min(1, "a URL, a path or owner/name");
const names = z.array(z.string().min(1));

const developmentVersion = z.strictObject({
  file: z.string().min(1).describe("path in the repository"),
  pattern: expressionWith("version").describe(
    "a regular expression that finds the version once, as the named group `version`",
  ),
  next: z.string().min(1).describe("next-major or next-minor after the branch that is cut, or the version itself"),
  review: z.string().min(1).optional().describe("the branch that is pushed for review; absent: the mainline itself"),
});

const release = z.strictObject({
  owner: z
    .enum(["tag-first", "release-first", "ci"])
    .optional()
    .describe("who makes the tag; ci: the build makes the release too; default: tag-first"),
  assets: names.min(1).optional().describe("files that its CI adds: api_{version}_{arch}.deb, * standing for any text"),
  values: z.record(z.string(), z.string()).optional().describe("what {arch} and other places stand for"),
  checksums: z.string().min(1).optional().describe("the file that sha256sum wrote: api_{version}_checksums.txt"),
  minSize: z.int().min(1).optional().describe("bytes; a smaller file is a failed build; default: 1"),
});

const component = z.strictObject({
  name,
  repository: repository.describe("a URL, a path (/ ./ ../ ~), or owner/name on GitHub"),
  mainline: z.string().min(1).optional().describe("its default branch; default: what the remote calls HEAD"),
  tagPattern: z
    .string()
    .regex(/\{version\}/, "text with {version} in it")
    .optional()
    .describe("default: v{version}"),
  releaseBranchPattern: expression.optional().describe("a regular expression; default: ^v?\\d+\\.\\d+$"),
  paths: names.optional().describe("only changes below these folders are its own"),
  stream: z.string().min(1).optional().describe("a release line: the suffix of its versions"),
  prereleases: z.boolean().optional().describe("count 1.2.0-rc.1 and the like as releases"),
  mute: z
    .union([z.literal(true), names])
    .optional()
    .describe("true: reports list nothing of it; a list: subjects that they leave out, * standing for any text"),
  cutFrom: z
    .string()
    .min(1)
    .optional()
    .describe("what release branches are cut from: mainline, previous, or a branch; default: by the number"),
  numbering: z
    .string()
    .min(1)
    .optional()
    .describe("own, or one word for all components that share their versions; default: found out"),
  publishesOnTag: z.boolean().optional().describe("its CI publishes what is tagged: only its own next number may be"),
  developmentVersion: developmentVersion
    .optional()
    .describe("a file of its mainline names the version under development, which goes on when a branch is cut"),
  merge: mergeSchema.optional().describe("what a merge of its release branches settles without a person"),
  pin: z
    .strictObject({ name: z.string().min(1).optional(), family: z.string().optional() })
    .optional()
    .describe("how other repositories pin it; default: by its name, in the only family that has it"),
  consumes: names.optional().describe("components whose versions its package.json pins"),
  release: release.optional().describe("its releases on GitHub; absent: trains make none"),
  deploy: deploySchema.optional().describe("how it gets onto servers; absent: it does not"),
  ci: componentCiSchema.optional().describe("how CI builds and deploys it; absent: trains leave its CI alone"),
  policy: z
    .strictObject({
      branch: z.boolean().optional(),
      tag: z.boolean().optional(),
      githubRelease: z.boolean().optional(),
      deploy: z.boolean().optional(),
      publish: z.boolean().optional(),
    })
    .optional()
    .describe("what a train may do to it; absent means yes"),
});

const pinRule = z
  .strictObject({
    files: z.string().min(1).describe("which files, as a glob from the root: {pi,tc2}/**"),
    format: z.enum(["yaml", "package-json", "pattern"]),
    pattern: expressionWith("version")
      .optional()
      .describe("for the format pattern: a regular expression with the groups version, and perhaps name and family"),
    name: z.string().min(1).optional().describe("only pins of this name, or the name of what a pattern finds"),
    family: z.string().optional().describe("default: the first folder of the path; for package-json the whole folder"),
  })
  .refine(
    (rule) => (rule.format === "pattern") === (rule.pattern !== undefined),
    "a pattern for the format pattern only",
  )
  .refine(
    ({ pattern: text, name: named }) => text === undefined || named !== undefined || text.includes("(?<name>"),
    "a name, or a pattern with the named group name",
  );

const environment = z.strictObject({
  name,
  branch: z.string().min(1).optional().describe("default: the name"),
  hosts: hostGroups.optional(),
});

/** The configuration as it is written. The published JSON schema is generated from this. */
export const configSchema = z.strictObject({
  $schema: z.string().optional(),
  components: z.array(z.union([repository, component])).optional(),
  environments: z
    .array(z.union([name, environment]))
    .optional()
    .describe("from the first to the last that a change passes"),
  configuration: z
    .union([repository, z.strictObject({ name: name.optional(), repository })])
    .optional()
    .describe("the repository whose branches are the environments"),
  ssh: sshSchema.optional().describe("how the servers are reached"),
  pins: z.array(pinRule).min(1).optional().describe("where versions are pinned; default: Salt states and package.json"),
  references: z
    .array(referenceRule)
    .min(1)
    .optional()
    .describe("lists on one branch of `configuration` that name files of the others"),
  apps: z.array(appSchema).optional().describe("Android apps on Google Play, one for each flavour"),
  ci: ciSchema.optional().describe("where CI is, and what counts in it"),
  databases: z.record(name, databaseSchema).optional().describe("name → a database that is guarded before a deploy"),
  board: z
    .strictObject({
      owner: z.string().min(1).describe("login of the organisation or user"),
      number: z.int().min(1).describe("as in its address"),
      releaseField: z.string().min(1).optional().describe("default: Release"),
      statusField: z.string().min(1).optional().describe("default: Status"),
      categoryField: z.string().min(1).optional().describe("default: none is read"),
      marker: z.string().min(1).optional().describe("marks the release that is worked on; default: Active"),
    })
    .optional()
    .describe("the project board whose cards have a release"),
  pullRequests: z
    .strictObject({
      reviewers: names.optional().describe("whom to ask: logins, and teams as organization/team"),
      labels: names.optional(),
      method: z.enum(["merge", "squash", "rebase"]).optional().describe("how trains merge; default: merge"),
      requiredApprovals: z
        .int()
        .min(1)
        .optional()
        .describe("people other than the author who must approve; default: 1"),
      merge: z.enum(["signalbox", "person"]).optional().describe("who merges in a train; default: person"),
      checks: z.boolean().optional().describe("checks of the review branch must pass before the merge; default: false"),
    })
    .optional()
    .describe("promotions of trains go through pull requests; absent: a review branch is pushed, and that is all"),
  announce: announceSchema.optional().describe("who is told of releases, by mail and chat"),
  notes: notesSchema.optional().describe("what the texts about a release need"),
  approvers: names.optional(),
  identity: z
    .strictObject({ name: z.string().min(1), email: z.string().regex(/^[^\s<>@]+@[^\s<>@]+$/, "an e-mail address") })
    .optional(),
  trains: z.record(name, trainChoiceSchema).optional(),
  stateDir: z.string().min(1).optional().describe("where runs are kept; default: .signalbox"),
  cacheDir: z.string().min(1).optional().describe("where copies of repositories are kept"),
  concurrency: z.int().min(1).max(64).optional(),
  mute: names.optional(),
});

/** The published JSON schema, draft 7 as editors understand it best. */
export function configJsonSchema(): object {
  const { $schema, ...schema } = z.toJSONSchema(configSchema, {
    io: "input",
    target: "draft-7",
    unrepresentable: "any",
  });
  return { $schema, title: "Signalbox configuration", ...schema };
}
