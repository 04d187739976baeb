import * as z from "zod";

const url = z.string().nullable().default(null);
const reference = z.union([
  z.string().transform((text) => ({ text, url: /^https?:\/\//.test(text) ? text : null })),
  z.object({ text: z.string(), url }),
]);

const entry = z.object({
  kind: z.string().min(1).default("other"),
  scope: z.string().optional(),
  text: z.string(),
  audience: z.array(z.enum(["users", "developers", "operators"])).default([]),
  references: z.array(reference).default([]),
  pullRequest: z.object({ number: z.int(), url }).nullable().default(null),
  authors: z.array(z.string()).default([]),
  links: z.array(z.object({ title: z.string(), url: z.string() })).default([]),
  // Text of a stranger is escaped; who may be believed has to say so.
  source: z.enum(["commit", "pull-request", "card", "issue", "release-body", "file"]).default("commit"),
  commit: z.string().nullable().default(null),
  labels: z.array(z.string()).optional(),
  hidden: z.boolean().optional(),
  why: z.string().optional(),
});

const component = z.object({
  name: z.string().min(1),
  version: z.string().nullable().default(null),
  tag: z.string().nullable().default(null),
  url,
  entries: z.array(z.union([z.string().transform((text) => entry.parse({ text })), entry])).default([]),
});

const finding = z.object({
  code: z.string(),
  message: z.string(),
  hint: z.string(),
  component: z.string().optional(),
});

/** A model as people and scripts write it: what is left out has a default. Fields that nobody knows are ignored. */
export const modelSchema = z.object({
  format: z.literal(1),
  release: z.string().min(1),
  date: z.iso.date().optional(),
  sections: z.array(z.object({ title: z.string().default(""), components: z.array(component) })),
  findings: z.array(finding).default([]),
});
