import { refProblem } from "@signalbox/git";
import { redactText } from "@signalbox/release-core";
import * as z from "zod";
import { parseDay } from "../page/calendar.js";

/** A path or URL. A plan carries its input, so a URL with a password cannot be one. */
export const repositoryField = z
  .string()
  .min(1)
  .refine((location) => redactText(location) === location, { message: "has credentials in it" });

export const branchField = z
  .string()
  .refine((name) => refProblem(`refs/heads/${name}`) === null && !name.startsWith("refs/"), {
    message: "is no branch name",
  });

const path = z
  .string()
  .min(1)
  .refine((text) => !text.split(/[/\\]/).includes("..") && !text.startsWith("/"), {
    message: "is no path inside the repository",
  });

const pageField = z.strictObject({
  path: path.describe("In the repository; {year} stands for the year"),
  year: z.int().optional().describe("The only year that the page is for. Default: any"),
  environment: z.string().min(1).optional().describe("The only environment that the page is about. Default: all"),
  template: z.string().optional().describe("What a new page begins with; {year} stands for the year"),
});

export type PageRule = z.output<typeof pageField>;

const name = z.string().trim().min(1);
const version = z
  .string()
  .trim()
  .min(1)
  .transform((text) => text.replace(/^v(?=\d)/, ""))
  .nullish();

const componentField = z.looseObject({
  name,
  version,
  entries: z
    .array(z.union([z.string().trim().min(1), z.looseObject({ text: z.string() })]))
    .describe("Markdown as a person wrote it, or entries of the notes model"),
});

const names = z.record(z.string(), z.array(z.string()));

/** See `publishNotes`. */
export const input = z
  .strictObject({
    repository: repositoryField.optional().describe("Where the pages are, or give `file`"),
    branch: branchField.nullish().describe("The branch that the site is published from. Default: the mainline"),
    pages: z.array(pageField).default([]).describe("Which page is for what, the first that fits is taken"),
    file: z.string().min(1).optional().describe("A page on this machine instead, outside any repository"),
    date: z
      .string()
      .refine((text) => parseDay(text) !== null, { message: "is no date like 2021-07-09" })
      .describe("Any day of the week"),
    environment: name.describe("Production, Testing, or what else the pages call it"),
    components: z.array(componentField).default([]),
    promoted: z
      .array(z.looseObject({ name, version }))
      .default([])
      .describe("Components whose entries of `carryFrom` are carried along, since they were promoted"),
    carryFrom: name.default("Testing"),
    replace: z
      .boolean()
      .default(false)
      .describe("These are all entries of their components: what was published before and is not among them goes"),
    memory: path
      .nullable()
      .default(".signalbox/release-notes.json")
      .describe("The file of the repository that remembers what was published; null: none"),
    aliases: names.default({}).describe("Component → its other names in headings"),
    groups: names.default({}).describe("Heading → components that are told below it, without versions"),
    layout: z
      .enum(["week-and-environments", "ordinal-week", "weekday"])
      .optional()
      .describe("How a page without weeks begins; later the page itself says. Default: week-and-environments"),
    environments: names.optional().describe("Environment → its other names in headings"),
    message: z.string().trim().min(1).optional().describe("The commit's message"),
  })
  .superRefine((given, context) => {
    const issue = (field: string, message: string) => context.addIssue({ code: "custom", path: [field], message });
    if ((given.repository === undefined) === (given.file === undefined))
      issue("repository", "give a repository or a file");
    if (given.repository !== undefined && given.pages.length === 0) issue("pages", "name at least one page");
  });

export type PublishInput = z.output<typeof input>;
