import * as z from "zod";

const text = z.string().min(1);
const names = z.array(text).min(1);
const days = z.number().gt(0).max(3650);
const system = z.enum(["circleci", "github-actions", "travis"]);
const approval = z.union([text, names]).describe("its name, or a pattern of it: PROD_approve, *PROD*_approve");

/** A token goes there: only over TLS, or on this machine. */
const isSafe = (url: string): boolean =>
  URL.canParse(url) &&
  (new URL(url).protocol === "https:" || /^http:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?:[:/]|$)/.test(url));

const server = z.strictObject({
  url: z.string().refine(isSafe, "an address that begins with https://").describe("of its interface"),
  appUrl: z.url().optional().describe("where people look at builds"),
});

const place = {
  system: system.optional(),
  project: text.optional().describe("where it is not named like the repository: gh/acme/api"),
  definition: text.optional().describe("CircleCI: which of several pipelines is begun"),
  workflow: text.optional().describe("only builds of this name"),
  jobs: names.optional().describe("jobs, by name or pattern, that must have passed; default: the whole build"),
};

export const ciSchema = z.strictObject({
  system: system.optional().describe("of components that do not say it; default: github-actions"),
  maxAgeDays: days.optional().describe("older builds are begun again before a deploy; default: any age is good"),
  circleci: server.optional().describe("an own server; default: circleci.com"),
  travis: server.optional().describe("an own server; default: travis-ci.com"),
  integrationTests: z
    .strictObject({ ...place, repository: text, branch: text.optional().describe("default: its mainline") })
    .optional()
    .describe("tests of the whole, which a weekly train runs once the test servers are deployed"),
});

const production = z.strictObject({
  approval,
  jobs: names.describe("what it starts, which has to pass: PROD_deploy"),
  database: text.optional().describe("a database of the configuration that is guarded directly before"),
});

const build = z.strictObject({
  parameters: z
    .record(text, z.union([z.string(), z.number(), z.boolean()]))
    .describe("all that matter; {version} and {code} (16.12.3: 161203) stand for the release"),
  jobs: names.optional().describe("must have passed before the approval; default: those that it needs"),
  approval: approval.optional().describe("absent: nothing holds it"),
  made: names.describe("what has to have passed at the end: release_android_live"),
  artifacts: z
    .strictObject({
      job: text.optional().describe("default: of the whole build"),
      paths: names.describe("as CI lists them, * standing for any text"),
      folder: text.describe("relative to the configuration, with {version}"),
    })
    .optional()
    .describe("files that it kept"),
});

export const componentCiSchema = z.strictObject({
  ...place,
  maxAgeDays: days.optional(),
  staging: names.optional().describe("jobs that deploy a release branch for people to try it"),
  production: z.record(text, production).optional().describe("production: the approval that starts its deploy"),
  builds: z.record(text, build).optional().describe("name: a build that a train begins with parameters"),
});
