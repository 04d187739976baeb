import {
  type Action,
  already,
  callOptionsOf,
  type Context,
  defineOperation,
  done,
  type Draft,
  type Outcome,
  pending,
  planStale,
} from "@signalbox/release-core";
import * as z from "zod";
import { noDatabase } from "../snapshots/errors.js";
import { ageField, databaseField, regionField } from "../snapshots/input-fields.js";
import { ageOf, isOurs, takenAtOf } from "../snapshots/own-tags.js";
import type { Snapshot, SnapshotPorts, SnapshotReadPorts, SnapshotSubject } from "../snapshots/ports.js";
import { isAvailable } from "../snapshots/under-way.js";

const POLL_MS = 5000;

const input = z.strictObject({
  database: databaseField,
  keep: z.int().min(1).describe("How many of ours stay, the newest ones"),
  olderThanMs: ageField.nullable().default(null).describe("Younger ones stay too, milliseconds"),
  region: regionField,
});

type PruneInput = z.output<typeof input>;

export interface DeleteSnapshot extends Action {
  readonly type: "delete-snapshot";
  readonly subject: SnapshotSubject;
  readonly id: string;
  readonly createdAt: string | null;
  readonly region: string | null;
}

export interface DeletedSnapshot {
  readonly id: string;
}

interface PruneFacts {
  readonly now: string;
  readonly subject: SnapshotSubject | null;
  readonly snapshots: readonly Snapshot[];
}

async function inspect(
  { database, region }: PruneInput,
  ports: SnapshotReadPorts,
  context: Context,
): Promise<PruneFacts> {
  const reads = ports.snapshots(region);
  const options = callOptionsOf(context);
  const found = await reads.subjectOf(database, options);
  const now = context.now().toISOString();
  if (found === null) return { now, subject: null, snapshots: [] };
  const { kind, id } = found;
  return { now, subject: { kind, id }, snapshots: await reads.list({ kind, id }, options) };
}

/** Facts → the oldest of our own that are available. What failed is evidence, what is under way is not counted. Pure. */
function plan(given: PruneInput, { now, subject, snapshots }: PruneFacts): Draft<DeleteSnapshot> {
  if (subject === null) return { target: given.database, actions: [], problems: [noDatabase(given.database)] };
  const ours = snapshots.filter((one) => isOurs(one) && isAvailable(one)).sort(newestFirst);
  const surplus = ours
    .slice(given.keep)
    .filter((one) => given.olderThanMs === null || (ageOf(one, new Date(now)) ?? 0) > given.olderThanMs);
  return {
    target: subject.id,
    actions: surplus.reverse().map(({ id, createdAt, ...one }) => ({
      type: "delete-snapshot",
      summary: `Delete ${id} (taken ${takenAtOf(one)?.slice(0, 16).replace("T", " ") ?? "at an unknown time"})`,
      subject,
      id,
      createdAt,
      region: given.region,
    })),
    facts: {
      kept: ours.filter((one) => !surplus.includes(one)).map(({ id }) => id),
      others: snapshots.filter((one) => !isOurs(one)).length,
    },
  };
}

const newestFirst = (one: Snapshot, other: Snapshot): number =>
  (takenAtOf(other) ?? "").localeCompare(takenAtOf(one) ?? "") || other.id.localeCompare(one.id);

async function perform(
  { subject, id, createdAt, region }: DeleteSnapshot,
  ports: SnapshotPorts,
  context: Context,
): Promise<Outcome<DeletedSnapshot>> {
  const options = callOptionsOf(context);
  const find = (): Promise<Snapshot | null> => ports.snapshots(region).find(subject.kind, id, options);
  const isBegun = context.handle !== null;
  const found = await find();
  if (found === null) return (isBegun ? done : already)({ id });
  if (found.status === "deleting") return pending({ id }, POLL_MS);
  if (!isOurs(found) || !isAvailable(found) || found.createdAt !== createdAt)
    throw planStale(
      `The snapshot ${id}`,
      { createdAt, status: "available" },
      { createdAt: found.createdAt, status: found.status },
    );
  await ports.snapshotWrites(region).remove(found, options);
  return (await find()) === null ? done({ id }) : pending({ id }, POLL_MS);
}

/**
 * Deletes old snapshots of a database that Signalbox itself made, and keeps the newest ones. It never touches what has
 * not our tag, what has it from being copied with the tags of another, what is under way and what failed.
 */
export const pruneSnapshots = defineOperation<SnapshotPorts, typeof input, PruneFacts, DeleteSnapshot, DeletedSnapshot>(
  {
    kind: "prune-snapshots",
    input,
    inspect,
    plan,
    perform,
  },
);
