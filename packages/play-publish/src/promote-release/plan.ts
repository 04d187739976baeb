import type { Draft, Problem, Warning } from "@signalbox/release-core";
import { readyNotes } from "../notes/notes.js";
import type { PutRelease } from "../publishing/action.js";
import { afterPut } from "../publishing/after-put.js";
import {
  consoleWarnings,
  findSeen,
  isOnItsWay,
  lowCodeProblems,
  newestSeen,
  rolloutProblems,
  seenAs,
} from "../publishing/seen.js";
import { audienceOf, wantedOf } from "../publishing/wanted-of.js";
import type { SeenRelease } from "../track.js";
import type { PromoteInput } from "./promote-release.js";

export interface PromoteFacts {
  readonly source: readonly SeenRelease[];
  readonly target: readonly SeenRelease[];
  /** What people have recorded against the version codes. */
  readonly recorded: readonly string[];
}

/** Facts → the release to be put on the other track, or why not. Pure. */
export function plan(given: PromoteInput, { source, target, recorded }: PromoteFacts): Draft<PutRelease> {
  const { packageName, from, to, supersede, cancelReview } = given;
  const found = given.versionCodes === null ? newestSeen(source) : findSeen(source, given.versionCodes);
  const versionCodes = given.versionCodes ?? [...(found?.versionCodes ?? [])].sort((one, other) => one - other);
  const standing = versionCodes.length === 0 ? null : findSeen(target, versionCodes);
  const isThere = standing !== null && (given.status === "draft" || isOnItsWay(standing));
  const { notes, problems: noteProblems, warnings } = readyNotes(given.notes ?? {}, given.tooLong);
  const wanted = wantedOf(given, versionCodes, given.notes === null ? null : notes);
  const problems = [
    ...(found === null && !isThere ? [sourceMissing(given, source)] : []),
    ...noteProblems,
    ...(isThere || given.despiteObjections || recorded.length === 0 ? [] : [objected(given, versionCodes, recorded)]),
    ...(isThere || versionCodes.length === 0
      ? []
      : [
          ...lowCodeProblems([{ name: to, releases: target }], versionCodes),
          ...(given.status === "draft" ? [] : rolloutProblems(target, versionCodes, supersede)),
        ]),
  ];
  const action: PutRelease = {
    type: "put-release",
    summary: `Promote ${versionCodes.join(", ")} of ${packageName} from ${from} to ${to}, for ${audienceOf(wanted)}`,
    packageName,
    track: to,
    ...wanted,
    artifacts: [],
    symbols: [],
    carryFrom: from,
    before: seenAs(target),
    after: afterPut(target, { ...wanted, name: wanted.name ?? found?.name ?? null }),
    isSeenWithoutEdit: true,
    supersede,
    cancelReview,
  };
  return {
    target: `${packageName}: ${from} → ${to}`,
    actions: problems.length > 0 || isThere ? [] : [action],
    problems,
    warnings: [
      ...warnings,
      ...(isThere
        ? [shareUnseen(versionCodes, to), ...consoleWarnings(standing, to)]
        : found === null
          ? []
          : unpublished(found, from)),
    ],
    facts: { [from]: [...source], [to]: [...target] },
  };
}

function sourceMissing({ versionCodes, from }: PromoteInput, source: readonly SeenRelease[]): Problem {
  const there = source.filter(isOnItsWay).map((release) => release.versionCodes.join(", "));
  return {
    code: "ERR_PLAY_RELEASE_MISSING",
    message: versionCodes === null ? `${from} has no release.` : `${from} has no release ${versionCodes.join(", ")}.`,
    hint: there.length === 0 ? "Upload one first." : `It has ${there.join(" and ")}.`,
  };
}

const objected = (
  { packageName, from }: PromoteInput,
  versionCodes: readonly number[],
  recorded: readonly string[],
): Problem => ({
  code: "ERR_PLAY_OBJECTED",
  message: `${versionCodes.join(", ")} of ${packageName} was objected to on ${from}: ${recorded.join("; ")}.`,
  hint: "Publish a repaired build; or promote it all the same, with `despiteObjections` (--despite-objections).",
});

const unpublished = ({ versionCodes, lifecycle }: SeenRelease, from: string): readonly Warning[] =>
  lifecycle === "PUBLISHED"
    ? []
    : [
        {
          code: "source-unpublished",
          message: `${versionCodes.join(", ")} is not published on ${from} yet (${lifecycle ?? "unknown state"}), so nobody has tried it.`,
          hint: "Wait for the gate soak-elapsed before.",
        },
      ];

const shareUnseen = (versionCodes: readonly number[], track: string): Warning => ({
  code: "share-unseen",
  message: `${versionCodes.join(", ")} is on ${track} already; which share of users has it cannot be seen without an edit.`,
  hint: "For another share, change the rollout.",
});
