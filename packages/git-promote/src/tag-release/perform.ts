import { already, done, type Outcome, type PerformContext, planStale } from "@signalbox/release-core";
import { callOptionsOf } from "../call-options-of.js";
import { pushed, refNotAllowed } from "../errors.js";
import type { WritePorts } from "../ports.js";
import { shortName } from "../resolve-branch.js";
import type { PushedTag, PushTag } from "./action.js";
import type { TagInput } from "./input.js";
import { patternParts } from "@signalbox/git";

const FRESH_MS = 30_000;

/** Makes the planned tag again, which must give the planned id, and pushes it where no tag may be yet. */
export async function perform(
  action: PushTag,
  ports: WritePorts,
  context: PerformContext<TagInput>,
): Promise<Outcome<PushedTag>> {
  if (!action.ref.startsWith("refs/tags/")) throw refNotAllowed(action.ref, "refs/tags/…");
  const options = callOptionsOf(context);
  const repository = await ports.repositories.open(context.input.repository, options);
  await repository.refresh({ ...options, ifOlderThanMs: FRESH_MS });
  const refs = await repository.listRefs(options);
  const tag = shortName(action.ref);
  const result = { ref: action.ref, tag, version: versionIn(tag, context.input), commit: action.commit };
  const found = refs.find(({ name }) => name === action.ref);
  if (found?.oid === action.oid) return already(result);
  const head = refs.find(({ name }) => name === action.branch.ref)?.commit ?? null;
  if (head !== action.commit) throw planStale(action.branch.ref, action.commit, head);

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
