import type { GitRepository, Person } from "@signalbox/git";
import type { CallOptions, Context } from "@signalbox/release-core";
import { callOptionsOf } from "../call-options-of.js";
import { type ComparedHeads, compareHeads } from "../compare-branches/compare-heads.js";
import type { WritePorts } from "../ports.js";
import { findBranch, hasTagNamed, headOf, nearNames } from "../resolve-branch.js";
import type { PlannedMerge, PromoteFacts } from "./facts.js";
import { type PromoteInput, reviewBranchOf } from "./input.js";
import { inspectReview } from "./inspect-review.js";
import { mergeMessage } from "./merge-message.js";

/** Reads everything that the plan needs. Objects are made in Signalbox's own store only. */
export async function inspect(input: PromoteInput, ports: WritePorts, context: Context): Promise<PromoteFacts> {
  const options = callOptionsOf(context);
  const repository = await ports.repositories.open(input.repository, options);
  await repository.refresh(options);
  const refs = await repository.listRefs(options);
  const [from, to] = [findBranch(refs, input.from), findBranch(refs, input.to)];
  const review = reviewBranchOf(input);
  const named = [input.from, input.to, review];
  const missing = [input.from, input.to]
    .filter((branch) => findBranch(refs, branch) === null)
    .map((branch) => ({ branch, near: nearNames(refs, branch) }));
  const seen = {
    repository: repository.location,
    missing,
    tagged: named.filter((branch) => hasTagNamed(refs, branch)),
  };
  if (from === null || to === null) {
    const absent = { ref: headOf(review), head: null, own: [], complete: false };
    return { ...seen, heads: null, compared: null, review: absent, merge: null, ownPaths: [] };
  }
  const compared = await compareHeads(repository, from, to, options);
  const merge = await planMerge(repository, compared, { input, identity: ports.identity, options });
  const planned = merge?.oid ?? null;
  const [reviewBranch, ownPaths] = await Promise.all([
    inspectReview(repository, refs, { branch: review, heads: { from, to }, planned }, options),
    merge === null || merge.tree === compared.source.tree
      ? []
      : repository.changedPaths(compared.source.tree, merge.tree, options),
  ]);
  return { ...seen, heads: { from, to }, compared, review: reviewBranch, merge, ownPaths };
}

interface MergeCall {
  readonly input: PromoteInput;
  readonly identity: Person;
  readonly options: CallOptions;
}

async function planMerge(
  repository: GitRepository,
  { comparison, source, target, contained }: ComparedHeads,
  { input, identity, options }: MergeCall,
): Promise<PlannedMerge | null> {
  const tree = comparison.mergeTree;
  if (contained || tree === null || tree === target.tree) return null;
  const message = input.message === undefined ? mergeMessage(input, comparison.changes) : `${input.message}\n`;
  const at = Math.max(source.committedAt, target.committedAt);
  const parents = [target.commit, source.commit];
  const oid = await repository.makeCommit({ tree, parents, message, by: identity, at }, options);
  return { oid, tree, message, at };
}
