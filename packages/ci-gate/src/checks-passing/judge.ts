import type { Check } from "@signalbox/github";
import type { Verdict } from "@signalbox/release-core";
import type { ChecksFacts } from "./checks-passing.js";
import { chooseChecks, titleOf } from "./choose-checks.js";
import type { CheckLine, ChecksEvidence } from "./evidence.js";
import type { ChecksInput } from "./input.js";
import { newestAttempts, outcomeOf } from "./newest-attempts.js";

/** Facts → verdict. Pure; `previous` keeps since when something is missing. */
export function judge(
  given: ChecksInput,
  facts: ChecksFacts,
  now: Date,
  previous?: Verdict<ChecksEvidence>,
): Verdict<ChecksEvidence> {
  const required = facts.required === null || facts.required === "no-branch" ? null : facts.required;
  const { counted, ignored, missing } = chooseChecks(given, newestAttempts(facts.checks), required?.checks ?? []);
  const failed = linesOf(counted, "failed");
  const running = linesOf(counted, "running");
  const nothing = counted.length === 0 && !given.allowNone;
  const isMissing = missing.length > 0 || nothing;
  const evidence: ChecksEvidence = {
    commit: facts.commit,
    branch: given.branch ?? null,
    failed,
    running,
    missing,
    passed: counted.length - failed.length - running.length,
    ignored: ignored.map(titleOf),
    unreadable: required?.status === "unreadable" ? required.reason : null,
    missingSince: isMissing ? (previous?.evidence.missingSince ?? now.toISOString()) : null,
  };
  if (given.commit === null) {
    const nothingMissing = { ...evidence, missing: [], missingSince: null };
    return { status: "pass", reason: "There is no commit to check.", evidence: nothingMissing };
  }
  if (facts.commit === null || facts.required === "no-branch") return unknown(given, facts, evidence);

  const commit = facts.commit.slice(0, 10);
  if (failed.length > 0) return failing(commit, evidence);
  if (running.length > 0) {
    const reason = `${count(running.length, "check")} of ${commit} ${running.length === 1 ? "is" : "are"} not over: ${running.map(runningLine).join(", ")}${missing.length === 0 ? "" : `; still to appear: ${missing.join(", ")}`}.`;
    return { status: "wait", reason, retryAfterMs: given.pollMs, evidence };
  }
  if (evidence.unreadable !== null && (given.required ?? []).length === 0) {
    return {
      status: "block",
      reason: `What ${given.branch ?? "the branch"} requires cannot be read: ${evidence.unreadable}`,
      hint: "Name the checks with `required`, or use a token that may read the branch's protection.",
      evidence,
    };
  }
  if (isMissing) return absent(given, commit, evidence, now);
  const passed =
    counted.length === 0
      ? `${commit} has no checks, which is allowed`
      : `${count(evidence.passed, "check")} of ${commit} passed`;
  return { status: "pass", reason: `${passed}.`, evidence };
}

function unknown(given: ChecksInput, facts: ChecksFacts, evidence: ChecksEvidence): Verdict<ChecksEvidence> {
  const branchGone = facts.required === "no-branch" || given.commit === undefined;
  return {
    status: "block",
    reason: branchGone
      ? `${given.repository} has no branch ${given.branch ?? ""}.`
      : `${given.repository} has no commit ${(given.commit ?? "").slice(0, 10)}.`,
    hint: !branchGone
      ? "Push it first, and check that it is of this repository."
      : /^[0-9a-f]{7,39}$/.test(given.branch ?? "")
        ? "Check its spelling; a commit is named by all 40 digits of its id."
        : "Check its spelling.",
    evidence,
  };
}

function failing(commit: string, evidence: ChecksEvidence): Verdict<ChecksEvidence> {
  const { failed } = evidence;
  const stale = failed.every(({ state }) => state === "stale");
  const asks = failed.some(({ state }) => state === "action_required");
  const urls = failed.map(({ url }) => url).filter((url) => url !== null);
  const act = asks
    ? "Do what it asks for"
    : stale
      ? "GitHub gave up on it: run it again"
      : "Mend it and push, or run it again when it failed by chance";
  return {
    status: "block",
    reason: `${count(failed.length, "check")} of ${commit} did not pass: ${failed.map(({ name, state }) => `${name} (${wordOf(state)})`).join(", ")}.`,
    hint: urls.length === 0 ? `${act}.` : `${act} (${urls.slice(0, 3).join(" ")}).`,
    evidence,
  };
}

function absent(given: ChecksInput, commit: string, evidence: ChecksEvidence, now: Date): Verdict<ChecksEvidence> {
  const { missing, ignored } = evidence;
  const since = Date.parse(evidence.missingSince ?? now.toISOString());
  const leftMs = since + given.deadlineMs - now.getTime();
  const what =
    missing.length > 0
      ? `${commit} still lacks ${missing.join(", ")}`
      : `${commit} has no checks ${ignored.length > 0 ? "that count" : "at all"}`;
  if (leftMs > 0) {
    const retryAfterMs = Math.max(100, Math.min(given.pollMs, leftMs));
    return { status: "wait", reason: missing.length > 0 ? `${what}.` : `${what} yet.`, retryAfterMs, evidence };
  }
  return {
    status: "block",
    reason: `${what}: no workflow produced ${missing.length === 0 ? "any" : missing.length === 1 ? "it" : "them"} within ${duration(given.deadlineMs)}.`,
    hint:
      missing.length === 0
        ? "Look whether CI is on for this branch; `allowNone` lets a repository without CI pass."
        : "Was its job renamed, or filtered out for this branch? Correct the name where it is required, or run its workflow.",
    evidence,
  };
}

const linesOf = (checks: readonly Check[], outcome: string): readonly CheckLine[] =>
  checks
    .filter(({ state }) => outcomeOf(state) === outcome)
    .map((check) => ({
      name: titleOf(check),
      app: check.app,
      state: check.state,
      since: outcome === "running" ? check.startedAt : (check.completedAt ?? check.startedAt),
      url: check.url,
    }));

const runningLine = ({ name, state, since }: CheckLine): string =>
  `${name} (${wordOf(state)}${since === null ? "" : ` since ${since}`})`;

const wordOf = (state: string): string => state.replaceAll("_", " ");

const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? "" : "s"}`;

const duration = (ms: number): string =>
  ms < 60_000 ? `${Math.round(ms / 1000)} s` : `${Math.round(ms / 60_000)} min`;
