import { callOptionsOf, type Context, defineOperation, type Draft, type Problem } from "@signalbox/release-core";
import * as z from "zod";
import { badName, endedFailed, nameTaken, noDatabase, quotaReached } from "../snapshots/errors.js";
import { ageField, databaseField, prefixField, regionField, tagsField } from "../snapshots/input-fields.js";
import { nameFlaw, newName } from "../snapshots/names.js";
import { ageOf, isOurs, SOURCE_TAG, takenAtOf } from "../snapshots/own-tags.js";
import type { Snapshot, SnapshotPorts, SnapshotQuota, SnapshotReadPorts, SubjectFacts } from "../snapshots/ports.js";
import { isAvailable, isUnderWay, type SnapshotResult } from "../snapshots/under-way.js";
import { createAction, type CreateSnapshot } from "./action.js";
import { performCreate } from "./perform.js";

const HOUR_MS = 3_600_000;

const input = z.strictObject({
  database: databaseField,
  to: z.string().nullable().default(null).describe("Its name. Default: prefix, database and the minute"),
  prefix: prefixField,
  region: regionField,
  tags: tagsField,
  maxAgeMs: ageField.default(HOUR_MS).describe("One of ours that is younger counts as this one, milliseconds"),
});

export type CreateInput = z.output<typeof input>;

export interface CreateFacts {
  readonly now: string;
  readonly subject: SubjectFacts | null;
  /** What is there by the name that is wished, or one of ours that is young enough. */
  readonly found: Snapshot | null;
  readonly quota: SnapshotQuota | null;
}

async function inspect(given: CreateInput, ports: SnapshotReadPorts, context: Context): Promise<CreateFacts> {
  const reads = ports.snapshots(given.region);
  const options = callOptionsOf(context);
  const now = context.now().toISOString();
  const subject = await reads.subjectOf(given.database, options);
  if (subject === null) return { now, subject, found: null, quota: null };
  const found =
    given.to === null
      ? freshOne(await reads.list(subject, options), given.maxAgeMs, context.now())
      : await reads.find(subject.kind, given.to.toLowerCase(), options);
  return { now, subject, found, quota: found === null ? await reads.quota(subject.kind, options) : null };
}

/** The newest of our own that was taken of the database itself, and is young enough or being taken. Pure. */
export const freshOne = (all: readonly Snapshot[], maxAgeMs: number, now: Date): Snapshot | null =>
  all.find(
    (one) =>
      isOurs(one) &&
      one.tags[SOURCE_TAG] === undefined &&
      (isUnderWay(one) || (isAvailable(one) && (ageOf(one, now) ?? Infinity) <= maxAgeMs)),
  ) ?? null;

/** Facts → one snapshot to take, or none. Pure. */
function plan(given: CreateInput, { now, subject, found, quota }: CreateFacts): Draft<CreateSnapshot> {
  const none = (problem: Problem): Draft<CreateSnapshot> => ({
    target: given.database,
    actions: [],
    problems: [problem],
  });
  if (subject === null) return none(noDatabase(given.database));
  const target = found?.id ?? given.to?.toLowerCase() ?? newName(subject.id, given.prefix, new Date(now));
  const flaw = nameFlaw(target, subject.kind);
  if (flaw !== null) return none(badName(target, flaw));
  if (found !== null && (!isOurs(found) || found.subject.id !== subject.id))
    return none(nameTaken(found, `a snapshot of ${subject.id} of ours`, true));
  if (found !== null && !isAvailable(found) && !isUnderWay(found)) return none(endedFailed(found));
  if (quota !== null && quota.limit !== null && quota.used >= quota.limit)
    return none(quotaReached(quota.used, quota.limit, subject.id));
  const { region, tags } = given;
  const isThere = found !== null && isAvailable(found);
  return {
    target: subject.id,
    actions: isThere ? [] : [createAction(subject, target, { region, tags }, found !== null)],
    facts: {
      snapshot: target,
      takenAt: found === null ? null : takenAtOf(found),
      status: found?.status ?? null,
      quota,
    },
  };
}

/**
 * Takes a snapshot now. Converged while one of ours is younger than `maxAgeMs`, or has the name that is wished.
 *
 * Problems: `ERR_DATABASE_NOT_FOUND`, `ERR_SNAPSHOT_NAME`, `ERR_SNAPSHOT_TAKEN`, `ERR_SNAPSHOT_FAILED`, `ERR_SNAPSHOT_QUOTA`.
 */
export const createSnapshot = defineOperation<SnapshotPorts, typeof input, CreateFacts, CreateSnapshot, SnapshotResult>(
  {
    kind: "create-snapshot",
    input,
    inspect,
    plan,
    perform: performCreate,
  },
);
