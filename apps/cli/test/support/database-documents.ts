import { z } from "zod";

// What docs/reference/json.md promises of `jobs`, `db check` and their like; strict, as in documents.ts.

const time = z.iso.datetime();
const verdict = z.enum(["pass", "wait", "block"]);

export const jobsDocument = z.strictObject({
  format: z.literal(1),
  verdict,
  reason: z.string(),
  engine: z.string(),
  executions: z.array(
    z.strictObject({
      engine: z.string(),
      id: z.string(),
      job: z.string(),
      state: z.enum(["running", "suspect", "orphan"]),
      startedAt: time.nullable(),
      runningForMs: z.number().nullable(),
      startedBy: z.string().nullable(),
      progress: z.strictObject({ done: z.number(), total: z.number().nullable() }).nullable(),
      expectedEndAt: time.nullable(),
      evidence: z.array(z.strictObject({ code: z.string(), message: z.string() })),
      acknowledged: z.strictObject({ by: z.string(), reason: z.string(), at: time }).nullable(),
      recovery: z.array(z.string()),
    }),
  ),
  total: z.int(),
  warnings: z.array(z.strictObject({ code: z.string(), message: z.string(), hint: z.string() })),
  checkedAt: time,
  databaseTime: time.nullable(),
});

export const acknowledgedDocument = z.strictObject({
  format: z.literal(1),
  database: z.string(),
  executions: z.array(z.strictObject({ engine: z.string(), execution: z.string(), job: z.string() })),
  by: z.string(),
  reason: z.string(),
  at: time,
});

const session = z
  .strictObject({
    pid: z.int(),
    user: z.string().nullable(),
    application: z.string().nullable(),
    client: z.string().nullable(),
    query: z.string().nullable(),
  })
  .nullable();

export const databaseDocument = z.strictObject({
  format: z.literal(1),
  verdict,
  reason: z.string(),
  database: z.string(),
  user: z.string(),
  version: z.string(),
  connections: z.strictObject({ used: z.int(), limit: z.int() }),
  findings: z.array(
    z.strictObject({
      code: z.string(),
      level: z.enum(["block", "wait", "unknown", "note"]),
      message: z.string(),
      hint: z.string(),
      ageMs: z.number().nullable(),
      session,
      blockers: z.array(z.strictObject({ session, state: z.string(), ageMs: z.number().nullable() })),
    }),
  ),
  checkedAt: time,
  databaseTime: time,
});
