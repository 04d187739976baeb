import type { Draft, Problem, Warning } from "@signalbox/release-core";
import { createAction, type CreateSnapshot } from "../create-snapshot/action.js";
import { ageText } from "../snapshots/age-text.js";
import { isCopyOf } from "../snapshots/copy-of.js";
import {
  badName,
  endedFailed,
  keyNeeded,
  nameTaken,
  noDatabase,
  noSnapshot,
  quotaReached,
  tooOld,
} from "../snapshots/errors.js";
import { copyName, nameFlaw, newName } from "../snapshots/names.js";
import { ageOf, isOurs, SOURCE_TAG, takenAtOf } from "../snapshots/own-tags.js";
import type { Snapshot, SubjectFacts } from "../snapshots/ports.js";
import { isAvailable, isUnderWay } from "../snapshots/under-way.js";
import type { CopySnapshot } from "./action.js";
import type { CopyInput } from "./input.js";
import type { CopyFacts } from "./inspect.js";

type CopyDraft = Draft<CopySnapshot | CreateSnapshot>;

/** Facts → the copy to make, or what stands against it. Pure. */
export function plan(given: CopyInput, facts: CopyFacts): CopyDraft {
  const { subject, underWay } = facts;
  if (subject === null) return refused(given.database, noDatabase(given.database));
  const takenAt = underWay === null ? null : takenAtOf(underWay);
  if (underWay !== null && takenAt !== null) {
    const arn = underWay.tags[SOURCE_TAG] ?? "";
    const source = { id: arn.split(":").slice(6).join(":"), arn, takenAt };
    return drafted(given, facts, underWay, [
      copyAction(given, subject, { source, target: underWay.id, isThere: true }),
    ]);
  }
  const { source } = facts;
  const ageMs = source === null ? null : ageOf(source, new Date(facts.now));
  const isOld = given.maxAgeMs !== null && (ageMs === null || ageMs > given.maxAgeMs);
  if ((source === null || isOld) && given.whenOlder === "create" && given.from === null)
    return freshInstead(given, facts, subject);
  if (source === null || !isAvailable(source))
    return refused(subject.id, noSnapshot(subject.id, source?.id ?? facts.coming));
  if (isOld && given.maxAgeMs !== null)
    return refused(subject.id, tooOld(source.id, ageMs ?? Infinity, given.maxAgeMs));
  return copied(given, facts, subject, source);
}

function copied(given: CopyInput, facts: CopyFacts, subject: SubjectFacts, source: Snapshot): CopyDraft {
  const { target, quota } = facts;
  const name = given.to?.toLowerCase() ?? copyName(source.id, given.prefix);
  const flaw = nameFlaw(name, subject.kind);
  if (flaw !== null) return refused(subject.id, badName(name, flaw));
  const taken = { id: source.id, arn: source.arn, takenAt: takenAtOf(source) ?? "" };
  if (target !== null) {
    const isCopy = isCopyOf(target, { ...taken, subject });
    if (isCopy !== true) return refused(subject.id, nameTaken(target, `a copy of ${source.id}`, isCopy === false));
    if (isAvailable(target)) return drafted(given, facts, source, []);
    if (!isUnderWay(target)) return refused(subject.id, endedFailed(target));
    return drafted(given, facts, source, [copyAction(given, subject, { source: taken, target: name, isThere: true })]);
  }
  const isElsewhere = given.sourceRegion !== null && given.sourceRegion !== given.region;
  if (isElsewhere && source.encrypted && given.kmsKey === null) return refused(subject.id, keyNeeded(source.id));
  if (quota !== null && quota.limit !== null && quota.used >= quota.limit)
    return refused(subject.id, quotaReached(quota.used, quota.limit, subject.id));
  return drafted(given, facts, source, [copyAction(given, subject, { source: taken, target: name, isThere: false })]);
}

/** The policy for a snapshot that is too old: a new one of the database itself. */
function freshInstead(given: CopyInput, facts: CopyFacts, subject: SubjectFacts): CopyDraft {
  const { fresh, quota } = facts;
  if (fresh !== null && isAvailable(fresh)) return drafted(given, facts, fresh, []);
  const name = fresh?.id ?? given.to?.toLowerCase() ?? newName(subject.id, given.prefix, new Date(facts.now));
  const flaw = nameFlaw(name, subject.kind);
  if (flaw !== null) return refused(subject.id, badName(name, flaw));
  if (fresh === null && quota !== null && quota.limit !== null && quota.used >= quota.limit)
    return refused(subject.id, quotaReached(quota.used, quota.limit, subject.id));
  // It is taken where the database is; a copy of it elsewhere is a step of its own.
  const place = { region: given.sourceRegion ?? given.region, tags: given.tags };
  return drafted(given, facts, null, [createAction(subject, name, place, fresh !== null)]);
}

const refused = (target: string, problem: Problem): CopyDraft => ({ target, actions: [], problems: [problem] });

function drafted(
  { database }: CopyInput,
  { now, subject, target, quota }: CopyFacts,
  contents: Snapshot | null,
  actions: readonly (CopySnapshot | CreateSnapshot)[],
): CopyDraft {
  const ageMs = contents === null ? null : ageOf(contents, new Date(now));
  const isForeign = actions.length === 0 && target !== null && !isOurs(target);
  return {
    target: subject?.id ?? database,
    actions,
    warnings: [
      ...(ageMs === null ? [] : [aged(contents?.id ?? "", ageMs)]),
      ...(isForeign ? [foreign(target.id)] : []),
    ],
    facts: {
      source: contents?.id ?? null,
      takenAt: contents === null ? null : takenAtOf(contents),
      ageMs,
      sizeGiB: contents?.sizeGiB ?? null,
      quota,
    },
  };
}

/** Always told: an automated snapshot can be a day old, and is no backup of the moment before a deploy. */
const aged = (id: string, ageMs: number): Warning => ({
  code: "snapshot-age",
  message: `What is in ${id} was taken ${ageText(ageMs)} ago; what was written since is not in it.`,
  hint: "For a backup of this moment: `signalbox snapshot create`.",
});

const foreign = (id: string): Warning => ({
  code: "snapshot-not-ours",
  message: `${id} is a copy of it that somebody else made.`,
  hint: "It serves, and `signalbox snapshot prune` leaves it alone.",
});

function copyAction(
  { sourceRegion, region, tags, copyTags, kmsKey, optionGroup }: CopyInput,
  { kind, id }: SubjectFacts,
  { source, target, isThere }: { source: CopySnapshot["source"]; target: string; isThere: boolean },
): CopySnapshot {
  const taken = `${source.id} (taken ${source.takenAt.slice(0, 16).replace("T", " ")} UTC)`;
  return {
    type: "copy-snapshot",
    summary: isThere ? `Wait for ${target}, the copy of ${taken}` : `Copy ${taken} to ${target}`,
    subject: { kind, id },
    source,
    sourceRegion: sourceRegion ?? region,
    target,
    region,
    tags,
    copyTags,
    kmsKey,
    optionGroup,
  };
}
