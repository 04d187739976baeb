import { applyDelta, type Delta, type Tree, type TreeEntry } from "./files.js";
import type { Person } from "./wording.js";

/** A commit before it is written. Marks grow: a parent's is always lower than its child's. */
export interface DraftCommit {
  readonly mark: number;
  readonly parents: readonly number[];
  readonly message: string;
  readonly author: Person;
  /** What it changes against its first parent. */
  readonly delta: Delta;
  /** Milliseconds before the end of the history, or null to be spaced from its neighbours. */
  readonly anchorMs: number | null;
  /** Milliseconds to the commit before it, when not anchored. */
  readonly gapMs: number;
  /** The commit whose author and author date it carries on (a cherry-pick). */
  readonly pickedFrom: number | null;
}

const CHECKPOINT = 200;

/** Commits with their trees, in memory. */
export interface CommitGraph {
  readonly commits: readonly DraftCommit[];
  add(commit: Omit<DraftCommit, "mark">): number;
  at(mark: number): DraftCommit;
  treeOf(mark: number): Tree;
  /** The newest commit that both sides contain, null for unrelated histories. */
  mergeBase(left: number, right: number): number | null;
}

export function commitGraph(): CommitGraph {
  const commits: DraftCommit[] = [];
  // Whole trees are kept for a few commits only, the rest is rebuilt from the nearest: memory stays small.
  const known = new Map<number, Map<string, TreeEntry>>();
  const at = (mark: number): DraftCommit => {
    const commit = commits[mark - 1];
    if (commit === undefined) throw new RangeError(`no commit ${mark} in this history`);
    return commit;
  };

  const treeOf = (mark: number): Map<string, TreeEntry> => {
    const path: DraftCommit[] = [];
    let cursor: number | undefined = mark;
    while (cursor !== undefined && !known.has(cursor)) {
      const commit: DraftCommit = at(cursor);
      path.push(commit);
      cursor = commit.parents[0];
    }
    const start = cursor === undefined ? undefined : known.get(cursor);
    if (path.length === 0 && start !== undefined) return start;
    const tree = path.reduceRight((grown, { delta }) => applyDelta(grown, delta), new Map(start));
    known.set(mark, tree);
    return tree;
  };

  return {
    commits,
    at,
    treeOf,
    add: (draft) => {
      const mark = commits.length + 1;
      const commit = { ...draft, mark };
      commits.push(commit);
      const parent = commit.parents[0];
      const tree = parent === undefined ? new Map<string, TreeEntry>() : known.get(parent);
      if (tree !== undefined) {
        if (parent !== undefined && parent % CHECKPOINT !== 0) known.delete(parent);
        const own = parent !== undefined && parent % CHECKPOINT === 0 ? new Map(tree) : tree;
        known.set(mark, applyDelta(own, commit.delta));
      }
      return mark;
    },
    mergeBase: (left, right) => {
      const flags = new Uint8Array(commits.length + 1);
      flags[left] = 1;
      flags[right] = (flags[right] ?? 0) | 2;
      for (let mark = Math.max(left, right); mark > 0; mark--) {
        const flag = flags[mark] ?? 0;
        if (flag === 3) return mark;
        if (flag !== 0) for (const parent of at(mark).parents) flags[parent] = (flags[parent] ?? 0) | flag;
      }
      return null;
    },
  };
}
