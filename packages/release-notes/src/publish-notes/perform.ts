import { isDeepStrictEqual } from "node:util";
import {
  already,
  type CallOptions,
  callOptionsOf,
  done,
  isReleaseError,
  type Outcome,
  type PerformContext,
  planStale,
  toJson,
} from "@signalbox/release-core";
import type { InsertNotes, PublishedNotes } from "./action.js";
import { commitMessage } from "./commit-message.js";
import { type DraftedNotes, draftNotes } from "./draft-notes.js";
import { filesMissing, placeNotAllowed, pushRefused, raceLost } from "./errors.js";
import type { PublishInput } from "./input.js";
import { writeMemory } from "./notes-memory.js";
import { bytesOf } from "./page-bytes.js";
import { actionOf } from "./plan.js";
import type { NotesPorts } from "./ports.js";
import { findBranch, FRESH_MS, readBranch, readFile, type ReadPlace } from "./read-place.js";

/** A CMS commits with every saved page; that somebody is faster this many times in a row is no race any more. */
const ATTEMPTS = 5;

type Context = PerformContext<PublishInput>;

/** Inserts into the page as it is now, and writes it only where the week's section is as the plan saw it. */
export function perform(action: InsertNotes, ports: NotesPorts, context: Context): Promise<Outcome<PublishedNotes>> {
  return context.input.file === undefined ? intoBranch(action, ports, context) : intoFile(action, ports, context);
}

async function intoBranch(action: InsertNotes, ports: NotesPorts, context: Context): Promise<Outcome<PublishedNotes>> {
  const { input } = context;
  const options = callOptionsOf(context);
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    context.signal.throwIfAborted();
    const { repository, branch, head } = await findBranch(input, ports, options, attempt === 1 ? FRESH_MS : 0);
    const ref = `refs/heads/${branch ?? ""}`;
    if (ref !== action.ref) throw placeNotAllowed(action.ref ?? action.path, ref);
    if (head === null) throw planStale(ref, action.section, null);
    const drafted = examine(action, input, await readBranch(input, repository, head, options));
    const result = { path: action.path, week: action.week };
    if (drafted.edited === null) return already({ ...result, commit: head });

    const edits = [
      { path: action.path, content: bytesOf(drafted.edited) },
      ...(input.memory === null ? [] : [{ path: input.memory, content: Buffer.from(writeMemory(drafted.memory)) }]),
    ];
    const fields = {
      tree: await repository.makeTree(head, edits, options),
      parents: [head],
      message: commitMessage(action, input.message),
      by: ports.identity,
      at: Math.floor(context.now().getTime() / 1000),
    };
    const oid = await repository.makeCommit(fields, options);
    const outcome = await push();
    if (outcome === "done") return done({ ...result, commit: oid });
    context.emit({
      type: "progress",
      kind: "publish-notes",
      message: `Somebody else pushed to ${branch}; inserting again`,
    });

    async function push(): Promise<"done" | "stale"> {
      try {
        const pushed = await repository.pushRef({ ref, oid, expected: head }, options);
        if (pushed.status === "refused") throw pushRefused(ref, pushed.reason);
        return pushed.status === "stale" ? "stale" : "done";
      } catch (error) {
        // The answer may be lost though the push arrived.
        if (!isReleaseError(error) || !error.retryable || options.signal?.aborted === true) throw error;
        if (await arrived(input, ports, action, options)) return "done";
        throw error;
      }
    }
  }
  throw raceLost(action.ref ?? "", ATTEMPTS);
}

/** True when the page has it all now; also false when the remote cannot be asked. */
async function arrived(
  input: PublishInput,
  ports: NotesPorts,
  action: InsertNotes,
  options: CallOptions,
): Promise<boolean> {
  try {
    const { repository, head } = await findBranch(input, ports, options);
    if (head === null) return false;
    return examine(action, input, await readBranch(input, repository, head, options)).edited === null;
  } catch {
    return false;
  }
}

async function intoFile(action: InsertNotes, ports: NotesPorts, context: Context): Promise<Outcome<PublishedNotes>> {
  const { input } = context;
  const options = callOptionsOf(context);
  if (action.path !== input.file) throw placeNotAllowed(action.path, input.file ?? null);
  if (ports.files === undefined) throw filesMissing();
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    context.signal.throwIfAborted();
    const place = await readFile(input, ports, options);
    const drafted = examine(action, input, place);
    const result = { path: action.path, week: action.week, commit: null };
    if (drafted.edited === null) return already(result);
    if (await ports.files.replace(action.path, bytesOf(drafted.edited), place.bytes, options)) return done(result);
  }
  throw raceLost(action.path, ATTEMPTS);
}

/** Drafts anew, on what is there now. @throws ReleaseError `ERR_PLAN_STALE` where the week is not as it was planned */
function examine(action: InsertNotes, input: PublishInput, place: ReadPlace): DraftedNotes {
  const drafted = draftNotes(input, place.texts, place.memory);
  const { page, edited, problems } = drafted;
  if (page === null || page.path !== action.path) throw placeNotAllowed(action.path, page?.path ?? null);
  if (problems[0] !== undefined) throw planStale(`${action.path}, ${action.week}`, "insertable", problems[0].message);
  if (edited === null) return drafted;
  const branch = action.ref?.replace(/^refs\/heads\//, "") ?? null;
  const [now] = actionOf(input, { repository: action.repository, branch }, drafted);
  if (now?.section !== action.section || !isDeepStrictEqual(toJson(now.added), toJson(action.added)))
    throw planStale(`The section of ${action.week} on ${action.path}`, action.section, now?.section ?? null);
  return drafted;
}
