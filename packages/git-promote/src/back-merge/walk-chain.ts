import type { GitRepository, Oid, Ref } from "@signalbox/git";
import { type CallOptions, isReleaseError } from "@signalbox/release-core";
import type { WritePorts } from "../ports.js";
import type { BranchHead } from "../resolve-branch.js";
import { settleConflicts, type SettledMerge } from "../settle-conflicts/settle-conflicts.js";
import { findMissing } from "../verify-containment/find-missing.js";
import type { MadeMerge } from "./action.js";
import type { ChainBranch, Link, LinkReview, LinkStanding } from "./facts.js";
import { type BackMergeInput, reviewBranchOf } from "./input.js";
import { mergeMessage } from "./merge-message.js";
import { reviewState } from "./review-state.js";

/** Everything a link needs besides its two ends. */
export interface ChainCall {
  readonly input: BackMergeInput;
  readonly ports: WritePorts;
  readonly options: CallOptions;
}

/**
 * Plans the whole chain: what one link makes is what the next one merges. A branch that lacks nothing of the first one
 * is left alone, whatever else the one before it has. The chain ends where a person is needed.
 */
export async function walkChain(
  repository: GitRepository,
  refs: readonly Ref[],
  { start, targets }: { readonly start: ChainBranch; readonly targets: readonly ChainBranch[] },
  call: ChainCall,
): Promise<readonly Link[]> {
  const links: Link[] = [];
  let from = start.branch;
  let source: BranchHead | null = { ref: start.ref, commit: start.commit };
  for (const target of targets) {
    if (source === null) {
      links.push(unreached(from, target));
      continue;
    }
    const link = await examineLink(repository, refs, { from, source, target }, { ...call, start: start.commit });
    links.push(link);
    source = nextSource(link, call.input);
    from = target.branch;
  }
  return links;
}

type Ends = Pick<Link, "from" | "source" | "target">;

async function examineLink(
  repository: GitRepository,
  refs: readonly Ref[],
  ends: Ends,
  call: ChainCall & { readonly start: Oid },
): Promise<Link> {
  const { input, ports, options, start } = call;
  const { source, target, from } = ends;
  const missingOf = (earlier: Oid) => findMissing(repository, { earlier, later: target.commit }, options);
  const wanted = await missingOf(start);
  const isDone = wanted.missing.length === 0 && wanted.limits.length === 0;
  const { missing, equivalent, limits } = isDone || source.commit === start ? wanted : await missingOf(source.commit);
  const link = { ...ends, missing, equivalent: equivalent.length, open: [], merge: null, review: null, limit: null };
  if (missing.length === 0) {
    const [limit] = limits;
    return limit === undefined ? { ...link, standing: "contained" } : { ...link, standing: "undecided", limit };
  }

  const sides = { ours: target.commit, theirs: source.commit };
  const merged = await orLimit(settleConflicts(repository, sides, input, { ports, options }));
  if (typeof merged === "string") return { ...link, standing: "undecided", limit: merged };
  const merge = merged.tree === null ? null : await makeMerge(repository, { ...ends, missing }, merged, call);
  if (merge !== null && input.review !== true) return { ...link, standing: "merge", merge };

  const review = await reviewState(
    repository,
    refs,
    {
      branch: reviewBranchOf(from, target.branch),
      source: source.commit,
      target: target.commit,
      planned: merge?.oid ?? null,
      conflicts: merged.open.map(({ path }) => path),
      identity: ports.identity,
    },
    options,
  );
  return { ...link, standing: standingOf(merge?.oid ?? null, review, input), open: merged.open, merge, review };
}

/** Pure. */
function standingOf(planned: Oid | null, review: LinkReview, input: BackMergeInput): LinkStanding {
  const isByHand = review.isComplete && review.own.length > 0 && review.marked.length === 0;
  if (planned === null) {
    if (!isByHand) return "conflict";
    return input.review === true ? "awaiting" : "settled";
  }
  if (review.head === planned || isByHand) return "awaiting";
  return review.own.length > 0 ? "taken" : "merge";
}

/** What the next link merges: the branch as this link leaves it. Null where the chain ends. */
function nextSource(
  { target, merge, review, standing }: Link,
  { review: isReviewed }: BackMergeInput,
): BranchHead | null {
  switch (standing) {
    case "contained":
      return { ref: target.ref, commit: target.commit };
    case "merge":
      if (merge === null) return null;
      return { ref: isReviewed === true && review !== null ? review.ref : target.ref, commit: merge.oid };
    case "awaiting":
      return review === null || review.head === null ? null : { ref: review.ref, commit: review.head };
    case "settled":
      return review === null || review.head === null ? null : { ref: target.ref, commit: review.head };
    case "conflict":
    case "taken":
    case "undecided":
    case "unreached":
      return null;
  }
}

async function makeMerge(
  repository: GitRepository,
  { from, source, target, missing }: Ends & Pick<Link, "missing">,
  { tree, settled }: SettledMerge,
  { ports, options }: ChainCall,
): Promise<(MadeMerge & { readonly oid: Oid }) | null> {
  if (tree === null) return null;
  const parents = [target.commit, source.commit];
  const heads = await Promise.all(parents.map((oid) => repository.listCommits([oid], [], { ...options, limit: 1 })));
  const at = Math.max(...heads.map(([head]) => head?.committedAt ?? 0));
  const message = mergeMessage(from, target, { missing, settled });
  const oid = await repository.makeCommit({ tree, parents, message, by: ports.identity, at }, options);
  return { oid, tree, message, at, settled };
}

const unreached = (from: string, target: ChainBranch): Link => ({
  from,
  source: { ref: target.ref, commit: target.commit },
  target,
  standing: "unreached",
  missing: [],
  equivalent: 0,
  open: [],
  merge: null,
  review: null,
  limit: null,
});

/** The engine's own words where it cannot merge; every other failure is a failure. */
async function orLimit<T>(answer: Promise<T>): Promise<T | string> {
  try {
    return await answer;
  } catch (error) {
    if (isReleaseError(error) && error.code === "ERR_ENGINE_LIMIT") return error.message;
    throw error;
  }
}
