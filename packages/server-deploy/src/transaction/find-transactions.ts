import { type CallOptions, contextOf, inputInvalid } from "@signalbox/release-core";
import type { Host } from "../ports.js";
import { converse } from "./conversation.js";
import { FIND_PROGRAM } from "./host-program/programs.js";
import { reportOf } from "./report.js";
import type { TransactionView } from "./transaction.js";
import { readReport } from "./view.js";

export interface FindOptions extends CallOptions {
  /** So many of the newest. Default: 50, which is what a host keeps. */
  readonly limit?: number | undefined;
}

const DEADLINE_MS = 60_000;

/**
 * The transactions of a host, the newest first: what is under way, and what became of others.
 * @throws ReleaseError `ERR_HOST_FOLDER`, `ERR_HOST_UNCLEAR`, and what the host's connection throws
 */
export async function findTransactions(host: Host, options: FindOptions = {}): Promise<readonly TransactionView[]> {
  const { limit = 50 } = options;
  if (!Number.isInteger(limit) || limit < 1)
    throw inputInvalid("findTransactions", [
      { path: "limit", message: "is not a number of transactions", value: limit },
    ]);
  const { signal } = contextOf(options);
  const found: TransactionView[] = [];
  let report = reportOf();
  await converse({
    host,
    program: FIND_PROGRAM,
    words: [limit],
    signal,
    deadlineMs: DEADLINE_MS,
    onLine: (line) => {
      report.hear(line);
      if (!line.startsWith("end ")) return;
      const view = readReport(report.heard());
      if (view !== null) found.push(view);
      report = reportOf();
    },
  });
  return found.reverse();
}
