import { callOptionsOf, type Context, defineGate } from "@signalbox/release-core";
import * as z from "zod";
import { ageField, databaseField, regionField } from "../snapshots/input-fields.js";
import { isOurs, SOURCE_TAG } from "../snapshots/own-tags.js";
import type { Snapshot, SnapshotReadPorts, SubjectFacts } from "../snapshots/ports.js";
import { judge } from "./judge.js";

const POLL_MS = 30_000;
const DAY_MS = 86_400_000;

const input = z.strictObject({
  database: databaseField,
  snapshot: z.string().min(1).nullable().default(null).describe("Its name. Default: the newest of ours"),
  region: regionField.describe("Where the snapshot is. Default: that of the client"),
  sourceRegion: regionField.describe("Where the database is. Default: the same region"),
  maxAgeMs: ageField.default(DAY_MS).describe("How old its contents may be, milliseconds"),
  tags: z.record(z.string(), z.string()).default({}).describe("What it must have, beside our own tag"),
  kmsKey: z.string().min(1).nullable().default(null).describe("Default: that of what it was copied from"),
  drilledMs: ageField.nullable().default(null).describe("A restore of it must have worked within this time"),
  pollMs: z.int().min(100).default(POLL_MS),
});

export type ReadyInput = z.output<typeof input>;

export interface ReadyFacts {
  readonly subject: SubjectFacts | null;
  readonly snapshot: Snapshot | null;
  /** What it was copied from, while that is still there. */
  readonly source: Snapshot | null;
}

/** One thing that was looked at. */
export interface SnapshotCheck {
  readonly check: "status" | "age" | "engine" | "size" | "encryption" | "tags" | "restore";
  readonly passes: boolean;
  readonly found: string;
  readonly expected: string;
}

export interface ReadyEvidence {
  readonly database: string;
  readonly snapshot: string | null;
  readonly status: string | null;
  readonly percent: number | null;
  /** ISO 8601. */
  readonly takenAt: string | null;
  /** Milliseconds. */
  readonly ageMs: number | null;
  readonly checks: readonly SnapshotCheck[];
}

async function inspect(given: ReadyInput, ports: SnapshotReadPorts, context: Context): Promise<ReadyFacts> {
  const options = callOptionsOf(context);
  const sources = ports.snapshots(given.sourceRegion ?? given.region);
  const kept = ports.snapshots(given.region);
  const subject = await sources.subjectOf(given.database, options);
  if (subject === null) return { subject, snapshot: null, source: null };
  const snapshot =
    given.snapshot === null
      ? ((await kept.list(subject, options)).find(isOurs) ?? null)
      : await kept.find(subject.kind, given.snapshot.toLowerCase(), options);
  const arn = snapshot?.copiedFrom ?? snapshot?.tags[SOURCE_TAG] ?? null;
  const source = arn === null ? null : await sources.find(subject.kind, arn.split(":").slice(6).join(":"), options);
  return { subject, snapshot, source };
}

/**
 * Passes when the snapshot could bring the database back: available, all of it there, of the same engine, size and
 * encryption as its source (or, where that expired, as the database), with its tags, and young enough.
 */
export const snapshotReady = defineGate<SnapshotReadPorts, typeof input, ReadyFacts, ReadyEvidence>({
  kind: "snapshot-ready",
  input,
  inspect,
  judge,
});
