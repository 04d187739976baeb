import * as z from "zod";
import { note, oid } from "./documents.js";

// The shapes of what is asked from CI; see docs/reference/json.md.

const time = z.iso.datetime({ offset: true });
const build = z.strictObject({
  id: z.string(),
  name: z.string(),
  commit: oid,
  branch: z.string().nullable(),
  tag: z.string().nullable(),
  cause: z.string(),
  parameters: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).nullable(),
  state: z.enum(["queued", "running", "held", "passed", "failed", "cancelled", "not-run", "unknown"]),
  attempt: z.int(),
  createdAt: time,
  startedAt: time.nullable(),
  endedAt: time.nullable(),
  url: z.string().nullable(),
  request: z.string().optional(),
  problem: z.string().optional(),
});
const looked = { name: z.string(), repository: z.string() };

export const buildsDocument = z.strictObject({
  format: z.literal(1),
  repositories: z.array(
    z.union([
      z.strictObject({
        ...looked,
        ci: z.enum(["circleci", "github-actions", "travis"]),
        commit: oid,
        branch: z.string().nullable(),
        tag: z.string().nullable(),
        builds: z.array(build),
      }),
      z.strictObject({ ...looked, error: z.strictObject({ ...note.shape, details: z.json() }) }),
    ]),
  ),
});
