import * as z from "zod";

const texts = z.array(z.string().min(1));
const address = z
  .string()
  .regex(/^[^\r\n]*[^\s<>@,;]+@[^\s<>@,;]+>?$/, "name@example.org, or Somebody <name@example.org>");

const selection = z.strictObject({
  why: z.string().min(1).describe("the rule's name"),
  audience: z.enum(["users", "developers", "operators"]).optional().describe("only in texts for these readers"),
  sources: z.array(z.enum(["commit", "pull-request", "card", "issue", "release-body", "file"])).optional(),
  components: texts.optional(),
  kinds: texts.optional(),
  labels: texts.optional().describe("labels, and the category of a card"),
  authors: texts.optional(),
  texts: texts.optional().describe("the whole text, * standing for any"),
});

/** What the texts about a release need; see `NotesConfig`. */
export const notesSchema = z.strictObject({
  groups: z.record(z.string(), texts).optional().describe("heading → components written under it"),
  aliases: z.record(z.string(), z.string()).optional().describe("component → the name that readers know"),
  product: z.string().min(1).optional().describe("what is released, as readers call it"),
  notesUrl: z
    .string()
    .regex(/^https?:\/\//, "an address")
    .optional()
    .describe("the page of the product's notes; {release} stands for the release"),
  combinedIn: z.string().min(1).optional().describe("the component whose release gets the notes of all components"),
  tolerated: texts.optional().describe("codes of findings that stop nobody"),
  select: z.array(selection).optional().describe("what is left out; the first that fits says why"),
  done: texts.optional().describe("statuses of a card that is finished; default: done, released, closed"),
  docs: z
    .strictObject({ layout: z.enum(["week-and-environments", "ordinal-week", "weekday"]).optional() })
    .optional()
    .describe("how the yearly page writes its weeks; default: weekday"),
  pages: z
    .strictObject({
      repository: z.string().min(1).describe("the docs site, as a path, URL or owner/name"),
      branch: z.string().min(1).optional().describe("that it is published from; default: the mainline"),
      memory: z.string().min(1).nullable().optional().describe("default: .signalbox/release-notes.json; null: none"),
      files: z
        .array(
          z.strictObject({
            path: z.string().min(1).describe("{year} stands for the year; next year's page is then made in time"),
            year: z.int().optional().describe("the only year that it is for"),
            environment: z.string().min(1).optional().describe("the only environment that it is about"),
            template: z.string().optional().describe("what a new page begins with; {year} stands for the year"),
          }),
        )
        .min(1),
    })
    .optional()
    .describe("the yearly pages of a docs site"),
  play: z
    .strictObject({
      locales: texts.min(1).describe("languages of the listing, the main one first: en-GB"),
      texts: z
        .record(z.string(), z.string())
        .optional()
        .describe("language → a file; {release} stands for the release"),
    })
    .optional(),
  blog: z
    .strictObject({
      author: z.string().min(1),
      title: z.string().min(1).optional(),
      description: z.string().optional(),
      tags: texts.optional(),
      folder: z.string().min(1).optional().describe("default: src/pages/blog"),
      slug: z
        .string()
        .regex(/^[\w-]+$/, "letters, digits and -")
        .optional()
        .describe("what follows the date in the file's name; default: release-announcement"),
      repository: z
        .string()
        .min(1)
        .optional()
        .describe("the site on GitHub, where trains draft the post; default: none"),
      branch: z.string().min(1).optional().describe("that the site is published from; default: the mainline"),
    })
    .optional(),
  mail: z
    .strictObject({
      to: address,
      bcc: z.array(address).optional(),
      subject: z.string().min(1).optional(),
      app: z.string().min(1).optional().describe("the component that is the mobile app"),
    })
    .optional(),
  chat: z
    .strictObject({
      state: z.string().min(1).optional().describe("what it is ready for: is out for sanity testing"),
      mentions: texts.optional().describe("people or groups, as the channel knows them"),
    })
    .optional(),
});
