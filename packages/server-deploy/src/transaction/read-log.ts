import { type CallOptions, contextOf, inputInvalid } from "@signalbox/release-core";
import type { Host } from "../ports.js";
import { converse } from "./conversation.js";
import { LOG_PROGRAM } from "./host-program/programs.js";
import { readLogLine, secretLines, toldLine } from "./log-line.js";

export interface ReadLogOptions extends CallOptions {
  /** Default: 0. */
  readonly fromByte?: number | undefined;
  /** Read no more than this of it. Default: 256 KiB. */
  readonly maxBytes?: number | undefined;
  /** Hidden in the lines. */
  readonly secrets?: readonly string[] | undefined;
}

export interface LogPart {
  /** Without escape codes and secrets. */
  readonly lines: readonly string[];
  /** Where the next part begins; null: this was the last so far. */
  readonly nextByte: number | null;
  /** Of the whole log, so far. */
  readonly logBytes: number;
}

const DEADLINE_MS = 60_000;

/**
 * A part of the log of a transaction, in whole lines.
 * @throws ReleaseError `ERR_TRANSACTION_UNKNOWN`, `ERR_INPUT_INVALID`, and what the host's connection throws
 */
export async function readLog(host: Host, id: string, options: ReadLogOptions = {}): Promise<LogPart> {
  const { fromByte = 0, maxBytes = 256 * 1024 } = options;
  checkBytes({ fromByte, maxBytes });
  if (!/^[\w-]{1,40}$/.test(id)) throw inputInvalid("readLog", [{ path: "id", message: "is not an id", value: id }]);
  const { signal } = contextOf(options);
  const secrets = secretLines(options.secrets ?? []);
  const found: { atByte: number; text: string }[] = [];
  let logBytes = 0;
  await converse({
    host,
    program: LOG_PROGRAM,
    words: [id, fromByte, maxBytes],
    signal,
    deadlineMs: DEADLINE_MS,
    onLine: (line) => {
      const logLine = readLogLine(line);
      if (logLine !== null) found.push(logLine);
      else if (/^log \d{1,15}$/.test(line)) logBytes = Number(line.slice("log ".length));
    },
  });
  const isLast = fromByte + maxBytes >= logBytes;
  // The last line of a part may go on in the next one; one that fills the whole part is told in pieces.
  const cut = !isLast && found.length > 1 ? found.pop() : undefined;
  return {
    lines: found.map(({ text }) => toldLine(text, secrets)),
    nextByte: isLast ? null : cut === undefined ? fromByte + maxBytes : fromByte + cut.atByte,
    logBytes,
  };
}

function checkBytes(numbers: Readonly<Record<string, number>>): void {
  for (const [path, value] of Object.entries(numbers)) {
    if (Number.isSafeInteger(value) && value >= 0) continue;
    throw inputInvalid("readLog", [{ path, message: "is not a number of bytes", value }]);
  }
}
