import { type CallOptions, contextOf, isReleaseError, realSleep, type Sleep } from "@signalbox/release-core";
import type { Host, Hosts } from "../ports.js";
import { sendFile } from "../store/send-file.js";
import { fileWords, type StoreFile } from "../store/store-file.js";
import { converse } from "./conversation.js";
import { hostLocked, hostUnclear, notStarted, outOfSight } from "./errors.js";
import { RUN_PROGRAM } from "./host-program/programs.js";
import { readLogLine, secretLines, toldLine } from "./log-line.js";
import { reportOf } from "./report.js";
import type { TransactionRequest, TransactionView } from "./transaction.js";
import { readReport } from "./view.js";
import { workOf } from "./work.js";

export interface TransactionOptions extends CallOptions {
  /** Put on the host before it begins, over the same channel; what is there is not sent again. */
  readonly files?: readonly StoreFile[] | undefined;
  /** Opens the host again when its link was lost; without it, the loss is thrown. */
  readonly hosts?: Hosts | undefined;
  /** Hears each line of its log, without escape codes and secrets. */
  readonly onLog?: ((line: string) => void) | undefined;
  /** Hears where it is. For people: a command may say the same in the log. */
  readonly onPhase?: ((phase: string) => void) | undefined;
  /** Hidden in what is heard. */
  readonly secrets?: readonly string[] | undefined;
  /** Follow it for so long, then answer `running`. Milliseconds; default: 15 minutes. */
  readonly patienceMs?: number | undefined;
  readonly sleep?: Sleep | undefined;
}

const PATIENCE_MS = 15 * 60_000;
/** For what comes before it begins: files on a slow line. */
const RECEIVING_MS = 60 * 60_000;
/** Between attempts to reach a host whose link was lost: half a minute in all. */
const PAUSES_MS = [0, 500, 1000, 2000, 4000, 8000, 15_000];

/**
 * Begins a transaction on the host, or follows the one of the same intent that is under way there, to its end. The
 * same request again does the same: its id names it. Aborting stops following, never the transaction.
 * @throws ReleaseError `ERR_HOST_LOCKED` (another one is under way), `ERR_TRANSACTION_OUT_OF_SIGHT` (the link was lost
 * and the host stays away), `ERR_TRANSACTION_NOT_STARTED`, `ERR_HOST_DISK`, `ERR_DIGEST_MISMATCH`, `ERR_HOST_DOWNLOAD`,
 * `ERR_INPUT_INVALID`, and what the host's connection throws
 */
export async function runTransaction(
  host: Host,
  request: TransactionRequest,
  options: TransactionOptions = {},
): Promise<TransactionView> {
  const { hosts, sleep = realSleep } = options;
  const { signal } = contextOf(options);
  const attend = attendant(request, options);
  let pauses = PAUSES_MS;
  let current = host;
  let isLost = false;
  for (;;) {
    let isOpen = !isLost;
    const before = attend.heard();
    try {
      if (isLost && hosts !== undefined) current = await hosts.open(host.name, { signal });
      isOpen = true;
      return await attend.follow(current);
    } catch (error) {
      // Whoever follows may be killed there like everybody else, and what is followed goes on.
      const isUnclear = isReleaseError(error) && error.code === "ERR_HOST_UNCLEAR" && attend.isBegun();
      const isAway = isReleaseError(error) && (error.code === "ERR_LINK_LOST" || (!isOpen && error.retryable));
      if ((!isAway && !isUnclear) || hosts === undefined) throw error;
      isLost = true;
      // Whoever was heard again is there: only staying away uses up the attempts.
      if (!isUnclear && attend.heard() > before) pauses = PAUSES_MS;
      const [pause, ...rest] = pauses;
      if (pause === undefined || attend.isPatienceOver()) throw outOfSight(host.name, request.id, error);
      pauses = rest;
      await sleep(pause, signal);
    }
  }
}

interface Attendant {
  follow(host: Host): Promise<TransactionView>;
  /** How many lines the host has said so far. */
  heard(): number;
  /** The host has said that it is under way. */
  isBegun(): boolean;
  isPatienceOver(): boolean;
}

/** Knows how much of the log was told already, over all links. */
function attendant(request: TransactionRequest, options: TransactionOptions): Attendant {
  const { files = [], onLog, onPhase, patienceMs = PATIENCE_MS } = options;
  const { signal, now } = contextOf(options);
  const work = Buffer.from(workOf(request));
  const fileArguments = files.flatMap(fileWords);
  const secrets = secretLines(options.secrets ?? []);
  const isHeard = onLog !== undefined || onPhase !== undefined;
  let toldByte = -1;
  let followed = request.id;
  let heard = 0;
  let untilMs: number | undefined;

  const tell = (line: string): void => {
    onLog?.(line);
    if (line.startsWith("==> ")) onPhase?.(line.slice("==> ".length));
  };

  return {
    heard: () => heard,
    isBegun: () => untilMs !== undefined,
    isPatienceOver: () => untilMs !== undefined && now().getTime() >= untilMs,
    async follow(host) {
      const firstByte = Math.max(toldByte, 0);
      const report = reportOf();
      let locked = false;
      let leaving: NodeJS.Timeout | undefined;
      try {
        await converse({
          host,
          program: RUN_PROGRAM,
          // From the second link on, it is that one and no other that is meant.
          words: [followed, request.intent, work.length, isHeard ? firstByte : "-", ...fileArguments],
          opening: work,
          signal,
          deadlineMs: RECEIVING_MS + patienceMs,
          onLine: async (line, say) => {
            heard += 1;
            const logLine = readLogLine(line);
            if (logLine !== null) {
              const atByte = firstByte + logLine.atByte;
              if (atByte <= toldByte) return;
              toldByte = atByte;
              return tell(toldLine(logLine.text, secrets));
            }
            const [word, rest = ""] = line.split(" ", 2);
            if (word === "need") return sendFile(rest, files, say);
            if (word === "locked") locked = true;
            if (word === "following") {
              if (rest !== followed) [followed, toldByte] = [rest, -1];
              untilMs ??= now().getTime() + patienceMs;
              leaving = setTimeout(() => say.end(), Math.max(0, untilMs - now().getTime()));
            }
            report.hear(line);
          },
        });
      } finally {
        clearTimeout(leaving);
      }
      const view = readReport(report.heard());
      if (view !== null) {
        if (locked) throw hostLocked(host.name, view);
        return view;
      }
      if (report.heard().end === "none") throw notStarted(host.name, request.id, report.heard().said);
      throw hostUnclear(host.name, "");
    },
  };
}
