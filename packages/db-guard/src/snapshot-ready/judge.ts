import type { Verdict } from "@signalbox/release-core";
import { ageText } from "../snapshots/age-text.js";
import { noDatabase } from "../snapshots/errors.js";
import { ageOf, takenAtOf } from "../snapshots/own-tags.js";
import { isUnderWay } from "../snapshots/under-way.js";
import { checksOf } from "./checks.js";
import type { ReadyEvidence, ReadyFacts, ReadyInput } from "./snapshot-ready.js";

/** Facts → verdict. Pure. */
export function judge(given: ReadyInput, { subject, snapshot, source }: ReadyFacts, now: Date): Verdict<ReadyEvidence> {
  const empty = { snapshot: null, status: null, percent: null, takenAt: null, ageMs: null, checks: [] };
  if (subject === null) {
    const { message: reason, hint } = noDatabase(given.database);
    return { status: "block", reason, hint, evidence: { database: given.database, ...empty } };
  }
  if (snapshot === null)
    return {
      status: "block",
      reason: `${subject.id} has ${given.snapshot === null ? "no snapshot of ours" : `no snapshot ${given.snapshot}`}.`,
      hint: `Make one: \`signalbox snapshot copy ${subject.id}\`, or \`snapshot create\` for one of this moment.`,
      evidence: { database: subject.id, ...empty },
    };
  const { id, status, percent } = snapshot;
  const ageMs = ageOf(snapshot, now);
  const checks = checksOf(given, snapshot, { subject, source }, now);
  const evidence = { database: subject.id, snapshot: id, status, percent, takenAt: takenAtOf(snapshot), ageMs, checks };
  if (snapshot.subject.id !== subject.id)
    return {
      status: "block",
      reason: `${id} is a snapshot of ${snapshot.subject.id}, and not of ${subject.id}.`,
      hint: "Look at the names.",
      evidence,
    };
  // Some of it is known only when it is there; what is wrong for certain should not be waited for.
  const failed = checks.filter(({ check, passes }) => !passes && !(isUnderWay(snapshot) && check === "status"));
  const isWaiting = isUnderWay(snapshot) && failed.every(({ check }) => check === "restore" || check === "age");
  if (isWaiting && (ageMs === null || ageMs <= given.maxAgeMs))
    return { status: "wait", reason: `${id} is ${status}, ${percent ?? 0} %.`, retryAfterMs: given.pollMs, evidence };
  if (failed.length > 0)
    return {
      status: "block",
      reason: `${id}: ${failed.map(({ check, found, expected }) => `${check} ${found}, expected ${expected}`).join("; ")}.`,
      hint: hintFor(failed.map(({ check }) => check)),
      evidence,
    };
  const age = ageMs === null ? "at an unknown time" : `${ageText(ageMs)} ago`;
  return { status: "pass", reason: `${id} is available and whole; it was taken ${age}.`, evidence };
}

function hintFor(failed: readonly string[]): string {
  if (failed.includes("status")) return "See the events of RDS, and make another one.";
  if (failed.includes("age")) return "Make a new one: `signalbox snapshot create`.";
  if (failed.includes("restore")) return "Try a restore: the operation `restore-drill`.";
  return "Look at the snapshot and its source in RDS before you trust it.";
}
