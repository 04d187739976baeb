import { type CallOptions, contextOf, inputInvalid } from "@signalbox/release-core";
import type { Host } from "../ports.js";
import { converse } from "../transaction/conversation.js";
import { FOLLOW_LOG_PROGRAM } from "../transaction/host-program/programs.js";
import { readLogLine, secretLines, toldLine } from "../transaction/log-line.js";

export interface FollowLogOptions extends CallOptions {
  /** Hears each line, without escape codes and secrets. */
  readonly onLog: (line: string) => void;
  /** Begin with so many of the last lines. Default: 0, what is written from now on. */
  readonly lastLines?: number | undefined;
  /** Hidden in the lines. */
  readonly secrets?: readonly string[] | undefined;
  /** Hear no more than so many lines; the rest is counted. Default: 10,000. */
  readonly maxLines?: number | undefined;
  /** End by itself after so many milliseconds. Default: 1 hour. */
  readonly forMs?: number | undefined;
  /** Resolve as soon as a line is like this. */
  readonly until?: RegExp | undefined;
}

export interface FollowedLog {
  readonly lines: number;
  /** Lines that came after `maxLines`. */
  readonly dropped: number;
  /** `until` was seen. */
  readonly isFound: boolean;
}

const HOUR_MS = 3_600_000;
const MOST_LINES = 10_000;

/**
 * Hears a log file of a host while something is done there; by name, so through rotation and before it exists. It ends
 * with `forMs`, `until` or the signal, and leaves no process on the host; the signal's end is no error.
 * @throws ReleaseError `ERR_INPUT_INVALID`, and what the host's connection throws
 */
export async function followLog(host: Host, path: string, options: FollowLogOptions): Promise<FollowedLog> {
  const { onLog, lastLines = 0, maxLines = MOST_LINES, forMs = HOUR_MS, until } = options;
  if (!path.startsWith("/") || path.includes("\0"))
    throw inputInvalid("followLog", [{ path: "path", message: "is not a path from the root", value: path }]);
  if (!Number.isInteger(lastLines) || lastLines < 0 || lastLines > MOST_LINES)
    throw inputInvalid("followLog", [{ path: "lastLines", message: "is not from 0 to 10000", value: lastLines }]);
  const { signal } = contextOf(options);
  const secrets = secretLines(options.secrets ?? []);
  let lines = 0;
  let isFound = false;
  let leave = (): void => undefined;
  const timer = setTimeout(() => leave(), forMs);
  const onAbort = (): void => leave();
  signal.addEventListener("abort", onAbort, { once: true });
  try {
    await converse({
      host,
      program: FOLLOW_LOG_PROGRAM,
      words: [path, lastLines, Math.ceil(forMs / 1000) + 60],
      signal: new AbortController().signal,
      deadlineMs: forMs + 60_000,
      onStart: (say) => {
        leave = () => say.end();
        if (signal.aborted) leave();
      },
      onLine: (line) => {
        const logLine = readLogLine(line);
        if (logLine === null || isFound) return;
        lines += 1;
        const told = toldLine(logLine.text, secrets);
        if (lines <= maxLines) onLog(told);
        if (until === undefined || told.search(until) < 0) return;
        isFound = true;
        leave();
      },
    });
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", onAbort);
  }
  return { lines: Math.min(lines, maxLines), dropped: Math.max(0, lines - maxLines), isFound };
}
