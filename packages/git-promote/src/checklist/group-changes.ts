import type { Commit, Oid } from "@signalbox/git";
import { type MergeSubject, type PullRequest, readMergeSubject, squashedPullRequest } from "./merge-subject.js";

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
  const groupOf = new Map<Oid, { readonly at: Commit; readonly pullRequest: PullRequest }>();
  const byOid = new Map(range.map((commit) => [commit.commit, commit]));
  const taken = new Set<Oid>();
  const isGroup = (merge: Commit, named: MergeSubject | null, side: readonly Commit[]): named is MergeSubject =>
    named !== null &&
    merge.parents.length === 2 &&
    !isPromotion(named, ends) &&
    !side.some((commit) => bringsPullRequest(commit, side));

  /** A branch's own line comes first; then each merge on it, oldest first, gives what nobody had before. */
  const walk = (tip: Oid): void => {
    const line = ownLine(tip, byOid, taken);
    for (const { commit } of line) taken.add(commit);
    for (const merge of line.toReversed()) {
      for (const other of merge.parents.slice(1)) {
        const side = reach(other, byOid, taken);
        const named = readMergeSubject(merge.subject);
        if (!isGroup(merge, named, side)) {
          walk(other);
          continue;
        }
        const pullRequest = { number: named.number, branch: named.branch };
        for (const { commit } of side) {
          taken.add(commit);
          groupOf.set(commit, { at: merge, pullRequest });
        }
      }
    }
  };
  walk(range[0]?.commit ?? "");

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

/** The first-parent line from a tip, newest first, as far as nobody has it. */
function ownLine(tip: Oid, byOid: ReadonlyMap<Oid, Commit>, taken: ReadonlySet<Oid>): readonly Commit[] {
  const line: Commit[] = [];
  for (let at = byOid.get(tip); at !== undefined && !taken.has(at.commit); at = byOid.get(at.parents[0] ?? ""))
    line.push(at);
  return line;
}

/** Everything reachable from a commit that nobody has. */
function reach(from: Oid, byOid: ReadonlyMap<Oid, Commit>, taken: ReadonlySet<Oid>): readonly Commit[] {
  const seen = new Map<Oid, Commit>();
  const open = [from];
  for (let oid = open.pop(); oid !== undefined; oid = open.pop()) {
    const commit = byOid.get(oid);
    if (commit === undefined || seen.has(oid) || taken.has(oid)) continue;
    seen.set(oid, commit);
    open.push(...commit.parents);
  }
  return [...seen.values()];
}

/** A pull request inside: its own commits are here too. A merge of the mainline into a topic brings none of them. */
const bringsPullRequest = ({ parents, subject }: Commit, side: readonly Commit[]): boolean =>
  parents.length === 2 &&
  typeof readMergeSubject(subject)?.number === "number" &&
  side.some(({ commit }) => commit === parents[1]);

function isPromotion(named: { readonly branch: string | null; readonly into: string | null }, ends: readonly string[]) {
  const words = [named.branch, named.into].filter((name) => name !== null);
  return words.some((name) => ends.some((end) => hasWord(name, end)));
}

const hasWord = (name: string, word: string): boolean =>
  new RegExp(`(?:^|[^A-Za-z0-9])${word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}(?:[^A-Za-z0-9]|$)`, "i").test(name);
