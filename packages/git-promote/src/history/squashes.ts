import type { CommitHistory, CommitMarks, Place } from "./commit-history.js";

/** A commit that holds everything of a side branch up to `head` as one. */
export interface Squash {
  readonly head: Place;
  readonly by: Place;
}

/** Commits that may be the squash of the difference `base..head`. */
export interface SquashSuspect {
  readonly head: Place;
  readonly base: Place;
  readonly by: readonly Place[];
}

/** A side branch is merged soon after its last commit, or its author does it: more commits than this are not compared. */
const MOST_SUSPECTS = 8;

/** Squash merges by their files: the side branch had taken everything of the line before. Pure. */
export function squashesByTree(history: CommitHistory, onLine: CommitMarks): readonly Squash[] {
  const squashes: Squash[] = [];
  for (let head = 0; head < history.size; head += 1) {
    if (onLine[head] === 1) continue;
    const by = history
      .sameTree(head)
      .find((place) => onLine[place] === 1 && isLater(history, head, place) && !history.isAncestor(place, head));
    if (by !== undefined) squashes.push({ head, by });
  }
  return squashes;
}

/** Side branches whose difference may be a commit of the line; `heads` that are on the line are passed over. Pure. */
export function squashSuspects(
  history: CommitHistory,
  heads: readonly Place[],
  line: { readonly head: Place; readonly marks: CommitMarks },
): readonly SquashSuspect[] {
  const plain = firstParents(history, line.head).filter((place) => history.parentsOf(place).length === 1);
  return [...new Set(heads)].flatMap((head): SquashSuspect[] => {
    const own = line.marks[head] === 1 ? [] : history.beyond(head, line.marks);
    const authors = new Set(own.map((place) => history.at(place).author.email.toLowerCase()));
    const edges = own.flatMap((place) => history.parentsOf(place)).filter((place) => line.marks[place] === 1);
    if (edges.length === 0) return [];
    const base = Math.max(...edges);
    const by = plain
      .filter((place) => isLater(history, head, place) && place > base)
      .filter((place) => authors.has(history.at(place).author.email.toLowerCase()))
      .slice(0, MOST_SUSPECTS);
    return by.length === 0 ? [] : [{ head, base, by }];
  });
}

const isLater = (history: CommitHistory, earlier: Place, later: Place): boolean =>
  history.at(later).committedAt >= history.at(earlier).committedAt;

/** Oldest first. */
function firstParents(history: CommitHistory, head: Place): readonly Place[] {
  const line: Place[] = [];
  for (let next: Place | undefined = head; next !== undefined; next = history.parentsOf(next)[0]) line.push(next);
  return line.reverse();
}
