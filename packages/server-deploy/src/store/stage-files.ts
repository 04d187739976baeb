import { type CallOptions, contextOf } from "@signalbox/release-core";
import type { Host } from "../ports.js";
import { converse } from "../transaction/conversation.js";
import { STAGE_PROGRAM } from "../transaction/host-program/programs.js";
import { sendFile } from "./send-file.js";
import { fileWords, type StoreFile } from "./store-file.js";

export interface StageOptions extends CallOptions {
  /** Give up after so many milliseconds. Default: 1 hour. */
  readonly deadlineMs?: number | undefined;
}

/** Which digests were sent or pulled; the others were there. */
export interface Staged {
  readonly brought: readonly string[];
}

const HOUR_MS = 3_600_000;

/**
 * Puts files into the store of a host, without doing anything with them. What is there is not sent again.
 * @throws ReleaseError `ERR_DIGEST_MISMATCH`, `ERR_HOST_DOWNLOAD`, `ERR_HOST_DISK`, `ERR_INPUT_INVALID`, and what the
 * host's connection throws
 */
export async function stageFiles(host: Host, files: readonly StoreFile[], options: StageOptions = {}): Promise<Staged> {
  const brought: string[] = [];
  await converse({
    host,
    program: STAGE_PROGRAM,
    words: files.flatMap(fileWords),
    signal: contextOf(options).signal,
    deadlineMs: options.deadlineMs ?? HOUR_MS,
    onLine: async (line, say) => {
      const [word, digest = ""] = line.split(" ", 2);
      if (word === "need" || word === "fetching") brought.push(digest);
      if (word === "need") await sendFile(digest, files, say);
      if (line === "staged") say.end();
    },
  });
  return { brought };
}
