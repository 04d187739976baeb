import type { Commit, ComparedCommit, GitRepository, Oid } from "@signalbox/git";
import { type CallOptions, fanOut, isReleaseError } from "@signalbox/release-core";
import { findSquashes } from "../compare-branches/find-squashes.js";
import { splitRange } from "../compare-branches/split-range.js";
import { findTwins } from "./find-twins.js";

/** What looking for missing commits asks of a repository. */
export type ContainmentRepository = Pick<GitRepository, "compare" | "mergeBases" | "mergeTrees" | "patchIds">;

/** What the later side lacks of the earlier one. Oldest first. */
export interface MissingCommits {
  /** `later` has `earlier` in its history. */
  readonly isContained: boolean;
  /**
   * Neither there by id, nor by patch, nor in a squash. A merge that says something of its own is among them only when
   * nothing else is missing: what brings the others brings it too.
   */
  readonly missing: readonly Commit[];
  /** There in another form. `by`: the later side's commit with the same patch, or the squash; null when many fit. */
  readonly equivalent: readonly { readonly commit: Commit; readonly by: Oid | null }[];
  /** Merges that cannot be judged; they are not in `missing`. */
  readonly undecided: readonly Commit[];
  /** The engine's own words, where another one could judge them. Not empty: nobody knows whether all is there. */
  readonly limits: readonly string[];
}

const MERGES_AT_ONCE = 4;

/** Finds the commits of `earlier` that `later` lacks; a cherry-pick, a squash and a plain merge are no loss. */
export async function findMissing(
  repository: ContainmentRepository,
  sides: { readonly earlier: Oid; readonly later: Oid },
  options: CallOptions,
): Promise<MissingCommits> {
  const { earlier, later } = sides;
  // Needed only for squashes, but asked while the comparison is made, which takes longer.
  const bases = repository.mergeBases(later, earlier, options);
  bases.catch(() => undefined);
  const between = await repository.compare(later, earlier, options);
  if (between.onlyRight.length === 0)
    return { isContained: true, missing: [], equivalent: [], undecided: [], limits: [] };

  const isOpen = between.onlyRight.some(({ parents, equivalent }) => parents.length < 2 && !equivalent);
  const [squashes, twins] = await Promise.all([
    isOpen ? squashesOf(repository, between, { ...sides, bases: await bases }, options) : [],
    findTwins(repository, between, options),
  ]);
  const { fresh, alreadyContained } = splitRange(between, squashes);
  const merges = fresh.length > 0 ? NONE : await judgeMerges(repository, between.onlyRight, options);
  const brought = new Map(alreadyContained.map(({ commit, by }) => [commit, twins.get(commit) ?? by ?? null]));
  const isMissing = new Set([...fresh.map(({ commit }) => commit), ...merges.own]);
  const these = (isWanted: (oid: Oid) => boolean): readonly Commit[] =>
    between.onlyRight
      .filter(({ commit }) => isWanted(commit))
      .map(plain)
      .reverse();
  return {
    isContained: false,
    missing: these((oid) => isMissing.has(oid)),
    equivalent: these((oid) => brought.has(oid)).map((commit) => ({ commit, by: brought.get(commit.commit) ?? null })),
    undecided: these((oid) => merges.undecided.has(oid)),
    limits: merges.limits,
  };
}

interface JudgedMerges {
  /** Their tree is not what merging their parents gives: a conflict was settled, or something slipped in. */
  readonly own: ReadonlySet<Oid>;
  readonly undecided: ReadonlySet<Oid>;
  readonly limits: readonly string[];
}

const NONE: JudgedMerges = { own: new Set(), undecided: new Set(), limits: [] };

const plain = ({ equivalent: _, ...commit }: ComparedCommit): Commit => commit;

type Between = Awaited<ReturnType<ContainmentRepository["compare"]>>;

async function squashesOf(
  repository: ContainmentRepository,
  between: Between,
  { earlier, later, bases }: { readonly earlier: Oid; readonly later: Oid; readonly bases: readonly Oid[] },
  options: CallOptions,
): ReturnType<typeof findSquashes> {
  // Only a commit with one parent can be a squash.
  if (!between.onlyLeft.some(({ parents }) => parents.length === 1)) return [];
  return findSquashes(repository, between, { from: earlier, to: later, bases }, options);
}

async function judgeMerges(
  repository: ContainmentRepository,
  commits: readonly ComparedCommit[],
  options: CallOptions,
): Promise<JudgedMerges> {
  const trees = new Map(commits.map(({ commit, tree }) => [commit, tree]));
  const merges = commits.filter(
    ({ parents, tree }) => parents.length > 1 && !parents.some((parent) => trees.get(parent) === tree),
  );
  const settled = await fanOut(merges, (merge) => saysNothing(repository, merge, options), {
    ...options,
    concurrency: MERGES_AT_ONCE,
  });
  options.signal?.throwIfAborted();
  const own = new Set<Oid>();
  const undecided = new Set<Oid>();
  const limits = new Set<string>();
  for (const line of settled) {
    if (line.status === "rejected") throw line.error;
    if (line.status === "skipped") continue;
    if (line.value === false) own.add(line.item.commit);
    else if (line.value !== true) undecided.add(line.item.commit);
    if (typeof line.value === "string") limits.add(line.value);
  }
  return { own, undecided, limits: [...limits] };
}

/** The engine's words when it cannot say; null when no engine can: the two histories have nothing in common. */
async function saysNothing(
  repository: ContainmentRepository,
  { parents: [ours, theirs, third], tree }: Commit,
  options: CallOptions,
): Promise<boolean | string | null> {
  // A merge of three and more is made by git only where nothing conflicts.
  if (ours === undefined || theirs === undefined || third !== undefined) return true;
  try {
    return (await repository.mergeTrees(ours, theirs, options)).tree === tree;
  } catch (error) {
    if (isReleaseError(error) && error.code === "ERR_ENGINE_LIMIT") return error.message;
    // A history that was joined with another one, as a subtree is.
    if (isReleaseError(error) && error.code === "ERR_HISTORIES_UNRELATED") return null;
    throw error;
  }
}
