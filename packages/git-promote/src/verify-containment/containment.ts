import type { Commit, Oid } from "@signalbox/git";
import type { Warning } from "@signalbox/release-core";
import { type Change, changeOf } from "../compare-branches/comparison.js";
import { shortList } from "../short-list.js";
import { cardReferences } from "./card-references.js";
import type { MissingCommits } from "./find-missing.js";

/** A branch or tag that was compared. */
export interface ComparedRevision {
  /** As the caller named it. */
  readonly name: string;
  /** `refs/heads/…` or `refs/tags/…` */
  readonly ref: string;
  readonly commit: Oid;
}

/** A commit of the earlier side that the later one lacks. */
export interface MissingCommit extends Change {
  /** The cards that the subject names: `#1703`, `acme/web#984`. */
  readonly cards: readonly string[];
  /** True for a merge that says something of its own: it settled a conflict, or somebody changed its result. */
  readonly isMerge: boolean;
}

/** A commit that the later side has in another form. */
export interface EquivalentCommit extends Change {
  /** The later side's commit with the same patch, or the squash that brought it; null when git only says that there is one. */
  readonly by: Oid | null;
}

/** Whether every commit of the earlier side is in the later one. Lists are oldest first. */
export interface Containment {
  readonly repository: string;
  readonly earlier: ComparedRevision;
  readonly later: ComparedRevision;
  /** True when nothing is missing, as far as the engine can tell: never with `engineLimits`. */
  readonly isContained: boolean;
  readonly missing: readonly MissingCommit[];
  readonly equivalent: readonly EquivalentCommit[];
  readonly warnings: readonly Warning[];
  /** Why this git engine cannot say whether more is missing. */
  readonly engineLimits?: readonly string[];
}

/** What was found, as it is reported. Pure. */
export function containmentOf(
  sides: Pick<Containment, "repository" | "earlier" | "later"> & { readonly warnings: readonly Warning[] },
  { missing, equivalent, undecided, limits }: MissingCommits,
  cardPattern: string | undefined,
): Containment {
  return {
    ...sides,
    isContained: missing.length === 0 && limits.length === 0,
    missing: missing.map((commit) => ({
      ...changeOf(commit),
      cards: cardReferences(commit.subject, cardPattern),
      isMerge: commit.parents.length > 1,
    })),
    equivalent: equivalent.map(({ commit, by }) => ({ ...changeOf(commit), by })),
    warnings: [...sides.warnings, ...undecidedWarning(undecided)],
    ...(limits.length > 0 && { engineLimits: limits }),
  };
}

/** A name that a branch and a tag share, on different commits. */
export const ambiguousWarning = ({ name, ref }: ComparedRevision): Warning => ({
  code: "name-is-ambiguous",
  message: `${name} is a branch and a tag on different commits; ${ref} was compared.`,
  hint: `Write refs/heads/${name} or refs/tags/${name} to say which one you mean.`,
});

function undecidedWarning(commits: readonly Commit[]): readonly Warning[] {
  if (commits.length === 0) return [];
  return [
    {
      code: "merges-undecided",
      message: `Whether these merges say something of their own cannot be told: ${shortList(commits.map(({ commit }) => commit.slice(0, 10)))}.`,
      hint: "Git 2.38 or newer can tell, unless the histories that they joined have no common ancestor.",
    },
  ];
}
