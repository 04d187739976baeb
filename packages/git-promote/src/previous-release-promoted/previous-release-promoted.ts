import type { Oid } from "@signalbox/git";
import { type Context, defineGate } from "@signalbox/release-core";
import { z } from "zod";
import { callOptionsOf } from "../call-options-of.js";
import { type Change, changeOf } from "../compare-branches/comparison.js";
import { compareHeads } from "../compare-branches/compare-heads.js";
import { branchMissing } from "../errors.js";
import { branchField } from "../input-fields.js";
import type { ReadPorts } from "../ports.js";
import { type BranchHead, findBranch, headOf, nearNames } from "../resolve-branch.js";
import { arrivals } from "./arrivals.js";
import { judge } from "./judge.js";

export const input = z.strictObject({
  repository: z.string().min(1),
  from: branchField.default("test"),
  to: branchField.default("prod"),
  review: branchField.nullish().describe("Default: update-<to>"),
  maxAgeDays: z
    .number()
    .min(0)
    .default(13)
    .describe("A change may wait this long. Default: one weekly cycle, and nearly a second"),
});

export type PreviousInput = z.output<typeof input>;

export interface PreviousFacts {
  readonly treesEqual: boolean;
  /** Oldest arrival first; `arrivedAt` in seconds since the epoch. */
  readonly changes: readonly (Change & { readonly arrivedAt: number })[];
  /** A review branch with commits that the target lacks. */
  readonly review: { readonly ref: string; readonly head: Oid; readonly committedAt: number } | null;
}

export interface WaitingChange extends Change {
  /** ISO time. */
  readonly arrivedAt: string;
  /** Whole days. */
  readonly waitedDays: number;
}

export interface PreviousEvidence {
  /** The changes that wait too long, the longest first. */
  readonly overdue: readonly WaitingChange[];
  /** How many more wait, but not too long. */
  readonly recent: number;
  readonly review: { readonly ref: string; readonly head: Oid; readonly date: string } | null;
}

async function inspect(given: PreviousInput, ports: ReadPorts, context: Context): Promise<PreviousFacts> {
  const options = callOptionsOf(context);
  const repository = await ports.repositories.open(given.repository, options);
  await repository.refresh(options);
  const refs = await repository.listRefs(options);
  const head = (branch: string): BranchHead => {
    const found = findBranch(refs, branch);
    if (found === null) throw branchMissing(branch, repository.location, nearNames(refs, branch));
    return found;
  };
  const [from, to] = [head(given.from), head(given.to)];
  const { comparison, sides } = await compareHeads(repository, from, to, options);
  const arrived = arrivals(sides.onlyRight, from.commit);
  const fresh = new Set(comparison.changes.map(({ commit }) => commit));
  const changes = sides.onlyRight
    .filter(({ commit }) => fresh.has(commit))
    .map((commit) => ({ ...changeOf(commit), arrivedAt: arrived.get(commit.commit) ?? commit.committedAt }))
    .sort((a, b) => a.arrivedAt - b.arrivedAt);
  const review = findBranch(refs, given.review ?? `update-${given.to}`);
  const [waiting] =
    review === null ? [] : await repository.listCommits([review.commit], [to.commit], { ...options, limit: 1 });
  return {
    treesEqual: comparison.treesEqual,
    changes,
    review:
      review === null || waiting === undefined
        ? null
        : { ref: headOf(given.review ?? `update-${given.to}`), head: review.commit, committedAt: waiting.committedAt },
  };
}

/** Passes when nothing of `from` has waited longer than `maxAgeDays` for its promotion into `to`. */
export const previousReleasePromoted = defineGate<ReadPorts, typeof input, PreviousFacts, PreviousEvidence>({
  kind: "previous-release-promoted",
  input,
  inspect,
  judge,
});
