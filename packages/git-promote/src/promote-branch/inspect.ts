import type { HistoryReader, ObjectMaker, Person, Ref } from "@signalbox/git";
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
  const call = { input, identity: ports.identity, options };
  await repository.refresh({ ...options, meanwhile: (known, local) => examine(local, known, call) });
  const refs = await repository.listRefs(options);
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
  const examined = await examine(repository, refs, call);
  if (examined !== null) return { ...seen, ...examined };
  const absent = { ref: headOf(review), head: null, own: [], complete: false };
  return { ...seen, heads: null, compared: null, review: absent, merge: null, ownPaths: [] };
}

type Questions = HistoryReader & ObjectMaker;

interface PromoteCall {
  readonly input: PromoteInput;
  readonly identity: Person;
  readonly options: CallOptions;
}

/** What follows from where the refs stand; null when a branch is missing. */
async function examine(
  repository: Questions,
  refs: readonly Ref[],
  call: PromoteCall,
): Promise<Pick<PromoteFacts, "heads" | "compared" | "review" | "merge" | "ownPaths"> | null> {
  const { input, options } = call;
  const [from, to] = [findBranch(refs, input.from), findBranch(refs, input.to)];
  if (from === null || to === null) return null;
  const heads = { from, to };
  const compared = await compareHeads(repository, from, to, options);
  const merge = await planMerge(repository, compared, call);
  const planned = merge?.oid ?? null;
  const [review, ownPaths] = await Promise.all([
    inspectReview(repository, refs, { branch: reviewBranchOf(input), heads, planned }, options),
    merge === null || merge.tree === compared.source.tree
      ? []
      : repository.changedPaths(compared.source.tree, merge.tree, options),
  ]);
  return { heads, compared, review, merge, ownPaths };
}

async function planMerge(
  repository: Questions,
  { comparison, source, target, contained }: ComparedHeads,
  { input, identity, options }: PromoteCall,
): Promise<PlannedMerge | null> {
  const tree = comparison.mergeTree;
  if (contained || tree === null || tree === target.tree) return null;
  const message = input.message === undefined ? mergeMessage(input, comparison.changes) : `${input.message}\n`;
  const at = Math.max(source.committedAt, target.committedAt);
  const parents = [target.commit, source.commit];
  const oid = await repository.makeCommit({ tree, parents, message, by: identity, at }, options);
  return { oid, tree, message, at };
}
