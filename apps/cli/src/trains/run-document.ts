import type { Json } from "@signalbox/release-core";
import {
  topicOf,
  type Decision,
  type DecisionRequest,
  type RunRecord,
  type TrainPlan,
  type WaitRecord,
} from "@signalbox/release-train";

import type { ClosingReport } from "./closing-report.js";

/** A step of a run, as scripts get it. */
export interface RunStep {
  readonly step: string;
  readonly title: string;
  readonly type: string | null;
  readonly status: "open" | "running" | "waiting" | "finished" | "failed" | "skipped";
  readonly startedAt: string | null;
  readonly endedAt: string | null;
  readonly attempts: number;
  /** `{ code, message, hint, details }` of a failed step. */
  readonly error: Json;
}

/** What a run waits for. */
export interface RunWait {
  readonly step: string;
  /** `time`: until a moment; `gate`: until a condition holds; `approval`: for a person. */
  readonly kind: "time" | "gate" | "approval";
  readonly since: string;
  readonly until: string | null;
  readonly reason: string;
  /** Empty: anybody. */
  readonly approvers: readonly string[];
  /** What is still to be signed. */
  readonly items: Json;
  readonly digest: string | null;
  /** What people have said to it since; the run hears it when it goes on. */
  readonly decisions: readonly UnheardDecision[];
  /** `ERR_PLAN_STALE` with the difference, when a plan has to be approved again. */
  readonly error: Json;
}

/** A decision that the run has not taken up yet. */
export interface UnheardDecision {
  readonly verdict: Decision["verdict"];
  readonly by: string;
  readonly at: string;
  /** Ids of the items that it is about; null: all of them. */
  readonly items: readonly string[] | null;
}

/** A run, as `run`, `resume`, `status` and `log` print it with `--json`. */
export interface RunDocument {
  readonly format: 1;
  readonly run: string;
  readonly train: string;
  readonly status: RunRecord["status"];
  readonly startedAt: string;
  readonly updatedAt: string;
  /** Who drives it now. */
  readonly owner: Json;
  readonly steps: readonly RunStep[];
  readonly waits: readonly RunWait[];
  readonly error: Json;
}

interface RunInput {
  readonly train?: string;
  readonly plan?: TrainPlan;
}

/** The closing report of a run that has one, null before. */
export function reportOf(record: RunRecord): ClosingReport | null {
  const step = planOf(record)?.steps.find(({ uses }) => uses === "report");
  const done = record.steps.find(({ key, status }) => key === step?.key && status === "finished");
  return done === undefined ? null : (done.result as unknown as ClosingReport);
}

export const planOf = ({ input }: RunRecord): TrainPlan | null => (input as RunInput | null)?.plan ?? null;

/** Joins what is planned with what happened: planned steps in their order, then what became known later. Pure. */
export function runDocument(record: RunRecord): RunDocument {
  const { runId, status, startedAt, updatedAt, owner, error } = record;
  const waits = record.waits.map((wait) => waitOf(wait, record.signals));
  return {
    format: 1,
    run: runId,
    train: (record.input as RunInput | null)?.train ?? "",
    status,
    startedAt,
    updatedAt,
    owner,
    steps: stepsOf(record, new Set(waits.map(({ step }) => step))),
    waits,
    error,
  };
}

function stepsOf(record: RunRecord, waiting: ReadonlySet<string>): readonly RunStep[] {
  const planned = planOf(record)?.steps ?? [];
  const started = record.steps.map(({ key }) => topicOf(key));
  const keys = [...new Set([...planned.map(({ key }) => key), ...started, ...waiting])];
  const expanded = (key: string): boolean =>
    !started.includes(key) && started.some((other) => other.startsWith(`${key}[`));
  const hasBegun = (key: string): boolean => started.includes(key) || waiting.has(key);
  /** The second look before the first write is worth telling only while it runs and when it failed. */
  const isQuiet = (key: string): boolean =>
    key === "preflight" && record.steps.some((step) => step.key === key && step.status === "finished");
  return keys
    .filter((key) => !expanded(key) && !isQuiet(key))
    .map((key) => {
      const plan = planned.find((step) => step.key === key);
      const last = record.steps.filter((step) => topicOf(step.key) === key).at(-1);
      const signed =
        last === undefined && !waiting.has(key)
          ? record.signals.filter((signal) => signal.taken && topicOf(signal.key) === key).at(-1)
          : undefined;
      const id = plan?.id ?? key;
      const isNeeded = planned.some(
        ({ needs, key: other }) => (needs.includes(id) || needs.includes(`${id}[]`)) && hasBegun(other),
      );
      const decided = signed === undefined ? null : decisionOf(signed.body, isNeeded || record.status === "finished");
      const isSkipped = typeof (plan?.bound as { skipped?: Json } | null)?.skipped === "string";
      return {
        step: key,
        title: plan?.title ?? key,
        type: plan?.type ?? null,
        status: waiting.has(key) ? "waiting" : isSkipped ? "skipped" : (decided?.status ?? last?.status ?? "open"),
        startedAt: last?.startedAt ?? null,
        endedAt: last?.endedAt ?? signed?.at ?? null,
        attempts: last?.attempts ?? 0,
        error: last?.error ?? decided?.error ?? null,
      };
    });
}

/** What the last decision on an approval made of it. One that signed some items only is not the end of it. */
function decisionOf(body: Json, wentOn: boolean): Pick<RunStep, "status" | "error"> {
  const { verdict, by, reason, items } = body as unknown as Partial<Decision>;
  if (verdict === "reject") {
    const message = `Rejected by ${by?.as ?? "somebody"}: ${reason ?? ""}`;
    return { status: "failed", error: { code: "ERR_APPROVAL_REJECTED", message } };
  }
  return { status: items === undefined || wentOn ? "finished" : "open", error: null };
}

function waitOf({ key, kind, since, until, reason, request }: WaitRecord, signals: RunRecord["signals"]): RunWait {
  const asked = request as Partial<DecisionRequest> | null;
  const isGate = kind === "time" && asked !== null;
  return {
    step: topicOf(key),
    kind: kind === "signal" ? "approval" : isGate ? "gate" : "time",
    since,
    until,
    reason: reason === "" ? (asked?.question ?? "") : reason,
    approvers: asked?.approvers ?? [],
    items: asked?.items ?? [],
    digest: asked?.digest ?? null,
    decisions: signals.filter((signal) => !signal.taken && topicOf(signal.key) === topicOf(key)).map(unheard),
    error: asked?.error ?? null,
  };
}

function unheard({ at, body }: RunRecord["signals"][number]): UnheardDecision {
  const { verdict, by, items } = body as unknown as Decision;
  return { verdict, by: by.as, at, items: items ?? null };
}
