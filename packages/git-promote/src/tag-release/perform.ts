import { already, done, type Outcome, type PerformContext, planStale } from "@signalbox/release-core";
import { pushed, refNotAllowed } from "../errors.js";
import { expectRefs, lookAgain } from "../look-again.js";
import type { WritePorts } from "../ports.js";
import { shortName } from "../resolve-branch.js";
import type { PushedTag, PushTag } from "./action.js";
import type { TagInput } from "./input.js";
import { patternParts } from "@signalbox/git";

/** Makes the planned tag again, which must give the planned id, and pushes it where no tag may be yet. */
export async function perform(
  action: PushTag,
  ports: WritePorts,
  context: PerformContext<TagInput>,
): Promise<Outcome<PushedTag>> {
  if (!action.ref.startsWith("refs/tags/")) throw refNotAllowed(action.ref, "refs/tags/…");
  const { repository, refs, options } = await lookAgain(ports, context.input.repository, context);
  const tag = shortName(action.ref);
  const result = { ref: action.ref, tag, version: versionIn(tag, context.input), commit: action.commit };
  const found = refs.find(({ name }) => name === action.ref);
  if (found?.oid === action.oid) return already(result);
  expectRefs(refs, [{ ref: action.branch.ref, commit: action.commit }]);

  const { commit, message, at } = action;
  const oid =
    message === null
      ? commit
      : await repository.makeTag({ name: tag, commit, message, by: ports.identity, at }, options);
  if (oid !== action.oid) throw planStale(`the identity that makes ${action.ref}`, action.oid, oid);
  const update = { ref: action.ref, oid, expected: null };
  const answer = await repository.pushRef(update, options);
  return pushed(answer, update, REFUSED_HINT) === "done" ? done(result) : already(result);
}

const REFUSED_HINT = "Ask for the right to push tags there; some remotes protect tag names.";

function versionIn(tag: string, input: TagInput): string {
  const { before, after } = patternParts(input) ?? { before: "", after: "" };
  return tag.slice(before.length, tag.length - after.length);
}
