import {
  type Action,
  already,
  type Context,
  done,
  isReleaseError,
  type Outcome,
  pending,
  type ReleaseError,
} from "@signalbox/release-core";
import { isCiUnknown } from "../errors.js";
import { forget, handleOf, heard, intend, type Intent, intentOf } from "./intent.js";

/** How reality stands to an action. What is neither is thrown by the look. */
export type Standing<R> =
  | { readonly is: "as-wished"; readonly result: R }
  /** `known`: ids of the builds that are there. */
  | { readonly is: "as-expected"; readonly known: readonly string[] };

export interface Writing<R> {
  /** `intent`: what was written down before CI was asked, by this process or an earlier one; null: it was not asked. */
  readonly look: (intent: Intent | null) => Promise<Standing<R>>;
  /** Gives back what CI answered, where its builds tell that they come of it. */
  readonly write: () => Promise<string | null>;
  /** Why nothing of it may show. */
  readonly notSeen: (waitedMs: number) => Promise<ReleaseError> | ReleaseError;
}

/** CI systems show within seconds what they took. After this time it did not happen. */
const SETTLED_MS = 120_000;
const FIRST_WAIT_MS = 2000;
const LONGEST_WAIT_MS = 15_000;

/**
 * Looks, writes once, looks again. What was sent and does not show yet is `pending`. CI systems take no key that would
 * make a second request harmless, so the intent is written down first; whoever finds one waits for what it may have done,
 * and only after `SETTLED_MS` is it taken for not done.
 */
export async function writeOnce<R>(
  action: Action,
  { look, write, notSeen }: Writing<R>,
  context: Context,
): Promise<Outcome<R>> {
  const before = await intentOf(action, context);
  let first = await look(before);
  if (first.is === "as-wished") return (before === null ? already : done)(first.result);
  if (before !== null) {
    const waitedMs = context.now().getTime() - Date.parse(before.at);
    if (waitedMs < SETTLED_MS) return lookLater(before);
    if (context.handle !== null) {
      await forget(context);
      throw await notSeen(waitedMs);
    }
    first = await look(null);
    if (first.is === "as-wished") return already(first.result);
  }

  context.signal.throwIfAborted();
  let intent = await intend(action, first.known, context);
  try {
    const request = await write();
    if (request !== null) intent = await heard(intent, request, context);
  } catch (error) {
    // Only a typed refusal says that nothing happened; after everything else, an abort too, the intent stays.
    if (isReleaseError(error) && !isCiUnknown(error) && !context.signal.aborted) await forget(context);
    if (!isCiUnknown(error)) throw error;
  }
  const second = await look(intent);
  return second.is === "as-wished" ? done(second.result) : lookLater(intent);
}

function lookLater(intent: Intent): Outcome<never> {
  const waitMs = Math.min(FIRST_WAIT_MS * 1.5 ** intent.looks, LONGEST_WAIT_MS);
  return pending(handleOf({ ...intent, looks: intent.looks + 1 }), Math.round(waitMs));
}
