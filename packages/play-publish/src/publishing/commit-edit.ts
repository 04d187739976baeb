import { type CallOptions, isReleaseError } from "@signalbox/release-core";
import type { Edit, PublishPorts } from "../ports.js";
import type { PutRelease } from "./action.js";

/**
 * What became of a commit. `by-hand`: committed, and a person has to send it for review in the Console. `processing`: not
 * yet, since Play still works on an upload. `unknown`: the answer was lost, so only a look can tell.
 */
export type Committed = "committed" | "by-hand" | "processing" | "unknown";

/** Commits, once. `changesNotSentForReview` is not sent until Play asks for it: in either state the other one is an error. */
export async function commitEdit(
  { cancelReview }: PutRelease,
  edit: Edit,
  { edits }: Pick<PublishPorts, "edits">,
  options: CallOptions,
): Promise<Committed> {
  const code = await codeOf(edits.commit(edit, { cancelReview }, options));
  if (code === "ERR_PLAY_REVIEW_BY_HAND") {
    const second = await codeOf(edits.commit(edit, { cancelReview, holdReview: true }, options));
    return second === null ? "by-hand" : "unknown";
  }
  if (code === "ERR_PLAY_STILL_PROCESSING") return "processing";
  return code === null ? "committed" : "unknown";
}

const UNDERSTOOD = ["ERR_PLAY_REVIEW_BY_HAND", "ERR_PLAY_STILL_PROCESSING", "ERR_PLAY_RESULT_UNKNOWN"];

/** Null when it succeeded. */
async function codeOf(commit: Promise<void>): Promise<string | null> {
  try {
    await commit;
    return null;
  } catch (error) {
    if (isReleaseError(error) && UNDERSTOOD.includes(error.code)) return error.code;
    throw error;
  }
}
