import { formatVersion, parseVersion, patternParts, tagNameOf } from "@signalbox/git";
import { already, done, isReleaseError, type Outcome, type PerformContext, planStale } from "@signalbox/release-core";
import { refNotAllowed, signerMissing, tagMadeMeanwhile } from "../errors.js";
import { isContained } from "../is-contained.js";
import { expectRefs, type Look, lookAgain } from "../look-again.js";
import type { WritePorts } from "../ports.js";
import { pushRef } from "../push-ref.js";
import { findBranch, shortName } from "../resolve-branch.js";
import type { PushedTag, PushTag } from "./action.js";
import { isCounted } from "./choose-version.js";
import type { TagInput } from "./input.js";
import { isPlanned } from "./is-planned.js";
import { readStanding } from "./read-standing.js";

/** Makes the planned tag again, which must give the planned id, and pushes it where no tag may be yet. */
export async function perform(
  action: PushTag,
  ports: WritePorts,
  context: PerformContext<TagInput>,
): Promise<Outcome<PushedTag>> {
  assertAllowed(action, context.input);
  const look = await lookAgain(ports, context.input.repository, context);
  const found = await tagThere(action, look);
  if (found !== null) return already(resultOf(action, found, context.input));
  await expectBranch(action, look);

  const oid = await makeTag(action, ports, look);
  const update = { ref: action.ref, oid, expected: null };
  try {
    const outcome = await pushRef(look.repository, update, REFUSED_HINT, look.options);
    return (outcome === "done" ? done : already)(resultOf(action, oid, context.input));
  } catch (error) {
    if (!isReleaseError(error) || error.code !== "ERR_PLAN_STALE") throw error;
    // Somebody was faster: their tag says who. It may also be our own, pushed by a process that was ended.
    await look.repository.refresh(look.options);
    const refs = await look.repository.listRefs(look.options);
    const other = await tagThere(action, { ...look, refs });
    if (other === null) throw error;
    return already(resultOf(action, other, context.input));
  }
}

/** The last guard before a push: the tag of the version that the input names or, when it is counted, of its pattern. */
function assertAllowed({ ref }: PushTag, input: TagInput): void {
  const isAny = isCounted(input.version);
  const version = parseVersion(isAny ? versionIn(shortName(ref), input) : input.version);
  const allowed = version === null ? null : `refs/tags/${tagNameOf(formatVersion(version), input)}`;
  if (ref !== allowed) throw refNotAllowed(ref, `refs/tags/${tagNameOf(isAny ? "…" : input.version, input)}`);
}

/** The id of the tag when it is there as planned, null when there is none. @throws ReleaseError when it is another's */
async function tagThere(action: PushTag, { repository, refs, options }: Look): Promise<string | null> {
  const tag = shortName(action.ref);
  const found = await readStanding(repository, refs, { tag, head: action.branch.commit }, options);
  if (found === null) return null;
  if (!isPlanned(action, found)) throw tagMadeMeanwhile(action.ref, action.commit, found);
  return found.oid;
}

/** The head that is tagged must still be the head; for an older commit it is enough that the branch has it. */
async function expectBranch({ branch, commit }: PushTag, { repository, refs, options }: Look): Promise<void> {
  if (commit === branch.commit) return expectRefs(refs, [branch]);
  const head = findBranch(refs, shortName(branch.ref))?.commit ?? null;
  if (head === null || !(await isContained(repository, commit, head, options))) {
    throw planStale(branch.ref, branch.commit, head);
  }
}

async function makeTag(action: PushTag, ports: WritePorts, { repository, options }: Look): Promise<string> {
  const { ref, commit, message, at, by, signed } = action;
  if (message === null) {
    if (action.oid !== commit) throw planStale(ref, action.oid, commit);
    return commit;
  }
  const { identity, signer } = ports;
  if (by?.name !== identity.name || by.email !== identity.email)
    throw planStale(`the identity that makes ${ref}`, by && { ...by }, { ...identity });
  const fields = { name: shortName(ref), commit, message, by, at };
  if (signed) {
    if (signer === undefined) throw signerMissing(ref);
    return repository.makeTag({ ...fields, sign: (payload) => signer.sign(payload, options) }, options);
  }
  const oid = await repository.makeTag(fields, options);
  if (oid !== action.oid) throw planStale(`the tag object of ${ref}`, action.oid, oid);
  return oid;
}

function resultOf({ ref, commit }: PushTag, oid: string, input: TagInput): PushedTag {
  const tag = shortName(ref);
  return { ref, tag, version: versionIn(tag, input), commit, oid };
}

function versionIn(tag: string, input: TagInput): string {
  const { before, after } = patternParts(input) ?? { before: "", after: "" };
  return tag.slice(before.length, tag.length - after.length);
}

const REFUSED_HINT = "Ask for the right to push tags there; some remotes protect tag names.";
