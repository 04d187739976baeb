import type { GitRepository } from "@signalbox/git";
import { already, type CallOptions, done, type Outcome, type PerformContext, planStale } from "@signalbox/release-core";
import { mainlineMissing, refNotAllowed } from "../errors.js";
import { targetName } from "../find-target.js";
import { expectRefs, lookAgain, type Look } from "../look-again.js";
import type { WritePorts } from "../ports.js";
import { pushRef } from "../push-ref.js";
import { headOf } from "../resolve-branch.js";
import type { PushBranch, PushedBranch } from "./action.js";
import { namesOf, type PromoteInput, pushedBranchOf } from "./input.js";

/** Makes the planned merge again, which must give the planned id, and pushes it with a lease. */
export async function perform(
  action: PushBranch,
  ports: WritePorts,
  context: PerformContext<PromoteInput>,
): Promise<Outcome<PushedBranch>> {
  const { input } = context;
  const [look, fork] = await Promise.all([
    lookAgain(ports, input.repository, context),
    typeof input.reviewRepository === "string" ? lookAgain(ports, input.reviewRepository, context) : null,
  ]);
  const { repository, refs, options } = look;
  const allowed = await allowedRef(input, look);
  if (action.ref !== allowed) throw refNotAllowed(action.ref, allowed);
  const result = { ref: action.ref, oid: action.oid };
  const isThere = (fork?.refs ?? refs).some(({ name, oid }) => name === action.ref && oid === action.oid);
  if (isThere) return already(result);
  expectRefs(refs, [action.source, action.target]);
  await makeMerge(repository, action, ports, options);
  const to = fork === null ? {} : { fork: fork.repository };
  const update = { ref: action.ref, oid: action.oid, expected: action.expectedHead, ...to };
  const outcome = await pushRef(repository, update, refusedHint(input), options);
  return outcome === "done" ? done(result) : already(result);
}

async function allowedRef(input: PromoteInput, { repository, refs, options }: Look): Promise<string> {
  const to = await targetName(repository, refs, input.to, options);
  if (to === null) throw mainlineMissing(repository.location);
  return headOf(pushedBranchOf(input, namesOf(input, to)));
}

async function makeMerge(
  repository: GitRepository,
  action: PushBranch,
  ports: WritePorts,
  options: CallOptions,
): Promise<void> {
  const { tree, message, at } = action;
  const parents = [action.target.commit, action.source.commit] as const;
  const merged = await repository.mergeTrees(...parents, options);
  if (merged.tree !== tree) throw planStale(`the merge for ${action.ref}`, tree, merged.tree);
  const oid = await repository.makeCommit({ tree, parents, message, by: ports.identity, at }, options);
  if (oid !== action.oid) throw planStale(`the identity that makes the merge for ${action.ref}`, action.oid, oid);
}

const refusedHint = ({ direct, to, reviewRepository }: PromoteInput): string => {
  if (direct === true)
    return `${to ?? "The mainline"} is protected, or you may not push to it: promote without \`direct\`, through a review branch.`;
  return typeof reviewRepository === "string"
    ? `Ask for the right to push to ${reviewRepository}, or name a fork of your own.`
    : "Ask for the right to push branches there, name a review branch that you may push, or push it to a fork of your own (`reviewRepository`).";
};
