import { z } from "zod";
import { change, note, oid } from "./documents.js";

// What docs/reference/json.md promises of `containment` and `merge-back`; strict, as in documents.ts.

const revision = z.strictObject({ name: z.string(), ref: z.string(), commit: oid });

export const containmentDocument = z.strictObject({
  format: z.literal(1),
  repositories: z.array(
    z.strictObject({
      repository: z.string(),
      earlier: revision.nullable(),
      later: revision.nullable(),
      missing: z.array(z.strictObject({ ...change.shape, cards: z.array(z.string()), isMerge: z.boolean() })),
      equivalent: z.array(z.strictObject({ ...change.shape, by: oid.nullable() })),
      warnings: z.array(note),
      engineLimits: z.array(z.string()).optional(),
      error: z.strictObject({ ...note.shape, details: z.json() }).optional(),
    }),
  ),
});

const head = z.strictObject({ ref: z.string(), commit: oid });
const settled = z.array(
  z.strictObject({
    path: z.string(),
    by: z.enum(["rule", "lock-file"]),
    lines: z.array(z.strictObject({ ours: z.string(), theirs: z.string(), taken: z.string() })),
  }),
);

export const backMergePlan = z.strictObject({
  format: z.literal(1),
  kind: z.literal("back-merge"),
  target: z.string(),
  input: z.json(),
  actions: z.array(
    z.strictObject({
      type: z.literal("push-branch"),
      summary: z.string(),
      repository: z.string(),
      ref: z.string(),
      oid,
      expectedHead: oid.nullable(),
      source: head,
      target: head,
      merge: z.strictObject({ tree: oid, message: z.string(), at: z.int(), settled }).nullable(),
    }),
  ),
  problems: z.array(note),
  warnings: z.array(note),
  facts: z.strictObject({
    links: z.array(
      z.strictObject({
        from: z.string(),
        into: z.string(),
        standing: z.enum(["contained", "merge", "awaiting", "settled", "conflict", "taken", "undecided", "unreached"]),
        missing: z.array(change),
        equivalent: z.int(),
        conflicts: z.array(
          z.strictObject({ path: z.string(), kind: z.string(), why: z.string(), output: z.string().optional() }),
        ),
        settled,
        merge: oid.nullable(),
        review: z.strictObject({ branch: z.string(), head: oid.nullable(), own: z.array(change) }).nullable(),
      }),
    ),
    done: z.array(z.strictObject({ branch: z.string(), why: z.string() })),
  }),
  digest: z.string().regex(/^[0-9a-f]{64}$/),
});

export const severalBackMerges = z.strictObject({
  format: z.literal(1),
  plans: z.array(backMergePlan),
  failures: z.array(z.json()),
});
