import { contextOf, type Gate, type Json, toJson, type Verdict } from "@signalbox/release-core";
import type { DatedDecision } from "../decision.js";
import { gateBlocked, gateTimedOut } from "../errors.js";
import type { PollAnswer } from "../engine-port.js";
import type { GateStep } from "../train.js";
import { counts, questionDigest, requestOf } from "./ask.js";
import { waiverIn } from "../skips.js";
import { plannedFor } from "./planned-for.js";
import { inputOf } from "./input-of.js";
import type { StepRun } from "./step-run.js";

interface Remembered {
  readonly verdict: Verdict;
  readonly sinceMs: number;
}

/** Looks until the gate passes, blocks, or a person waives it; one that the plan waives is not asked. Outcome: `{ verdict }` or `{ waiver }`. */
export async function runGate(run: StepRun<GateStep>): Promise<Json> {
  const { key, step, kinds, context, options, train } = run;
  const waived = waiverIn(plannedFor(run)?.bound ?? null);
  if (waived !== undefined)
    return context.step(key, async () => ({ waiver: { verdict: "waive", reason: waived, plan: run.plan.digest } }));
  const gate = kinds.gates[step.uses] as Gate;
  const input = inputOf(run, step.with);
  const approvers = train.approvers ?? [];

  const look = async (previous: Json): Promise<PollAnswer> => {
    const before = previous as unknown as Remembered | null;
    const verdict = await gate.check(input, { ...options, previous: before?.verdict });
    if (verdict.status === "pass") return { done: true, result: toJson({ verdict }) };
    const { reason } = verdict;
    if (verdict.status === "block") {
      throw gateBlocked(key, reason, verdict.hint, toJson({ evidence: verdict.evidence, approvers }));
    }
    const nowMs = contextOf(options).now().getTime();
    const sinceMs = before?.sinceMs ?? nowMs;
    const { timeoutMs = Infinity } = step;
    if (nowMs - sinceMs >= timeoutMs) throw gateTimedOut(key, reason, nowMs - sinceMs, approvers);
    const retryAfterMs = Math.min(verdict.retryAfterMs, sinceMs + timeoutMs - nowMs);
    contextOf(options).emit({ type: "waiting", kind: gate.kind, reason, untilMs: nowMs + retryAfterMs });
    return { done: false, retryAfterMs, reason, state: toJson({ verdict, sinceMs } satisfies Remembered) };
  };

  const request = requestOf(`${step.title ?? key} waits.`, {
    digest: questionDigest(context.runId, key),
    approvers,
    verdicts: ["waive"],
  });
  for (let round = 1; ; round += 1) {
    const end = await context.poll(round === 1 ? key : `${key}#${round}`, request as unknown as Json, look);
    if (end.by === "look") return end.value;
    const decision = end.value as unknown as DatedDecision;
    if (counts(decision, request)) return toJson({ waiver: decision });
  }
}
