import { already, done, type Outcome, type PerformContext, planStale } from "@signalbox/release-core";
import { mainlineMissing, refNotAllowed } from "../errors.js";
import { targetName } from "../find-target.js";
import { isMade } from "../is-made.js";
import { expectRefs, type Look, lookAgain } from "../look-again.js";
import type { WritePorts } from "../ports.js";
import { pushRef } from "../push-ref.js";
import { headOf, shortName } from "../resolve-branch.js";
import type { PushedPins, PushPins } from "./action.js";
import { draftBump } from "./draft-bump.js";
import { type BumpInput, reviewBranchOf } from "./input.js";

/** Makes the planned commit again, which must give the planned id, and pushes it with a lease. */
export async function perform(
  action: PushPins,
  ports: WritePorts,
  context: PerformContext<BumpInput>,
): Promise<Outcome<PushedPins>> {
  const { input } = context;
  const look = await lookAgain(ports, input.repository, context);
  await assertAllowed(action, input, look);
  const { repository, refs, options } = look;
  const result = { ref: action.ref, oid: action.oid, pins: action.pins };
  if (refs.some(({ name, oid }) => name === action.ref && oid === action.oid)) return already(result);
  expectRefs(refs, [action.branch]);

  const { oid } = action;
  const made = { tree: action.tree, parents: [action.branch.commit] };
  const isThere = action.lockFiles.length > 0 && (await isMade(repository, oid, made, options));
  if (!isThere) await makeAgain(action, input, { repository, ports, options });
  const update = { ref: action.ref, oid, expected: action.expectedHead };
  const outcome = await pushRef(repository, update, refusedHint(input, action), options);
  return outcome === "done" ? done(result) : already(result);
}

async function makeAgain(
  action: PushPins,
  input: BumpInput,
  { repository, ports, options }: Pick<Look, "repository" | "options"> & { readonly ports: WritePorts },
): Promise<void> {
  const { planned } = await draftBump(repository, action.branch, input, { ports, options });
  const { tree, message, at } = action;
  if (planned?.tree !== tree) throw planStale(`the files for ${action.ref}`, tree, planned?.tree ?? null);
  const fields = { tree, parents: [action.branch.commit], message, by: ports.identity, at };
  const oid = await repository.makeCommit(fields, options);
  if (oid !== action.oid) throw planStale(`the identity that makes ${action.ref}`, action.oid, oid);
}

/** The last guard before a push: the branch that is bumped, with `direct`, else the one for its review. */
async function assertAllowed(action: PushPins, input: BumpInput, { repository, refs, options }: Look): Promise<void> {
  const branch = await targetName(repository, refs, input.branch ?? null, options);
  if (branch === null) throw mainlineMissing(repository.location);
  const allowed = headOf(input.direct === true ? branch : reviewBranchOf(input));
  const isElsewhere = action.branch.ref !== headOf(branch) || (input.direct !== true && allowed === headOf(branch));
  if (action.ref !== allowed || isElsewhere) throw refNotAllowed(action.ref, allowed);
}

const refusedHint = ({ direct }: BumpInput, { branch }: PushPins): string =>
  direct === true
    ? `${shortName(branch.ref)} is protected, or you may not push to it: bump without \`direct\`, through a review branch.`
    : "Ask for the right to push branches there, or name a review branch that you may push.";
