import type { Commit, Conflict, Oid, PathChange } from "@signalbox/git";
import type { RangeDescription } from "../describe-range/describe-range.js";
import type { BranchHead } from "../resolve-branch.js";

/** One commit in a report. */
export interface Change {
  readonly commit: Oid;
  readonly subject: string;
  /** The author's name. */
  readonly author: string;
  /** Author date, ISO 8601 with offset. */
  readonly date: string;
}

/** A change that the target has already. `by`: the target's commit that brought it, when a squash merge did. */
export interface ContainedChange extends Change {
  readonly by?: Oid;
}

export interface AuthorShare {
  readonly name: string;
  readonly email: string;
  /** How many of `changes` are theirs. */
  readonly changes: number;
}

/** What a promotion of `from` into `to` would bring. Lists are without merge commits, oldest first. */
export interface BranchComparison extends HeadComparison, RangeDescription {
  readonly repository: string;
}

/** The same of two heads, without what rules and grouping add. */
export interface HeadComparison {
  readonly from: BranchHead;
  readonly to: BranchHead;
  /** In `from` and not in `to`, and not contained there in another form. */
  readonly changes: readonly Change[];
  /** In `from` and not in `to` by id, but with the same patch there, or brought by a squash merge. */
  readonly alreadyContained: readonly ContainedChange[];
  /** Only in `to`: fixes made there that `from` lacks. */
  readonly behind: readonly Change[];
  readonly treesEqual: boolean;
  /** Paths that differ between `to` and `from`. */
  readonly changedPaths: readonly PathChange[];
  readonly conflicts: readonly Conflict[];
  /** The tree of the merge, null when there are conflicts or the engine cannot say. */
  readonly mergeTree: Oid | null;
  readonly authors: readonly AuthorShare[];
  /** What the engine could not answer, in its own words; absent when it answered everything. */
  readonly engineLimits?: readonly string[];
}

export const changeOf = ({ commit, subject, author, date }: Commit): Change => ({
  commit,
  subject,
  author: author.name,
  date,
});

export function authorsOf(commits: readonly Commit[]): readonly AuthorShare[] {
  const shares = new Map<string, AuthorShare>();
  for (const { author } of commits) {
    const key = author.email.toLowerCase();
    const share = shares.get(key) ?? { ...author, changes: 0 };
    shares.set(key, { ...share, changes: share.changes + 1 });
  }
  return [...shares.values()].sort((a, b) => b.changes - a.changes || (a.email < b.email ? -1 : 1));
}
