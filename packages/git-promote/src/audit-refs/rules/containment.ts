import type { CommitHistory, Place } from "../../history/commit-history.js";
import type { Equivalence } from "../../history/equivalence.js";
import { compareLines } from "../../release-lines/release-branches.js";
import { finding, type Finding } from "../finding.js";
import {
  type Lacks,
  type LostRelease,
  settle,
  type TagOffMainline,
  type UnmergedBranch,
  withoutVersionCommits,
} from "../../fleet/lacks.js";
import type { ComponentView, PlacedTag, RepositoryView } from "../../fleet/repository-view.js";

/** What was released or prepared and never came to where it belongs. */
export function containment(
  { history }: RepositoryView,
  component: ComponentView,
  lacks: Lacks,
  equivalence: Equivalence,
): readonly Finding[] {
  const newest = component.releases.at(-1);
  const facts: Facts = {
    history,
    equivalence,
    mainline: component.mainline,
    releases: component.releases,
    isAtWork: (line) => newest === undefined || compareLines(line, lineOf(newest)) >= 0,
  };
  return [
    ...lacks.releases.flatMap((lack) => lostRelease(lack, facts)),
    ...lacks.branches.flatMap((lack) => unmerged(lack, facts)),
    ...lacks.tags.map((lack) => offMainline(lack, facts)),
  ];
}

interface Facts {
  readonly history: CommitHistory;
  readonly equivalence: Equivalence;
  readonly mainline: ComponentView["mainline"];
  /** Lowest version first. */
  readonly releases: readonly PlacedTag[];
  /** A line that nothing was released after is still at work; it is merged when it is done. */
  readonly isAtWork: (line: readonly number[]) => boolean;
}

function lostRelease(lack: LostRelease, facts: Facts): readonly Finding[] {
  const { history, equivalence } = facts;
  const missing = withoutVersionCommits(history, settle(history, lack, equivalence).missing);
  if (missing.length === 0) return [];
  const { tag, previous } = lack;
  const since = broughtSince(tag, missing, facts);
  const message = `${tag.tag} does not contain ${previous.tag}: it lacks ${told(history, missing)}`;
  const refs = [tag.ref, previous.ref];
  return since === null
    ? [finding("release-lacks-previous", refs, `${message}.`)]
    : [finding("release-lacks-previous", refs, `${message}; ${since} has it all.`, REPAIRED)];
}

const REPAIRED = {
  severity: "warning",
  hint: "Whoever still runs it lacks these changes: bring them to a later one.",
} as const;

/** The first later release that has it all, or the mainline. */
function broughtSince(
  tag: PlacedTag,
  missing: readonly Place[],
  { history, releases, mainline }: Facts,
): string | null {
  const hasAll = (place: Place): boolean => missing.every((commit) => history.isAncestor(commit, place));
  const later = releases.slice(releases.indexOf(tag) + 1).find(({ place }) => hasAll(place));
  return later?.tag ?? (mainline !== null && hasAll(mainline.place) ? mainline.branch : null);
}

function unmerged(lack: UnmergedBranch, { history, equivalence, mainline, isAtWork }: Facts): readonly Finding[] {
  const { missing, equivalent } = settle(history, lack, equivalence);
  const { branch, ref, line } = lack.branch;
  const count = lack.lacking.length;
  if (missing.length === 0) {
    const why = equivalent.length === 0 ? "they are merges" : "their changes are there";
    const message = `${branch} is ${count} ahead of ${mainline?.branch} by ids alone: ${why}.`;
    return [finding("release-branch-not-merged", [ref], message, { severity: "info" })];
  }
  const ahead = count === missing.length ? "" : `, ${count} ahead by ids`;
  const message = `${branch} has ${told(history, missing)} that ${mainline?.branch} has not${ahead}.`;
  return [finding("release-branch-not-merged", [ref], message, isAtWork(line) ? { severity: "info" } : {})];
}

function offMainline(lack: TagOffMainline, { history, equivalence, mainline, isAtWork }: Facts): Finding {
  const { tag } = lack;
  const { missing, equivalent } = settle(history, lack, equivalence);
  const lost = withoutVersionCommits(history, missing);
  if (lost.length > 0) {
    const message = `${tag.tag} is not in ${mainline?.branch}, which lacks ${told(history, lost)}.`;
    return finding("tag-not-on-mainline", [tag.ref], message, isAtWork(lineOf(tag)) ? { severity: "info" } : {});
  }
  const by = equivalent[0] === undefined ? "" : ` by ${history.at(equivalent[0].by).commit.slice(0, 9)}`;
  const message = `${tag.tag} is not in ${mainline?.branch} itself; its changes came there${by}.`;
  return finding("tag-not-on-mainline", [tag.ref], message, { severity: "info" });
}

const lineOf = ({ version }: PlacedTag): readonly number[] => [version.major, version.minor];

const told = (history: CommitHistory, missing: readonly Place[]): string =>
  `${missing.length} ${missing.length === 1 ? "commit" : "commits"} (${JSON.stringify(history.at(missing[0] ?? 0).subject)}${missing.length > 1 ? ", …" : ""})`;
