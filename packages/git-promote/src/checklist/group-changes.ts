import type { Commit, Oid } from "@signalbox/git";
import { type PullRequest, readMergeSubject, squashedPullRequest } from "./merge-subject.js";

/** Commits that came together, or one that came alone. */
export interface ChangeGroup {
  /** The merge commit of a pull request or branch, else the commit itself. */
  readonly at: Commit;
  /** Not the merge; oldest first. */
  readonly commits: readonly Commit[];
  readonly pullRequest: PullRequest | null;
}

/**
 * Groups the new commits of a range by the pull request, or the branch, whose merge brought them. A promotion between
 * environments merges many changes and is no group: it is told by another pull request inside it, or by a branch name
 * that has the name of either end in it (`update-test`, `merge-prod`, `dev`). Pure.
 * @param range everything that only the source has, newest first, merges included
 * @param fresh what of it is to be listed, oldest first
 * @param ends short names of the source and the target
 */
export function groupChanges(
  range: readonly Commit[],
  fresh: readonly Commit[],
  ends: readonly string[],
): readonly ChangeGroup[] {
  const byOid = new Map(range.map((commit) => [commit.commit, commit]));
  const groupOf = new Map<Oid, { readonly at: Commit; readonly pullRequest: PullRequest; readonly size: number }>();
  for (const merge of range) {
    const named = merge.parents.length === 2 ? readMergeSubject(merge.subject) : null;
    if (named === null || isPromotion(named, ends)) continue;
    const side = sideOf(merge, byOid);
    if (side.some((commit) => bringsPullRequest(commit, side))) continue;
    const pullRequest = { number: named.number, branch: named.branch };
    for (const { commit } of side) {
      const size = groupOf.get(commit)?.size ?? Infinity;
      if (side.length < size) groupOf.set(commit, { at: merge, pullRequest, size: side.length });
    }
  }
  const groups = new Map<Oid, ChangeGroup>();
  for (const commit of fresh) {
    const { at, pullRequest } = groupOf.get(commit.commit) ?? {
      at: commit,
      pullRequest: squashedPullRequest(commit.subject),
    };
    groups.set(at.commit, { at, pullRequest, commits: [...(groups.get(at.commit)?.commits ?? []), commit] });
  }
  return [...groups.values()];
}

/** What a merge took in: reachable from its second parent, and not from its first. */
function sideOf({ parents }: Commit, byOid: ReadonlyMap<Oid, Commit>): readonly Commit[] {
  const before = reach(parents[0] ?? "", byOid, new Map());
  return [...reach(parents[1] ?? "", byOid, before).values()];
}

function reach(
  from: Oid,
  byOid: ReadonlyMap<Oid, Commit>,
  without: ReadonlyMap<Oid, Commit>,
): ReadonlyMap<Oid, Commit> {
  const seen = new Map<Oid, Commit>();
  const open = [from];
  for (let oid = open.pop(); oid !== undefined; oid = open.pop()) {
    const commit = byOid.get(oid);
    if (commit === undefined || seen.has(oid) || without.has(oid)) continue;
    seen.set(oid, commit);
    open.push(...commit.parents);
  }
  return seen;
}

/** A pull request inside: its own commits are here too. A merge of the mainline into a topic brings none of them. */
const bringsPullRequest = ({ parents, subject }: Commit, side: readonly Commit[]): boolean =>
  parents.length === 2 && readMergeSubject(subject)?.number != null && side.some(({ commit }) => commit === parents[1]);

function isPromotion(named: { readonly branch: string | null; readonly into: string | null }, ends: readonly string[]) {
  const words = [named.branch, named.into].filter((name) => name !== null);
  return words.some((name) => ends.some((end) => hasWord(name, end)));
}

const hasWord = (name: string, word: string): boolean =>
  new RegExp(`(?:^|[^A-Za-z0-9])${word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}(?:[^A-Za-z0-9]|$)`, "i").test(name);
