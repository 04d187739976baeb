import * as z from "zod";

const name = z.string().min(1);

export const input = z
  .strictObject({
    repository: name.describe("URL, or owner/name"),
    commit: z
      .string()
      .regex(/^[0-9a-f]{40}$/, "a commit's id, 40 hex digits")
      .nullish()
      .describe("Default: the head of `branch`. null: there is none, since nothing was to be merged, and it passes"),
    branch: name.optional().describe("Short name; what it requires is required here"),
    required: z
      .array(name)
      .optional()
      .describe("Checks that must be there: `build`, or `CI / build` with its workflow"),
    ignore: z.array(name).optional().describe("Checks that do not count; `*` stands for anything: `codecov/*`"),
    requiredOnly: z.boolean().default(false).describe("True: what is not required does not count"),
    allowNone: z.boolean().default(false).describe("True: a commit without any check passes"),
    deadlineMs: z
      .number()
      .int()
      .min(0)
      .default(1_800_000)
      .describe("How long a check may stay away, counted from the first look, milliseconds"),
    pollMs: z.number().int().min(100).default(15_000).describe("How long to wait before the next look, milliseconds"),
  })
  .refine(({ commit, branch }) => commit !== undefined || branch !== undefined, {
    message: "name the commit, or the branch",
    path: ["commit"],
  });

export type ChecksInput = z.output<typeof input>;
