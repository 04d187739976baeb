import { already, done, type Outcome, type PerformContext, planStale } from "@signalbox/release-core";
import { mainlineMissing, refNotAllowed } from "../errors.js";
import { targetName } from "../find-target.js";
import { isContained } from "../is-contained.js";
import { expectRefs, type Look, lookAgain } from "../look-again.js";
import type { WritePorts } from "../ports.js";
import { pushRef } from "../push-ref.js";
import { findBranch, headOf, shortName } from "../resolve-branch.js";
import type { CreateBranch, CutAction, CutResult, SetDevelopmentVersion } from "./action.js";
import type { CutInput, DevelopmentVersion } from "./input.js";
import { readVersion } from "./inspect-development.js";

/** Looks, pushes one full ref with a lease, and takes the remote's own answer for the second look. */
export async function perform(
  action: CutAction,
  ports: WritePorts,
  context: PerformContext<CutInput>,
): Promise<Outcome<CutResult>> {
  const look = await lookAgain(ports, context.input.repository, context);
  return action.type === "create-branch"
    ? createBranch(action, look, context.input)
    : setDevelopmentVersion(action, look, context.input, ports);
}

async function createBranch(
  action: CreateBranch,
  { repository, refs, options }: Look,
  input: CutInput,
): Promise<Outcome<CutResult>> {
  const { ref, oid, base } = action;
  if (ref !== headOf(input.branch)) throw refNotAllowed(ref, headOf(input.branch));
  const result = { ref, oid };
  const found = findBranch(refs, shortName(ref));
  if (found !== null) {
    // Somebody may have committed on it since it was cut.
    if (await isContained(repository, oid, found.commit, options)) return already(result);
    throw planStale(ref, null, found.commit);
  }
  const head = findBranch(refs, shortName(base.ref))?.commit ?? null;
  if (head === null || !(await isContained(repository, oid, head, options))) {
    throw planStale(base.ref, base.commit, head);
  }
  const hint = "Ask for the right to create branches there.";
  return (await pushRef(repository, { ref, oid, expected: null }, hint, options)) === "done"
    ? done(result)
    : already(result);
}

async function setDevelopmentVersion(
  action: SetDevelopmentVersion,
  look: Look,
  input: CutInput,
  ports: WritePorts,
): Promise<Outcome<CutResult>> {
  const { repository, refs, options } = look;
  const { ref, oid, mainline, expectedHead } = action;
  const wish = await wishOf(action, input, look);
  const { review } = wish;
  const result = { ref, oid };
  const found = findBranch(refs, shortName(ref));
  if (found !== null && (await isContained(repository, oid, found.commit, options))) return already(result);
  expectRefs(refs, [mainline]);
  await makeCommit(look, action, wish, ports);
  const hint =
    review === undefined
      ? `${shortName(ref)} is protected, or you may not push to it: name a branch for its review.`
      : "Ask for the right to push branches there, or name a review branch that you may push.";
  const update = { ref, oid, expected: expectedHead };
  return (await pushRef(repository, update, hint, options)) === "done" ? done(result) : already(result);
}

/** The last guard before a push: the mainline that the input or the remote names, or the branch for its review. */
async function wishOf(
  { ref, mainline }: SetDevelopmentVersion,
  input: CutInput,
  { repository, refs, options }: Look,
): Promise<DevelopmentVersion> {
  const { developmentVersion: wish } = input;
  const branch = await targetName(repository, refs, input.mainline ?? null, options);
  if (branch === null) throw mainlineMissing(repository.location);
  const allowed = headOf(wish?.review ?? branch);
  if (wish === undefined || ref !== allowed || mainline.ref !== headOf(branch)) throw refNotAllowed(ref, allowed);
  return wish;
}

/** Makes the planned commit again, which must give the planned id. */
async function makeCommit(
  { repository, options }: Look,
  action: SetDevelopmentVersion,
  wish: DevelopmentVersion,
  ports: WritePorts,
): Promise<void> {
  const { mainline, file, version, message, at, ref } = action;
  const read = await readVersion(repository, mainline.commit, wish, options);
  if ("code" in read || read.version !== version.from) throw planStale(file, version.from, null);
  const edits = [{ path: file, content: read.with(version.to) }];
  const tree = await repository.makeTree(mainline.commit, edits, options);
  if (tree !== action.tree) throw planStale(`${file} for ${ref}`, action.tree, tree);
  const parents = [mainline.commit];
  const oid = await repository.makeCommit({ tree, parents, message, by: ports.identity, at }, options);
  if (oid !== action.oid) throw planStale(`the identity that makes the commit for ${ref}`, action.oid, oid);
}
