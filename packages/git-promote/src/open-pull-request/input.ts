import * as z from "zod";
import { branchField, repositoryField } from "../input-fields.js";
import { commitField, headField, whenMissingField } from "../pull-request/fields.js";
import type { OwnBlocks } from "../pull-request/own-blocks.js";

const checklistItem = z.object({
  id: z.string().regex(/^[0-9a-f]{10}$/, "is no id of a checklist"),
  subject: z.string(),
  ask: z.string(),
  pullRequest: z.object({ number: z.int().nullable() }).nullish(),
  pins: z.array(z.object({ name: z.string(), from: z.string().nullable(), to: z.string().nullable() })).optional(),
});

const pinRow = z.object({
  family: z.string(),
  name: z.string(),
  from: z.string().nullable(),
  to: z.string().nullable(),
  direction: z.enum(["up", "down", "new", "gone", "same"]),
});

/** See `openPullRequest`. */
export const input = z.strictObject({
  repository: repositoryField,
  head: headField.describe("The branch to be merged; `owner:branch` when a fork has it"),
  base: branchField.describe("The branch that gets it"),
  commit: commitField
    .nullish()
    .describe("Where the head is, or will be once an earlier plan has pushed it. Default: where it is now"),
  title: z.string().trim().min(1).optional().describe("What it is called, now and later"),
  newTitle: z
    .string()
    .trim()
    .min(1)
    .optional()
    .describe("What a new one is called; afterwards that belongs to people. Default: head → base"),
  text: z.string().optional().describe("What a new one says before our own blocks; afterwards it belongs to people"),
  checklist: z.array(checklistItem).optional().describe("The items of a comparison; kept in a block of their own"),
  pins: z.array(pinRow).optional().describe("Versions that move, shown below the checklist"),
  evidence: z
    .array(z.strictObject({ label: z.string().min(1), text: z.string().min(1) }))
    .optional()
    .describe("What was looked at, and what was seen; kept in a block of its own"),
  labels: z
    .array(z.string().trim().min(1).max(50))
    .optional()
    .describe("To add; none is taken away, and one that somebody took away comes back"),
  reviewers: z
    .array(z.string().regex(/^[\w.[\]-]+(?:\/[\w.-]+)?$/, "is no login and no organization/team"))
    .optional()
    .describe("To ask, unless they were asked or have answered: logins, and teams as organization/team"),
  draft: z.boolean().optional().describe("Open a new one as a draft"),
  whenMissing: whenMissingField,
});

export type OpenInput = z.output<typeof input>;

/** What Signalbox keeps in the body. Pure. */
export const blocksOf = ({ checklist, pins = [], evidence }: OpenInput): OwnBlocks => ({
  ...(checklist !== undefined && { checklist: { checklist, pins } }),
  ...(evidence !== undefined && { evidence }),
});
