import type { FileReader, GitRepository, HistoryReader, ObjectMaker, Person, Ref } from "@signalbox/git";
import { callOptionsOf, type CallOptions, type Context } from "@signalbox/release-core";
import { type ComparedHeads, compareHeads } from "../compare-branches/compare-heads.js";
import { describeRange } from "../describe-range/describe-range.js";
import { meansMainline, targetName } from "../find-target.js";
import type { WritePorts } from "../ports.js";
import { findBranch, hasTagNamed, headOf, nearNames } from "../resolve-branch.js";
import type { ExaminedPromotion, PlannedMerge, PromoteFacts } from "./facts.js";
import { namesOf, type PromoteInput, type PromotionNames } from "./input.js";
import { inspectReview, type ReviewPlace } from "./inspect-review.js";
import { mergeMessage } from "./merge-message.js";

/** Reads everything that the plan needs. Objects are made in Signalbox's own store only. */
export async function inspect(input: PromoteInput, ports: WritePorts, context: Context): Promise<PromoteFacts> {
  const options = callOptionsOf(context);
  const call = { input, identity: ports.identity, options };
  const { reviewRepository } = input;
  const [repository, fork] = await Promise.all([
    ports.repositories.open(input.repository, options),
    typeof reviewRepository === "string" ? ports.repositories.open(reviewRepository, options) : null,
  ]);
  await Promise.all([
    repository.refresh({ ...options, meanwhile: (known, local) => rehearse(local, known, call, fork) }),
    fork?.refresh(options),
  ]);
  const refs = await repository.listRefs(options);
  const to = await targetName(repository, refs, input.to, options);
  const none = { repository: repository.location, missing: [], tagged: [], seen: null };
  if (to === null) return { ...none, names: null };

  const names = namesOf(input, to);
  const missing = [names.from, names.to]
    .filter((branch) => findBranch(refs, branch) === null)
    .map((branch) => ({ branch, near: nearNames(refs, branch) }));
  const tagged = [names.from, names.to, names.review].filter((branch) => hasTagNamed(refs, branch));
  const place = await reviewPlace(fork, refs, names.review, options);
  return { ...none, names, missing, tagged, seen: await examine(repository, refs, { ...call, names, place }) };
}

type Questions = HistoryReader & FileReader & ObjectMaker;

interface PromoteCall {
  readonly input: PromoteInput;
  readonly identity: Person;
  readonly options: CallOptions;
}

/** What is sure to be asked, as far as it needs no remote. */
async function rehearse(
  local: Questions,
  known: readonly Ref[],
  call: PromoteCall,
  fork: GitRepository | null,
): Promise<void> {
  const { to } = call.input;
  if (to === null || meansMainline(known, to)) return;
  const names = namesOf(call.input, to);
  const head = fork === null ? (findBranch(known, names.review)?.commit ?? null) : null;
  await examine(local, known, { ...call, names, place: { ref: headOf(names.review), head, fork: null } });
}

async function reviewPlace(
  fork: GitRepository | null,
  refs: readonly Ref[],
  review: string,
  options: CallOptions,
): Promise<ReviewPlace> {
  const there = fork === null ? refs : await fork.listRefs(options);
  return { ref: headOf(review), head: findBranch(there, review)?.commit ?? null, fork };
}

interface ExamineCall extends PromoteCall {
  readonly names: PromotionNames;
  readonly place: ReviewPlace;
}

/** What follows from where the refs stand; null when a branch is missing. */
async function examine(
  repository: Questions,
  refs: readonly Ref[],
  call: ExamineCall,
): Promise<ExaminedPromotion | null> {
  const { names, place, options } = call;
  const [from, to] = [findBranch(refs, names.from), findBranch(refs, names.to)];
  if (from === null || to === null) return null;
  const heads = { from, to };
  const compared = await compareHeads(repository, from, to, options);
  const merge = await planMerge(repository, compared, call);
  const [described, review, ownPaths] = await Promise.all([
    describeRange({ repository, refs }, compared, call.input, options),
    inspectReview(repository, place, { heads, planned: merge?.oid ?? null }, options),
    merge === null || merge.tree === compared.source.tree
      ? []
      : repository.changedPaths(compared.source.tree, merge.tree, options),
  ]);
  return { heads, compared, described, review, merge, ownPaths };
}

async function planMerge(
  repository: Questions,
  { comparison, source, target, contained }: ComparedHeads,
  { input, names, identity, options }: ExamineCall,
): Promise<PlannedMerge | null> {
  const tree = comparison.mergeTree;
  if (contained || tree === null || (tree === target.tree && input.settle !== true)) return null;
  const message = input.message === undefined ? mergeMessage(names, comparison.changes) : `${input.message}\n`;
  const at = Math.max(source.committedAt, target.committedAt);
  const parents = [target.commit, source.commit];
  const oid = await repository.makeCommit({ tree, parents, message, by: identity, at }, options);
  return { oid, tree, message, at };
}
