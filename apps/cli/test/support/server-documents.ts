import { z } from "zod";
import { note } from "./documents.js";

// What docs/reference/json.md promises of the commands about servers; strict, as in documents.ts.

const digest = z.string().regex(/^[0-9a-f]{64}$/);
const ms = z.int().min(0);
const state = z.strictObject({ version: z.string(), state: z.string() });
const transactionId = z.string().regex(/^\d{8}T\d{6}-[0-9a-f]{6}$/);
const transactionState = z.enum(["running", "ok", "rolled-back", "failed", "unknown"]);
const finding = note.extend({ severity: z.enum(["error", "warning"]) });
const standing = z.enum(["behind", "equal", "ahead", "unclear"]).nullable();

export const upgradesDocument = z.strictObject({
  format: z.literal(1),
  target: z.string(),
  source: z.string().nullable(),
  rows: z.array(
    z.strictObject({
      package: z.string(),
      host: z.string().nullable(),
      state: z.enum([
        "upgrade",
        "equal",
        "downgrade",
        "only-in-source",
        "only-in-target",
        "half-configured",
        "unclear",
      ]),
      installed: z
        .strictObject({
          family: z.enum(["deb", "rpm"]),
          name: z.string(),
          architecture: z.string(),
          ...state.shape,
          isWhole: z.boolean(),
          ageMs: ms.nullable(),
        })
        .nullable(),
      source: z.strictObject({ version: z.string(), hosts: z.array(z.string()), forMs: ms.nullable() }).nullable(),
      latest: z.strictObject({ version: z.string(), installed: standing, source: standing }).nullable(),
    }),
  ),
  hosts: z.array(z.strictObject({ host: z.string(), group: z.string(), error: note.nullable() })),
  warnings: z.array(note),
});

const running = z.strictObject({
  id: transactionId,
  intent: digest,
  subject: z.string(),
  holder: z.string(),
  state: transactionState,
  phase: z.string().nullable(),
  startedAt: z.iso.datetime().nullable(),
  endedAt: z.iso.datetime().nullable(),
  ended: z.array(
    z.strictObject({ phase: z.string(), code: z.int().nullable(), isLate: z.boolean(), isRescue: z.boolean() }),
  ),
  logBytes: z.int(),
});

export const hostsDocument = z.strictObject({
  format: z.literal(1),
  hosts: z.array(
    z.strictObject({
      host: z.string(),
      hostKey: z.enum(["trusted", "unknown", "changed", "revoked"]).nullable(),
      look: z
        .strictObject({
          user: z.string(),
          system: z.strictObject({ id: z.string(), version: z.string(), name: z.string() }),
          kernel: z.string(),
          init: z.enum(["systemd", "sysv"]),
          managers: z.array(z.strictObject({ name: z.enum(["dpkg", "rpm"]), architecture: z.string() })),
          tools: z.array(z.string()),
          disks: z.array(z.strictObject({ at: z.string(), size: z.int(), free: z.int() })),
          clock: z.strictObject({ aheadMs: z.number(), withinMs: z.number() }),
          unfinished: z.array(z.strictObject({ state: z.string(), package: z.string(), version: z.string() })),
          interrupted: z.array(z.string()),
        })
        .nullable(),
      isRootPossible: z.boolean().nullable(),
      locks: z.array(z.strictObject({ file: z.string(), pid: z.int(), command: z.string() })),
      running: z.array(running),
      findings: z.array(finding),
    }),
  ),
});

const place = { summary: z.string(), host: z.string(), group: z.string(), wave: z.int().min(1) };
const wayBack = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.enum(["kept", "sent"]), version: z.string(), sha256: digest, path: z.string().optional() }),
  z.strictObject({ kind: z.literal("remove") }),
  z.strictObject({ kind: z.literal("unavailable"), version: z.string().optional() }),
  z.strictObject({ kind: z.literal("none") }),
]);
const installAction = z.strictObject({
  type: z.literal("install-package"),
  ...place,
  package: z.string(),
  does: z.enum(["install", "upgrade", "downgrade", "reinstall", "start", "follow"]),
  expected: state.nullable(),
  version: z.string(),
  sha256: digest,
  repairs: z.boolean(),
  init: z.enum(["systemd", "sysv"]),
  resolver: z.string().nullable(),
  installs: z.array(z.string()),
  wayBack,
});
const rollbackAction = z.strictObject({
  type: z.literal("roll-back-package"),
  ...place,
  package: z.string(),
  expected: state,
  version: z.string(),
  sha256: digest,
  path: z.string().nullable(),
  repairs: z.boolean(),
});
const fileState = z.strictObject({ sha256: digest, owner: z.string(), group: z.string(), mode: z.string() });
const filesAction = z.strictObject({
  type: z.literal("deploy-files"),
  ...place,
  name: z.string(),
  does: z.enum(["place", "start", "follow"]),
  changes: z.array(z.strictObject({ path: z.string(), before: fileState.nullable(), after: fileState })),
});

const log = z.array(z.string());
const packageResult = z.strictObject({
  host: z.string(),
  before: state.nullable(),
  after: state.nullable(),
  transaction: z.strictObject({ id: transactionId, state: transactionState, rollback: z.string() }).nullable(),
  conffiles: z.array(z.strictObject({ path: z.string(), suffix: z.string(), diff: z.string() })),
  log,
});
const filesResult = z.strictObject({
  host: z.string(),
  files: z.array(z.strictObject({ path: z.string(), state: fileState.nullable() })),
  transaction: z.strictObject({ id: transactionId, state: transactionState }).nullable(),
  log,
});

export const deployReceipt = z.strictObject({
  format: z.literal(1),
  kind: z.enum(["install-package", "roll-back-package", "deploy-files"]),
  target: z.string(),
  applied: z.array(
    z.strictObject({
      action: z.discriminatedUnion("type", [installAction, rollbackAction, filesAction]),
      outcome: z.enum(["done", "already", "pending", "failed", "unknown", "skipped", "rolled-back"]),
      result: z.union([packageResult, filesResult]).nullable(),
    }),
  ),
});
