import type { Oid } from "@signalbox/git";
import { type Context, defineGate, type Verdict } from "@signalbox/release-core";
import { z } from "zod";
import { callOptionsOf } from "../call-options-of.js";
import { compareHeads } from "../compare-branches/compare-heads.js";
import { branchMissing } from "../errors.js";
import { branchField } from "../input-fields.js";
import type { ReadPorts } from "../ports.js";
import { findBranch, headOf, nearNames } from "../resolve-branch.js";
import { judge } from "./judge.js";

export const input = z.strictObject({
  repository: z.string().min(1),
  from: branchField,
  to: branchField,
  review: branchField.nullish().describe("Default: update-<to>"),
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
  readonly contained: boolean;
  /** The target has the content, but not the commit. */
  readonly squashed: boolean;
  readonly review: { readonly ref: string; readonly head: Oid | null; readonly holdsPromoted: boolean };
}

export interface MergedEvidence {
  readonly promoted: Oid;
  readonly target: Oid;
  readonly squashed: boolean;
  readonly review: { readonly ref: string; readonly head: Oid | null };
  /** When this gate first saw the review branch wait, ISO time; null when it does not wait. */
  readonly waitingSince: string | null;
}

async function inspect(given: MergedInput, ports: ReadPorts, context: Context): Promise<MergedFacts> {
  const options = callOptionsOf(context);
  const repository = await ports.repositories.open(given.repository, options);
  await repository.refresh(options);
  const refs = await repository.listRefs(options);
  const [from, to] = [findBranch(refs, given.from), findBranch(refs, given.to)];
  if (to === null) throw branchMissing(given.to, repository.location, nearNames(refs, given.to));
  const promoted = given.promoted ?? from?.commit;
  if (promoted === undefined) throw branchMissing(given.from, repository.location, nearNames(refs, given.from));

  const review = given.review ?? `update-${given.to}`;
  const head = findBranch(refs, review)?.commit ?? null;
  const [{ comparison, target, contained }, lacking] = await Promise.all([
    compareHeads(repository, { ref: headOf(given.from), commit: promoted }, to, options),
    head === null ? null : repository.listCommits([promoted], [head], { ...options, limit: 1 }),
  ]);
  const squashed = !contained && (comparison.mergeTree === target.tree || comparison.changes.length === 0);
  const holdsPromoted = lacking !== null && lacking.length === 0;
  return {
    promoted,
    named: typeof given.promoted === "string",
    target: to.commit,
    contained,
    squashed,
    review: { ref: headOf(review), head, holdsPromoted },
  };
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
