import type { GitRepository } from "@signalbox/git";
import { already, type CallOptions, done, type Outcome, type PerformContext, planStale } from "@signalbox/release-core";
import { refNotAllowed } from "../errors.js";
import { MAINLINE, targetName } from "../find-target.js";
import { isContained } from "../is-contained.js";
import { isMade } from "../is-made.js";
import { expectRefs, type Look, lookAgain } from "../look-again.js";
import type { WritePorts } from "../ports.js";
import { pushRef } from "../push-ref.js";
import { headOf, shortName } from "../resolve-branch.js";
import { settleConflicts } from "../settle-conflicts/settle-conflicts.js";
import type { MadeMerge, PushedLink, PushLink } from "./action.js";
import { laterBranches } from "./choose-targets.js";
import type { BackMergeInput } from "./input.js";

/** Makes the link's merge again where it is not here, which must give the planned id, and pushes it with a lease. */
export async function perform(
  action: PushLink,
  ports: WritePorts,
  context: PerformContext<BackMergeInput>,
): Promise<Outcome<PushedLink>> {
  const { input } = context;
  const look = await lookAgain(ports, input.repository, context);
  await assertAllowed(action, input, look);
  const { repository, refs, options } = look;
  const { ref, oid, source, target, merge } = action;
  const result = { ref, oid };
  if (refs.some((each) => each.name === ref && each.oid === oid)) return already(result);
  expectRefs(refs, [source, target]);
  if (merge !== null) await makeAgain(repository, { action, merge, input, ports }, options);
  else if (oid !== source.commit) throw planStale(source.ref, oid, source.commit);
  else if (ref === target.ref && !(await isContained(repository, target.commit, oid, options))) {
    throw planStale(`the merge that was settled for ${shortName(ref)}`, oid, null);
  }
  const update = { ref, oid, expected: action.expectedHead };
  const outcome = await pushRef(repository, update, refusedHint(input, target.ref), options);
  return outcome === "done" ? done(result) : already(result);
}

/** The last guard before a push: only a branch of the chain that the input asks for, or one for its review. */
async function assertAllowed(
  { ref, source, target, merge }: PushLink,
  input: BackMergeInput,
  look: Look,
): Promise<void> {
  const { from, review } = input;
  const [start, branch] = [shortName(source.ref), shortName(target.ref)];
  const isTarget = ref === target.ref && review !== true;
  const isReview = ref.startsWith(headOf("merge-")) && ref.endsWith(`-into-${branch}`);
  const isPrepared = isReview && (review === true || merge === null);
  const wanted = await wantedBranches(input, look);
  const isOfChain = start === from || wanted.includes(start) || start.startsWith("merge-");
  const isWanted = branch !== from && wanted.includes(branch);
  if (isOfChain && isWanted && ref !== source.ref && (isTarget || isPrepared)) return;
  throw refNotAllowed(ref, review === true ? headOf("merge-…-into-…") : wanted.map(headOf).join(", "));
}

/** The branches that may get it, by the input and the refs as they are now. */
async function wantedBranches(input: BackMergeInput, { repository, refs, options }: Look): Promise<readonly string[]> {
  const mainline = await targetName(repository, refs, input.mainline ?? null, options);
  const named = mainline === null ? [] : [mainline];
  if (input.into !== undefined) return [...input.into, ...(input.into.includes(MAINLINE) ? named : [])];
  return [...(laterBranches(refs, input) ?? []).map(({ branch }) => branch), ...named];
}

interface Remake {
  readonly action: PushLink;
  readonly merge: MadeMerge;
  readonly input: BackMergeInput;
  readonly ports: WritePorts;
}

async function makeAgain(
  repository: GitRepository,
  { action, merge, input, ports }: Remake,
  options: CallOptions,
): Promise<void> {
  const parents = [action.target.commit, action.source.commit] as const;
  // What planning made on this machine is what was looked at; a lock-file command need not answer twice the same.
  if (await isMade(repository, action.oid, { tree: merge.tree, parents }, options)) return;
  const [ours, theirs] = parents;
  const merged = await settleConflicts(repository, { ours, theirs }, input, { ports, options });
  if (merged.tree !== merge.tree) throw planStale(`the merge for ${action.ref}`, merge.tree, merged.tree);
  const { tree, message, at } = merge;
  const oid = await repository.makeCommit({ tree, parents, message, by: ports.identity, at }, options);
  if (oid !== action.oid) throw planStale(`the identity that makes the merge for ${action.ref}`, action.oid, oid);
}

const refusedHint = ({ review }: BackMergeInput, target: string): string =>
  review === true
    ? "Ask for the right to push branches there; what was pushed before stays, and running this again goes on."
    : `${shortName(target)} is protected, or you may not push to it: use review branches. What was pushed before stays.`;
