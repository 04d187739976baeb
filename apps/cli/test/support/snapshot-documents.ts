import { z } from "zod";
import { note } from "./documents.js";

// What docs/reference/json.md promises of the `snapshot` commands; strict, as in documents.ts.

const time = z.iso.datetime().nullable();
const check = z.strictObject({
  check: z.enum(["status", "age", "engine", "size", "encryption", "tags", "restore"]),
  passes: z.boolean(),
  found: z.string(),
  expected: z.string(),
});

export const snapshotList = z.strictObject({
  format: z.literal(1),
  database: z.string(),
  kind: z.enum(["instance", "cluster"]),
  snapshots: z.array(
    z.strictObject({
      id: z.string(),
      type: z.enum(["automated", "manual", "backup", "other"]),
      status: z.string(),
      percent: z.number().nullable(),
      takenAt: time,
      ageMs: z.number().nullable(),
      sizeGiB: z.number().nullable(),
      encrypted: z.boolean(),
      isOurs: z.boolean(),
      copiedFrom: z.string().nullable(),
      restoredAt: time,
    }),
  ),
  quota: z.strictObject({ used: z.int(), limit: z.int().nullable() }),
});

export const snapshotVerdict = z.strictObject({
  format: z.literal(1),
  verdict: z.enum(["pass", "wait", "block"]),
  reason: z.string(),
  database: z.string(),
  snapshot: z.string().nullable(),
  status: z.string().nullable(),
  percent: z.number().nullable(),
  takenAt: time,
  ageMs: z.number().nullable(),
  checks: z.array(check),
});

export const snapshotPlan = z.strictObject({
  format: z.literal(1),
  kind: z.enum(["copy-snapshot", "create-snapshot", "prune-snapshots"]),
  target: z.string(),
  input: z.json(),
  actions: z.array(
    z.looseObject({ type: z.enum(["copy-snapshot", "create-snapshot", "delete-snapshot"]), summary: z.string() }),
  ),
  problems: z.array(note),
  warnings: z.array(note),
  facts: z.json(),
  digest: z.string().regex(/^[0-9a-f]{64}$/),
});
