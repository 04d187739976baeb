import type { Commit, GitRepository, Oid } from "@signalbox/git";
import { type CallOptions, isReleaseError } from "@signalbox/release-core";
import { type Change, changeOf } from "../compare-branches/comparison.js";
import { type Pin, type PinChange, pinKey, pinTable, readPins } from "../pins/index.js";
import { isPlainMerge } from "../plain-merge.js";
import type { BranchHead } from "../resolve-branch.js";
import type { DraftedBump } from "./draft-bump.js";
import type { BumpInput } from "./input.js";
import { isPlainBump } from "./is-plain-bump.js";

/** What stands at the review branch's name today. */
export interface BumpReview {
  readonly ref: string;
  readonly head: Oid | null;
  /** Merging it gives the branch every wished pin: nothing is left to push. */
  readonly holdsAll: boolean;
  /** Its commits that are neither older bumps nor plain merges, oldest first. */
  readonly own: readonly Change[];
  /** Pins that it bumps and that nobody asked for now; replacing it would lose them. */
  readonly others: readonly PinChange[];
  /** Why this git engine cannot tell what merging it gives. */
  readonly limit: string | null;
}

export interface ReviewQuestion {
  readonly place: { readonly ref: string; readonly head: Oid | null };
  readonly branch: BranchHead;
  readonly drafted: DraftedBump;
  readonly input: BumpInput;
}

/** Looks at a review branch that may be there: may it stay, may it be replaced, or is it somebody's work? */
export async function inspectBumpReview(
  repository: GitRepository,
  { place, branch, drafted, input }: ReviewQuestion,
  options: CallOptions,
): Promise<BumpReview> {
  const { head } = place;
  const planned = drafted.planned?.oid ?? null;
  const blank = { ...place, holdsAll: head !== null && head === planned, own: [], others: [], limit: null };
  if (head === null || head === planned || drafted.chosen.edits.length === 0) return blank;
  const [beyond, merged, bases] = await Promise.all([
    repository.listCommits([head], [branch.commit], options),
    mergedTree(repository, branch.commit, head, options),
    repository.mergeBases(branch.commit, head, options),
  ]);
  const read = (at: Oid | null | undefined): Promise<readonly Pin[]> =>
    at === null || at === undefined ? Promise.resolve([]) : readPins(repository, at, input.rules, options);
  const [after, there, before] = await Promise.all([read(merged.tree), read(head), read(bases[0])]);

  const allowed = { rules: input.rules, lockFiles: input.lockFiles.flatMap(({ files }) => files) };
  const own: Commit[] = [];
  for (const commit of beyond) {
    const isOurs = commit.parents.length > 1 ? isPlainMerge : isBump;
    if (!(await isOurs(repository, commit, options))) own.push(commit);
  }
  return {
    ...place,
    holdsAll: drafted.chosen.edits.every(({ pin, version }) => holds(after, { ...pin, version })),
    own: own.reverse().map(changeOf),
    others: othersOf(pinTable(before, there), drafted),
    limit: merged.limit,
  };

  function isBump(at: GitRepository, commit: Commit, call: CallOptions): Promise<boolean> {
    return isPlainBump(at, commit, allowed, call);
  }
}

/** The tree of merging it, null when it conflicts or, for a reason, this engine cannot say. */
async function mergedTree(
  repository: GitRepository,
  ours: Oid,
  theirs: Oid,
  options: CallOptions,
): Promise<{ readonly tree: Oid | null; readonly limit: string | null }> {
  try {
    return { tree: (await repository.mergeTrees(ours, theirs, options)).tree, limit: null };
  } catch (error) {
    if (isReleaseError(error) && error.code === "ERR_ENGINE_LIMIT") return { tree: null, limit: error.message };
    throw error;
  }
}

const holds = (pins: readonly Pin[], wanted: Pin): boolean => {
  const same = pins.filter((pin) => pinKey(pin) === pinKey(wanted));
  return same.length > 0 && same.every(({ version }) => version === wanted.version);
};

/** What the review branch changes, less what is asked for now and what the branch has by now. */
function othersOf(table: readonly PinChange[], { chosen, pins }: DraftedBump): readonly PinChange[] {
  const asked = new Set([...chosen.edits, ...chosen.settled].map(({ pin }) => pinKey(pin)));
  return table.filter(
    (row) =>
      row.direction !== "same" &&
      !asked.has(pinKey(row)) &&
      !pins.some((pin) => pinKey(pin) === pinKey(row) && pin.version === row.to),
  );
}
