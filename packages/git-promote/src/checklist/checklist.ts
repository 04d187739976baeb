import type { Commit, Oid } from "@signalbox/git";
import { type Change, changeOf } from "../compare-branches/comparison.js";
import type { PinChange } from "../pins/index.js";
import { type ChangeGroup, groupChanges } from "./group-changes.js";
import type { PullRequest } from "./merge-subject.js";

/** One thing that somebody has to confirm before a promotion. */
export interface ChecklistItem {
  /** The first ten digits of `commit`. */
  readonly id: string;
  /** The merge of a pull request or branch, else the commit itself. */
  readonly commit: Oid;
  /** The oldest commit's, and how many more there are. */
  readonly subject: string;
  /** The name of the one who wrote most of it. */
  readonly author: string;
  /** Whom to ask: everybody who wrote some of it, `author` first. */
  readonly ask: string;
  /** Author date of the newest commit, ISO 8601 with offset. */
  readonly date: string;
  /** What it consists of, oldest first. */
  readonly commits: readonly Change[];
  readonly pullRequest?: PullRequest;
  /** The pins that it changed; absent where no rule says what a pin is. */
  readonly pins?: readonly PinChange[];
  /** Names that it added to, or took from, what a list refers to (`pi/config`). */
  readonly references?: readonly string[];
}

/** An item, and between which commits it happened; `from` is null for a first commit. */
export interface SpannedItem {
  readonly item: ChecklistItem;
  readonly from: Oid | null;
  readonly to: Oid;
}

/** The changes of a range as items to be confirmed, oldest first; for the parameters see `groupChanges`. Pure. */
export function checklistOf(
  range: readonly Commit[],
  fresh: readonly Commit[],
  ends: readonly string[],
): readonly SpannedItem[] {
  return groupChanges(range, fresh, ends).map((group) => ({
    item: itemOf(group),
    from: group.at.parents[0] ?? null,
    to: group.at.commit,
  }));
}

function itemOf({ at, commits, pullRequest }: ChangeGroup): ChecklistItem {
  const [oldest, newest] = [commits[0] ?? at, commits.at(-1) ?? at];
  const authors = authorNames(commits);
  const more = commits.length - 1;
  return {
    id: at.commit.slice(0, 10),
    commit: at.commit,
    subject: more > 0 ? `${oldest.subject} (and ${more} more)` : oldest.subject,
    author: authors[0] ?? at.author.name,
    ask: authors.join(", "),
    date: newest.date,
    commits: commits.map(changeOf),
    ...(pullRequest !== null && { pullRequest }),
  };
}

/** By e-mail, the busiest first; the name is the one that was used last. */
function authorNames(commits: readonly Commit[]): readonly string[] {
  const authors = new Map<string, { readonly name: string; readonly count: number }>();
  for (const { author } of commits) {
    const key = author.email.toLowerCase();
    authors.set(key, { name: author.name, count: (authors.get(key)?.count ?? 0) + 1 });
  }
  return [...authors.values()].sort((a, b) => b.count - a.count).map(({ name }) => name);
}
