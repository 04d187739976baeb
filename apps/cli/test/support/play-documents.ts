import { z } from "zod";
import { note } from "./documents.js";

// What docs/reference/json.md promises of the `play` commands; strict, as in documents.ts.

const codes = z.array(z.int().min(1));
const lifecycle = z
  .enum(["DRAFT", "NOT_SENT_FOR_REVIEW", "IN_REVIEW", "APPROVED_NOT_PUBLISHED", "NOT_APPROVED", "PUBLISHED"])
  .nullable();
const status = z.enum(["draft", "inProgress", "halted", "completed"]);
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

export const playStatusDocument = z.strictObject({
  format: z.literal(1),
  package: z.string(),
  tracks: z.array(
    z.strictObject({
      track: z.string(),
      releases: z.array(
        z.strictObject({
          name: z.string().nullable(),
          versionCodes: codes,
          status: status.nullable(),
          userFraction: z.number().nullable(),
          lifecycle,
          notes: z.record(z.string(), z.string()).nullable(),
        }),
      ),
    }),
  ),
});

export const severalPlayStatuses = z.strictObject({
  format: z.literal(1),
  packages: z.array(
    z.union([
      playStatusDocument,
      z.strictObject({
        format: z.literal(1),
        package: z.string(),
        error: z.strictObject({ ...note.shape, details: z.json() }),
      }),
    ]),
  ),
});

export const playCheckDocument = z.strictObject({
  format: z.literal(1),
  kind: z.enum(["aab", "apk", "apks"]).nullable(),
  package: z.string().nullable(),
  versionName: z.string().nullable(),
  versionCode: z.int().nullable(),
  debuggable: z.boolean().nullable(),
  signer: sha256.nullable(),
  size: z.int(),
  pageAlignment16k: z.strictObject({ ok: z.boolean().nullable(), offending: z.array(z.string()) }),
  problems: z.array(note),
});

const seen = z.array(z.strictObject({ name: z.string().nullable(), versionCodes: codes }));

const action = z.strictObject({
  type: z.literal("put-release"),
  summary: z.string(),
  packageName: z.string(),
  track: z.string(),
  versionCodes: codes,
  status,
  userFraction: z.number().nullable(),
  name: z.string().nullable(),
  notes: z.record(z.string(), z.string()).nullable(),
  inAppUpdatePriority: z.int().nullable(),
  artifacts: z.array(
    z.strictObject({ kind: z.enum(["aab", "apk"]), path: z.string(), size: z.int(), sha256, versionCode: z.int() }),
  ),
  symbols: z.array(
    z.strictObject({ kind: z.enum(["proguard", "nativeCode"]), path: z.string(), versionCode: z.int() }),
  ),
  carryFrom: z.string().nullable(),
  before: seen,
  after: seen,
  isSeenWithoutEdit: z.boolean(),
  supersede: z.boolean(),
  cancelReview: z.boolean(),
});

export const playPlan = z.strictObject({
  format: z.literal(1),
  kind: z.enum(["upload-release", "promote-release", "change-rollout"]),
  target: z.string(),
  input: z.json(),
  actions: z.array(action),
  problems: z.array(note),
  warnings: z.array(note),
  facts: z.json(),
  digest: sha256,
});

export const playReceipt = z.strictObject({
  format: z.literal(1),
  kind: playPlan.shape.kind,
  target: z.string(),
  applied: z.array(
    z.strictObject({
      action,
      outcome: z.enum(["done", "already", "pending", "failed", "unknown", "skipped"]),
      result: z
        .strictObject({
          packageName: z.string(),
          track: z.string(),
          name: z.string().nullable(),
          versionCodes: codes,
          status,
          lifecycle,
          needsConsole: z.boolean(),
        })
        .nullable(),
    }),
  ),
});
