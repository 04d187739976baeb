import { type CallOptions, contextOf, parseInput } from "@signalbox/release-core";
import * as z from "zod";
import { asError, noDatabase } from "../snapshots/errors.js";
import { databaseField, regionField } from "../snapshots/input-fields.js";
import { ageOf, DRILL_TAG, isOurs, SOURCE_TAG, takenAtOf } from "../snapshots/own-tags.js";
import type { Snapshot, SnapshotQuota, SnapshotReadPorts, SnapshotSubject } from "../snapshots/ports.js";

export interface ListSnapshotsRequest {
  /** Name of an instance, a cluster, or an instance of a cluster. */
  readonly database: string;
  /** Default: that of the client. */
  readonly region?: string | null | undefined;
}

export interface SnapshotsReport {
  readonly format: 1;
  readonly database: string;
  readonly kind: SnapshotSubject["kind"];
  /** Newest first. */
  readonly snapshots: readonly ListedSnapshot[];
  readonly quota: SnapshotQuota;
}

export interface ListedSnapshot {
  readonly id: string;
  readonly type: Snapshot["type"];
  readonly status: string;
  readonly percent: number | null;
  /** ISO 8601, and how long ago, milliseconds; null when nobody knows. */
  readonly takenAt: string | null;
  readonly ageMs: number | null;
  readonly sizeGiB: number | null;
  readonly encrypted: boolean;
  /** Made by Signalbox: what `pruneSnapshots` may delete. */
  readonly isOurs: boolean;
  /** ARN. */
  readonly copiedFrom: string | null;
  /** When a restore of it was last proven, ISO 8601. */
  readonly restoredAt: string | null;
}

const request = z.object({ database: databaseField, region: regionField });

/** The snapshots of a database. @throws ReleaseError `ERR_DATABASE_NOT_FOUND`, `ERR_RDS_…` */
export async function listSnapshots(
  ports: SnapshotReadPorts,
  given: ListSnapshotsRequest,
  options?: CallOptions,
): Promise<SnapshotsReport> {
  const { database, region } = parseInput("list-snapshots", request, given);
  const { now } = contextOf(options);
  const reads = ports.snapshots(region);
  const subject = await reads.subjectOf(database, options);
  if (subject === null) throw asError(noDatabase(database));
  const { kind, id } = subject;
  const [snapshots, quota] = await Promise.all([reads.list({ kind, id }, options), reads.quota(kind, options)]);
  return { format: 1, database: id, kind, snapshots: snapshots.map((one) => listed(one, now())), quota };
}

const listed = (one: Snapshot, now: Date): ListedSnapshot => ({
  id: one.id,
  type: one.type,
  status: one.status,
  percent: one.percent,
  takenAt: takenAtOf(one),
  ageMs: ageOf(one, now),
  sizeGiB: one.sizeGiB,
  encrypted: one.encrypted,
  isOurs: isOurs(one),
  copiedFrom: one.copiedFrom ?? one.tags[SOURCE_TAG] ?? null,
  restoredAt: one.tags[DRILL_TAG] ?? null,
});
