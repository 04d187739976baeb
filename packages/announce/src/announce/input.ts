import * as z from "zod";

const oneLine = (text: string): string => text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ").trim();

const webUrl = z.url({ protocol: /^https?$/ });

/** What ends up in a header has no line end: nothing of it can begin a header of its own. */
const messageFields = z.strictObject({
  subject: z
    .string()
    .transform(oneLine)
    .pipe(z.string().min(1, "must not be empty").max(250, "must have no more than 250 characters")),
  text: z.string().min(1, "must not be empty").max(200_000),
  format: z.enum(["text", "markdown"]).default("markdown"),
  html: z.string().min(1).optional(),
  links: z.array(z.strictObject({ title: z.string().min(1).transform(oneLine), url: webUrl })).optional(),
  mentions: z.array(z.string().min(1)).optional(),
});

export const announceInput = z.strictObject({
  key: z
    .string()
    .regex(/^[\p{L}\p{N}._:/@+-]{1,200}$/u, "must be a word of letters, digits and . _ : / @ + -")
    .describe("The same at every repetition, another for each message: numbered/16.2/branch-created"),
  to: z
    .array(z.string().min(1))
    .min(1)
    .refine((names) => new Set(names).size === names.length, "names a channel twice"),
  message: messageFields,
  unknown: z
    .enum(["stop", "send-again"])
    .default("stop")
    .describe("When it left before and nobody saw the answer: ask a person, or risk that it is seen twice"),
  correct: z.boolean().default(false).describe("Send it although another text went out under this key"),
});

export type AnnounceInput = z.output<typeof announceInput>;
