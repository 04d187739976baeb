import type { Oid } from "@signalbox/git";
import { type Context, defineGate, callOptionsOf } from "@signalbox/release-core";
import * as z from "zod";
import { type Change, changeOf } from "../compare-branches/comparison.js";
import { compareHeads } from "../compare-branches/compare-heads.js";
import { branchMissing } from "../errors.js";
import { branchField, repositoryField } from "../input-fields.js";
import type { ReadPorts } from "../ports.js";
import { findTarget, reviewNameOf } from "../find-target.js";
import { findBranch, nearNames, shortName } from "../resolve-branch.js";
import { commitsBeyond } from "../review-history.js";
import { arrivals } from "./arrivals.js";
import { judge } from "./judge.js";

export const input = z.strictObject({
  repository: repositoryField,
  from: branchField.default("test"),
  to: branchField.nullable().default("prod").describe("Null or `mainline`: what the remote calls HEAD"),
  review: branchField.nullish().describe("Default: update-<to>"),
  reviewRepository: repositoryField.nullish().describe("The fork that has the review branch"),
  maxAgeDays: z
    .number()
    .min(0)
    .default(13)
    .describe("A change may wait this long. Default: one weekly cycle, and nearly a second"),
});

export type PreviousInput = z.output<typeof input>;

export interface PreviousFacts {
  /** Short name of the target. */
  readonly to: string;
  readonly treesEqual: boolean;
  /** Oldest arrival first; `arrivedAt` in seconds since the epoch. */
  readonly changes: readonly (Change & { readonly arrivedAt: number })[];
  readonly squashes: readonly SquashedPromotion[];
  /** A review branch with commits that the target lacks. */
  readonly review: { readonly ref: string; readonly head: Oid; readonly committedAt: number } | null;
}

/** A promotion that arrived as one commit, and of how many commits of the source. */
export interface SquashedPromotion {
  readonly by: Oid;
  readonly commits: number;
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
  /** Promotions that were squash-merged: their changes count as arrived, though git lists them as new. */
  readonly squashes: readonly SquashedPromotion[];
  readonly review: { readonly ref: string; readonly head: Oid; readonly date: string } | null;
}

async function inspect(given: PreviousInput, ports: ReadPorts, context: Context): Promise<PreviousFacts> {
  const options = callOptionsOf(context);
  const { reviewRepository } = given;
  const [repository, fork] = await Promise.all([
    ports.repositories.open(given.repository, options),
    typeof reviewRepository === "string" ? ports.repositories.open(reviewRepository, options) : null,
  ]);
  await Promise.all([repository.refresh(options), fork?.refresh(options)]);
  const refs = await repository.listRefs(options);
  const from = findBranch(refs, given.from);
  if (from === null) throw branchMissing(given.from, repository.location, nearNames(refs, given.from));
  const to = await findTarget(repository, refs, given.to, options);
  const { comparison, sides, squashes } = await compareHeads(repository, from, to, options);
  const arrived = arrivals(sides.onlyRight, from.commit);
  const fresh = new Set(comparison.changes.map(({ commit }) => commit));
  const changes = sides.onlyRight
    .filter(({ commit }) => fresh.has(commit))
    .map((commit) => ({ ...changeOf(commit), arrivedAt: arrived.get(commit.commit) ?? commit.committedAt }))
    .sort((a, b) => a.arrivedAt - b.arrivedAt);
  const review = findBranch(
    fork === null ? refs : await fork.listRefs(options),
    reviewNameOf(shortName(to.ref), given.review),
  );
  const [waiting] =
    review === null ? [] : await commitsBeyond(repository, { head: review.commit, fork }, [to.commit], options);
  return {
    to: shortName(to.ref),
    treesEqual: comparison.treesEqual,
    changes,
    squashes: squashes
      .filter(({ settled }) => settled !== true)
      .map(({ by }) => ({ by, commits: comparison.alreadyContained.filter((change) => change.by === by).length })),
    review:
      review === null || waiting === undefined
        ? null
        : { ref: review.ref, head: review.commit, committedAt: waiting.committedAt },
  };
}
/** Passes when nothing of `from` has waited longer than `maxAgeDays` for its promotion into `to`. */
export const previousReleasePromoted = defineGate<ReadPorts, typeof input, PreviousFacts, PreviousEvidence>({
  kind: "previous-release-promoted",
  input,
  inspect,
  judge,
});
