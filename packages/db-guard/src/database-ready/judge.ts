import type { Verdict } from "@signalbox/release-core";
import type { DatabaseFinding } from "./finding.js";
import type { DatabaseReadyInput } from "./input.js";
import type { DatabaseState } from "./state.js";
import { findingsOf } from "./state-findings.js";

export interface DatabaseEvidence {
  readonly database: string;
  readonly user: string;
  readonly version: string;
  readonly connections: { readonly used: number; readonly limit: number };
  /** The worst first. */
  readonly findings: readonly DatabaseFinding[];
  /** ISO 8601: this machine's clock and the server's. */
  readonly checkedAt: string;
  readonly databaseTime: string;
}

/** Facts → verdict. Pure. */
export function judge(given: DatabaseReadyInput, state: DatabaseState, now: Date): Verdict<DatabaseEvidence> {
  const findings = findingsOf(state, given.thresholds);
  const { database, user, version, connections, databaseTime } = state.server;
  const evidence = { database, user, version, connections, findings, checkedAt: now.toISOString(), databaseTime };
  const stopping = findings.filter(
    ({ level }) => level === "block" || (level === "unknown" && given.unknown === "block"),
  );
  const passing = findings.filter(({ level }) => level === "wait");
  const [first] = stopping;
  if (first !== undefined)
    return { status: "block", reason: reasonOf(first, stopping.length), hint: first.hint, evidence };
  const [next] = passing;
  if (next !== undefined)
    return { status: "wait", reason: reasonOf(next, passing.length), retryAfterMs: given.retryAfterMs, evidence };
  const unseen = findings.filter(({ level }) => level === "unknown").length;
  const reason =
    unseen === 0
      ? `Nothing stands in the way on ${database}.`
      : `What ${user} may see of ${database} stands in nobody's way; ${unseen} of the questions stay unknown.`;
  return { status: "pass", reason, evidence };
}

const reasonOf = ({ message }: DatabaseFinding, count: number): string =>
  count === 1 ? message : `${message} And ${count - 1} more.`;
