import { callOptionsOf, type Context } from "@signalbox/release-core";
import { freshOne } from "../create-snapshot/create-snapshot.js";
import { copyName } from "../snapshots/names.js";
import { ageOf, isOurs, SOURCE_TAG } from "../snapshots/own-tags.js";
import type { Snapshot, SnapshotQuota, SnapshotReadPorts, SubjectFacts } from "../snapshots/ports.js";
import { isAvailable, isUnderWay } from "../snapshots/under-way.js";
import type { CopyInput } from "./input.js";

export interface CopyFacts {
  readonly now: string;
  readonly subject: SubjectFacts | null;
  /** What is to be copied. */
  readonly source: Snapshot | null;
  /** An automated one that is being taken. */
  readonly coming: string | null;
  /** What has the name of the copy. */
  readonly target: Snapshot | null;
  /** A copy of ours that somebody began: whatever is newest by now, that one is gone on with. */
  readonly underWay: Snapshot | null;
  /** One that was taken of the database itself and is young enough. */
  readonly fresh: Snapshot | null;
  readonly quota: SnapshotQuota | null;
}

export async function inspect(given: CopyInput, ports: SnapshotReadPorts, context: Context): Promise<CopyFacts> {
  const options = callOptionsOf(context);
  const sources = ports.snapshots(given.sourceRegion ?? given.region);
  const kept = ports.snapshots(given.region);
  const now = context.now();
  const nothing = { now: now.toISOString(), source: null, coming: null, target: null, underWay: null, fresh: null };
  const subject = await sources.subjectOf(given.database, options);
  if (subject === null) return { ...nothing, subject, quota: null };
  const all = await sources.list(subject, options);
  const copies = isElsewhere(given) ? await kept.list(subject, options) : all;
  const automated = all.filter(({ type }) => type === "automated");
  const source =
    given.from === null
      ? (automated.find(isAvailable) ?? null)
      : await sources.find(subject.kind, given.from.toLowerCase(), options);
  const name = given.to?.toLowerCase() ?? (source === null ? null : copyName(source.id, given.prefix));
  // Asked for by its name: a name may be taken by a snapshot of another database.
  const target = name === null ? null : await kept.find(subject.kind, name, options);
  return {
    ...nothing,
    subject,
    source,
    coming: automated.find(isUnderWay)?.id ?? null,
    target,
    underWay: copies.find((one) => isGoneOnWith(one, given, now)) ?? null,
    fresh: given.maxAgeMs === null ? null : freshOne(all, given.maxAgeMs, now),
    quota: target === null ? await kept.quota(subject.kind, options) : null,
  };
}

const isElsewhere = ({ region, sourceRegion }: CopyInput): boolean => sourceRegion !== null && sourceRegion !== region;

/** Only where nothing else was asked for, and while it is young enough. */
const isGoneOnWith = (one: Snapshot, { from, to, maxAgeMs }: CopyInput, now: Date): boolean =>
  from === null &&
  to === null &&
  isOurs(one) &&
  one.tags[SOURCE_TAG] !== undefined &&
  isUnderWay(one) &&
  (maxAgeMs === null || (ageOf(one, now) ?? Infinity) <= maxAgeMs);
