import type { Commit, HistoryReader, Oid } from "@signalbox/git";
import {
  type CallOptions,
  type Context,
  defineGate,
  isReleaseError,
  type Verdict,
  callOptionsOf,
} from "@signalbox/release-core";
import * as z from "zod";
import { compareHeads } from "../compare-branches/compare-heads.js";
import { branchMissing } from "../errors.js";
import { branchField, repositoryField } from "../input-fields.js";
import type { ReadPorts } from "../ports.js";
import { findTarget, reviewNameOf } from "../find-target.js";
import { findBranch, headOf, nearNames, shortName } from "../resolve-branch.js";
import { holdsAll } from "../review-history.js";
import { judge } from "./judge.js";

export const input = z.strictObject({
  repository: repositoryField,
  from: branchField,
  to: branchField.nullable().describe("Null or `mainline`: what the remote calls HEAD"),
  review: branchField.nullish().describe("Default: update-<to>"),
  reviewRepository: repositoryField.nullish().describe("The fork that has the review branch"),
  promoted: z
    .string()
    .regex(/^[0-9a-f]{40}$/)
    .nullish()
    .describe("The promoted commit, or the merge that was pushed. Default: the head of `from`"),
  pollMs: z.number().int().min(100).default(15_000).describe("How long to wait before the next look, milliseconds"),
});

export type MergedInput = z.output<typeof input>;

export interface MergedFacts {
  readonly promoted: Oid;
  /** True when the input named the commit; the head of `from` may have moved on since the promotion. */
  readonly named: boolean;
  readonly target: Oid;
  /** Short name of the target. */
  readonly to: string;
  readonly contained: boolean;
  /** The target has the content, but not the commit. */
  readonly squashed: boolean;
  /** How many commits git will list as new again; 0 unless `squashed`. */
  readonly listedAgain: number;
  readonly review: { readonly ref: string; readonly head: Oid | null; readonly holdsPromoted: boolean };
  /** Why this git engine cannot say whether it arrived as a squash; empty when it can. */
  readonly limits: readonly string[];
}

export interface MergedEvidence {
  readonly promoted: Oid;
  readonly target: Oid;
  readonly squashed: boolean;
  /** After a squash merge: how many commits git will list as new at the next promotion. Else 0. */
  readonly listedAgain: number;
  readonly review: { readonly ref: string; readonly head: Oid | null };
  /** When this gate first saw the review branch wait, ISO time; null when it does not wait. */
  readonly waitingSince: string | null;
}

async function inspect(given: MergedInput, ports: ReadPorts, context: Context): Promise<MergedFacts> {
  const options = callOptionsOf(context);
  const { reviewRepository } = given;
  const [repository, fork] = await Promise.all([
    ports.repositories.open(given.repository, options),
    typeof reviewRepository === "string" ? ports.repositories.open(reviewRepository, options) : null,
  ]);
  await Promise.all([repository.refresh(options), fork?.refresh(options)]);
  const refs = await repository.listRefs(options);
  const to = await findTarget(repository, refs, given.to, options);
  const from = findBranch(refs, given.from)?.commit ?? null;
  const promoted = given.promoted ?? from;
  if (promoted === null) throw branchMissing(given.from, repository.location, nearNames(refs, given.from));

  const review = reviewNameOf(shortName(to.ref), given.review);
  const head = findBranch(fork === null ? refs : await fork.listRefs(options), review)?.commit ?? null;
  const source = { ref: headOf(given.from), commit: await knownCommit({ repository, fork, from }, promoted, options) };
  const [{ comparison, target, contained }, holdsPromoted] = await Promise.all([
    compareHeads(repository, source, to, options),
    head !== null && holdsAll(repository, { head, fork }, [promoted], options),
  ]);
  const { changes, alreadyContained, mergeTree } = comparison;
  // A range of nothing but merges proves nothing: one of them may say something of its own.
  const isBrought = changes.length === 0 && alreadyContained.length > 0;
  const squashed = !contained && (mergeTree === target.tree || isBrought);
  return {
    promoted,
    named: typeof given.promoted === "string",
    to: shortName(to.ref),
    target: to.commit,
    contained,
    squashed,
    listedAgain: squashed ? changes.length + alreadyContained.length : 0,
    review: { ref: headOf(review), head, holdsPromoted },
    limits: comparison.engineLimits ?? [],
  };
}

/**
 * The commit whose content tells whether it arrived. A merge that was pushed to a fork, or whose review branch is gone,
 * may be unknown here; then it is what the merge brought, or at worst all that the source has by now.
 */
async function knownCommit(
  where: { readonly repository: HistoryReader; readonly fork: HistoryReader | null; readonly from: Oid | null },
  commit: Oid,
  options: CallOptions,
): Promise<Oid> {
  if (commit === where.from) return commit;
  const find = async (reader: HistoryReader): Promise<Commit | undefined> => {
    try {
      return (await reader.listCommits([commit], [], { ...options, limit: 1 }))[0];
    } catch (error) {
      if (isReleaseError(error) && error.code === "ERR_OBJECT_MISSING") return undefined;
      throw error;
    }
  };
  if ((await find(where.repository)) !== undefined) return commit;
  const merge = where.fork === null ? undefined : await find(where.fork);
  return merge?.parents[1] ?? where.from ?? commit;
}

/**
 * Passes when the target contains what was promoted; a squash merge passes with `squashed: true` in the evidence.
 * Waits while the review branch waits for its merge, and blocks when it is gone or moved without one.
 */
export const promotionMerged = defineGate<ReadPorts, typeof input, MergedFacts, MergedEvidence>({
  kind: "promotion-merged",
  input,
  inspect,
  judge: judge satisfies (given: MergedInput, facts: MergedFacts, now: Date) => Verdict<MergedEvidence>,
});
