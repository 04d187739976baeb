import { type CallOptions, contextOf, inputInvalid } from "@signalbox/release-core";
import type { Host } from "../ports.js";
import { converse } from "../transaction/conversation.js";
import { PRUNE_PROGRAM } from "../transaction/host-program/programs.js";

/**
 * Removes what lies in the store of a host for more than a day and is not to be kept; returns the digests removed.
 * `keep` names what is installed and what it would go back to. While a transaction is under way nothing is removed.
 * @throws ReleaseError `ERR_INPUT_INVALID`, and what the host's connection throws
 */
export async function pruneStore(
  host: Host,
  keep: readonly string[],
  options: CallOptions = {},
): Promise<readonly string[]> {
  const wrong = keep.find((digest) => !/^[0-9a-f]{64}$/.test(digest));
  if (wrong !== undefined)
    throw inputInvalid("pruneStore", [{ path: "keep", message: "is not 64 hex digits", value: wrong }]);
  const removed: string[] = [];
  await converse({
    host,
    program: PRUNE_PROGRAM,
    words: keep,
    signal: contextOf(options).signal,
    deadlineMs: 60_000,
    onLine: (line) => {
      if (/^removed [0-9a-f]{64}$/.test(line)) removed.push(line.slice("removed ".length));
    },
  });
  return removed;
}
