import { already, type CallOptions, done, type Outcome, type PerformContext, planStale } from "@signalbox/release-core";
import type { GitRepository } from "@signalbox/git";
import { pushed, refNotAllowed } from "../errors.js";
import { expectRefs, lookAgain } from "../look-again.js";
import type { WritePorts } from "../ports.js";
import { headOf } from "../resolve-branch.js";
import type { PushBranch, PushedBranch } from "./action.js";
import { type PromoteInput, pushedBranchOf } from "./input.js";

/** Makes the planned merge again, which must give the planned id, and pushes it with a lease. */
export async function perform(
  action: PushBranch,
  ports: WritePorts,
  context: PerformContext<PromoteInput>,
): Promise<Outcome<PushedBranch>> {
  const { input } = context;
  const allowed = headOf(pushedBranchOf(input));
  if (action.ref !== allowed) throw refNotAllowed(action.ref, allowed);
  const { repository, refs, options } = await lookAgain(ports, input.repository, context);
  const result = { ref: action.ref, oid: action.oid };
  if (refs.some(({ name, oid }) => name === action.ref && oid === action.oid)) return already(result);
  expectRefs(refs, [action.source, action.target]);
  await makeMerge(repository, action, ports, options);
  const update = { ref: action.ref, oid: action.oid, expected: action.expectedHead };
  const answer = await repository.pushRef(update, options);
  return pushed(answer, update, refusedHint(input)) === "done" ? done(result) : already(result);
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

const refusedHint = ({ direct, to }: PromoteInput): string =>
  direct === true
    ? `${to} is protected, or you may not push to it: promote without \`direct\`, through a review branch.`
    : "Ask for the right to push branches there, or name a review branch that you may push.";
