import * as z from "zod";
import { branchField, repositoryField, streamField, tagPatternField } from "../input-fields.js";
import { lockFileRule } from "../lock-files/lock-file-rule.js";
import { DEFAULT_PIN_RULES, pinRuleField } from "../pins/index.js";

const nameField = z.string().trim().min(1);
const versionField = z.string().trim().min(1);

const pinField = z.strictObject({
  name: nameField,
  family: z.string().optional().describe("Needed where several families pin this name"),
  version: versionField.describe("As it is to stand in the file, without quotes"),
});

/** What a `tag-release` step leaves behind; a step over nothing new, or a skipped one, has no results. */
const releaseField = z.union([
  versionField,
  z.null(),
  z.looseObject({ version: versionField, tag: z.string().optional() }),
  z.looseObject({
    results: z.array(z.looseObject({ version: versionField, tag: z.string().optional() })).optional(),
  }),
]);

const componentField = z.strictObject({
  repository: repositoryField,
  tagPattern: tagPatternField.optional().describe("How a pinned version is tagged there. Default: v{version}"),
  stream: streamField.optional().describe("Written behind the version of its releases: tc2 for 1.34.0-tc2"),
  pin: nameField.optional().describe("The name of its pin. Default: the component's name"),
  family: z.string().optional().describe("The family of its pin, where several pin it"),
});

/** See `bumpPins`. */
export const input = z
  .strictObject({
    repository: repositoryField,
    branch: branchField.nullish().describe("The branch whose pins are bumped. Default: the mainline"),
    pins: z.array(pinField).default([]).describe("What to pin; each must be pinned there already"),
    releases: z
      .record(z.string(), releaseField)
      .default({})
      .describe("Component → its release, or the outcome of a tag-release step. What is not pinned there is left out"),
    components: z
      .record(z.string(), componentField)
      .default({})
      .describe("Where the pinned components live, so that their tags can be checked"),
    rules: z
      .array(pinRuleField)
      .min(1)
      .default([...DEFAULT_PIN_RULES])
      .describe("Where pins are written. Default: Salt states and package.json"),
    lockFiles: z.array(lockFileRule).default([]).describe("How lock files are made again after a bump"),
    review: branchField.nullish().describe("The branch that is pushed for review. Default: bump-pins"),
    direct: z.boolean().optional().describe("Push to the branch itself instead, where the remote does not protect it"),
    message: z.string().trim().min(1).optional().describe("The commit's message. Default: what was bumped"),
  })
  .superRefine((given, context) => {
    const issue = (path: string, message: string) => context.addIssue({ code: "custom", path: [path], message });
    if (given.pins.length === 0 && Object.keys(given.releases).length === 0) issue("pins", "name at least one pin");
    if (reviewBranchOf(given) === given.branch)
      issue("review", `the review branch ${given.branch} is the branch that is bumped; name another one`);
    const seen = new Map<string, string>();
    for (const { name, family, version } of given.pins) {
      const key = JSON.stringify([name, family]);
      const before = seen.get(key);
      if (before !== undefined && before !== version) issue("pins", `${name} is to be ${before} and ${version}`);
      seen.set(key, version);
    }
  });

export type BumpInput = z.output<typeof input>;

export const reviewBranchOf = (given: { readonly review?: string | null | undefined }): string =>
  given.review ?? "bump-pins";

/** One wish, from `pins` or `releases`. */
export interface WantedPin {
  readonly name: string;
  readonly family: string | null;
  readonly version: string;
  /** The tag that its release got, where that is known. */
  readonly tag: string | null;
  /** It comes from `releases`: where nothing pins it, nothing is to do. */
  readonly isOptional: boolean;
}

/** All wishes of an input. Pure. */
export function wantedPins({ pins, releases, components }: BumpInput): readonly WantedPin[] {
  const named = pins.map(({ name, family = null, version }) => ({
    name,
    family,
    version,
    tag: null,
    isOptional: false,
  }));
  const released = Object.entries(releases).flatMap(([component, given]): WantedPin[] => {
    const release = releaseOf(given);
    if (release === null) return [];
    const { pin: name = component, family = null, stream } = components[component] ?? {};
    const ending = stream === undefined ? "" : `-${stream.replace(/^-/, "")}`;
    const version = release.version.endsWith(ending) ? release.version : `${release.version}${ending}`;
    return [{ name, family, version, tag: release.tag, isOptional: true }];
  });
  return [...named, ...released];
}

function releaseOf(given: BumpInput["releases"][string]): { version: string; tag: string | null } | null {
  if (given === null || given === undefined) return null;
  if (typeof given === "string") return { version: given, tag: null };
  const found = "version" in given ? given : (given["results"] as { version: string; tag?: string }[] | undefined)?.[0];
  return found === undefined
    ? null
    : { version: found.version as string, tag: (found.tag as string | undefined) ?? null };
}
