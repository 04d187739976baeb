import type { HistoryReader, Oid } from "@signalbox/git";
import { type CallOptions, contextOf, isReleaseError } from "@signalbox/release-core";
import type { CommitHistory, CommitMarks, Place } from "./commit-history.js";
import { type Squash, squashesByTree, type SquashSuspect, squashSuspects } from "./squashes.js";
import { twinCandidates } from "./twins.js";

/** Which changes are there under another id. */
export interface Equivalence {
  /** The commit before `target` that brought what `commit` changes: a cherry-pick, or a squash; null when there is none. */
  broughtBy(commit: Place, target: Place): Place | null;
  /** False: patches could not be compared, so only equal files count. */
  readonly isKnown: boolean;
}

/** What is to be found out. */
export interface EquivalenceQuestion {
  /** Commits that somebody lacks. */
  readonly commits: readonly Place[];
  /** Ends of side branches that may have been squash-merged. */
  readonly heads: readonly Place[];
  /** The lines that they may have been merged into. */
  readonly lines: readonly { readonly head: Place; readonly marks: CommitMarks }[];
}

/** More differences than this are not compared in one repository: it would take many seconds. */
const MOST_PATCHES = 3000;

/** Answers everything with at most one question about patches. */
export async function readEquivalence(
  repository: Pick<HistoryReader, "patchIds">,
  history: CommitHistory,
  question: EquivalenceQuestion,
  options: CallOptions,
): Promise<Equivalence> {
  const isAsked = question.commits.length > 0;
  const byTree = isAsked ? question.lines.flatMap(({ marks }) => squashesByTree(history, marks)) : [];
  const twins = twinCandidates(history, question.commits);
  const open = question.heads.filter((head) => !byTree.some((squash) => squash.head === head));
  const suspects = question.lines.flatMap((line) => squashSuspects(history, open, line));
  const patches = await readPatches(repository, diffsOf(history, twins, suspects), options);
  const idOf = (place: Place): string | null => patches?.get(diffKey(ownDiff(history, place))) ?? null;
  const squashes = [...byTree, ...suspects.flatMap((suspect) => squashByPatch(history, suspect, patches))];
  return {
    isKnown: patches !== null,
    broughtBy: (commit, target) => {
      const id = idOf(commit);
      const isTwin = (other: Place): boolean => idOf(other) === id && history.isAncestor(other, target);
      const twin = id === null ? undefined : twins.get(commit)?.find(isTwin);
      return twin ?? squashes.find((squash) => holds(history, squash, commit, target))?.by ?? null;
    },
  };
}

const holds = (history: CommitHistory, { head, by }: Squash, commit: Place, target: Place): boolean =>
  commit <= head && by <= target && history.isAncestor(commit, head) && history.isAncestor(by, target);

interface Diff {
  readonly from: Oid;
  readonly to: Oid;
}

const diffKey = ({ from, to }: Diff): string => `${from} ${to}`;

const diffOf = (history: CommitHistory, from: Place, to: Place): Diff => ({
  from: history.at(from).commit,
  to: history.at(to).commit,
});

const ownDiff = (history: CommitHistory, place: Place): Diff =>
  diffOf(history, history.parentsOf(place)[0] ?? place, place);

function diffsOf(
  history: CommitHistory,
  twins: ReadonlyMap<Place, readonly Place[]>,
  suspects: readonly SquashSuspect[],
): readonly Diff[] {
  const places = [...[...twins].flatMap(([place, others]) => [place, ...others]), ...suspects.flatMap(({ by }) => by)];
  const diffs = [
    ...places.map((place) => ownDiff(history, place)),
    ...suspects.map(({ base, head }) => diffOf(history, base, head)),
  ];
  return [...new Map(diffs.map((diff) => [diffKey(diff), diff])).values()];
}

/** Null when they cannot be had: a copy without all its files, an engine that cannot compare them, or too many. */
async function readPatches(
  repository: Pick<HistoryReader, "patchIds">,
  diffs: readonly Diff[],
  options: CallOptions,
): Promise<ReadonlyMap<string, string | null> | null> {
  if (diffs.length === 0) return new Map();
  if (diffs.length > MOST_PATCHES) return null;
  try {
    const ids = await repository.patchIds(diffs, options);
    return new Map(diffs.map((diff, index) => [diffKey(diff), ids[index] ?? null]));
  } catch (error) {
    contextOf(options).signal.throwIfAborted();
    if (!isReleaseError(error)) throw error;
    return null;
  }
}

function squashByPatch(
  history: CommitHistory,
  { head, base, by }: SquashSuspect,
  patches: ReadonlyMap<string, string | null> | null,
): readonly Squash[] {
  const whole = patches?.get(diffKey(diffOf(history, base, head))) ?? null;
  if (whole === null) return [];
  const found = by.find((place) => patches?.get(diffKey(ownDiff(history, place))) === whole);
  return found === undefined ? [] : [{ head, by: found }];
}
