import type { RunDocument, RunStep, RunWait } from "../trains/run-document.js";
import { decisionLines, isAnswered, stillOpen } from "./decision-lines.js";
import { foldItems } from "./fold-items.js";
import { age, clip, plain, table, type Style } from "./style.js";

/** More of what a gate waits for is told below the steps. */
const MOST = 60;

const MARKS = { open: "·", running: "◐", waiting: "⏸", finished: "✔", failed: "✖", skipped: "↷" } as const;

/** The steps of a run that have begun, one line each, and in one line those to come. */
export function stepTable(run: RunDocument, style: Style, nowMs: number): string {
  const paint = {
    open: style.dim,
    running: style.cyan,
    waiting: style.yellow,
    finished: style.green,
    failed: style.red,
    skipped: style.dim,
  };
  const begun = run.steps.filter(({ status }) => status !== "open");
  const same = (step: RunStep): string | null =>
    step.status === "failed" ? null : `${step.status} ${step.title} ${noteOf(step, run.waits)}`;
  const rows = foldItems(begun, ({ step }) => step, same).map(({ first, label, items }) => [
    paint[first.status](MARKS[first.status]),
    style.bold(label),
    plain(first.title === first.step ? "" : first.title),
    style.dim(timeOf(spanOf(first, items), run.waits, nowMs)),
    paint[first.status](noteOf(first, run.waits)),
  ]);
  const open = run.steps.filter(({ status }) => status === "open").map(({ step }) => step);
  return [
    ...(rows.length === 0 ? [] : [table(rows, "  ")]),
    ...(open.length === 0 ? [] : [style.dim(`  ${MARKS.open}  then ${folded(open).join(", ")}`)]),
  ].join("\n");
}

/** The items of a step as one, from the first beginning to the last end. */
function spanOf(first: RunStep, items: readonly RunStep[]): RunStep {
  const starts = items.flatMap(({ startedAt }) => startedAt ?? []);
  const ends = items.flatMap(({ endedAt }) => endedAt ?? []);
  return {
    ...first,
    startedAt: starts.sort()[0] ?? null,
    endedAt: ends.length < items.length ? null : (ends.sort().at(-1) ?? null),
  };
}

/** `tag[api], tag[web]` → `tag (2)`. */
function folded(keys: readonly string[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key.replace(/\[.*\]$/, ""), (counts.get(key.replace(/\[.*\]$/, "")) ?? 0) + 1);
  return [...counts].map(([id, number]) => (number === 1 ? id : `${id} (${number})`));
}

function timeOf(step: RunStep, waits: readonly RunWait[], nowMs: number): string {
  const wait = waits.find((line) => line.step === step.step);
  if (wait !== undefined) return `for ${age(nowMs - Date.parse(wait.since))}`;
  if (step.startedAt === null) return "";
  return age((step.endedAt === null ? nowMs : Date.parse(step.endedAt)) - Date.parse(step.startedAt));
}

function noteOf(step: RunStep, waits: readonly RunWait[]): string {
  const wait = waits.find((line) => line.step === step.step);
  if (wait !== undefined) return wait.kind === "approval" ? shortAsk(wait) : clip(plain(waitText(wait)), MOST);
  if (step.status === "failed") return plain((step.error as { readonly message?: string } | null)?.message ?? "failed");
  return step.status === "finished" && step.attempts > 1 ? `attempt ${step.attempts}` : "";
}

const shortAsk = ({ items }: RunWait): string =>
  Array.isArray(items) && items.length > 0 ? `${items.length} to sign` : "waits for a decision";

/** What is waited for, and by whom. */
export function waitText({ kind, reason, approvers, until, items }: RunWait): string {
  const whom = kind !== "approval" ? "" : approvers.length === 0 ? " (anybody)" : ` (${approvers.join(", ")})`;
  const left = Array.isArray(items) && items.length > 0 ? ` ${items.length} to sign.` : "";
  const when = kind === "time" && until !== null ? ` until ${until}` : "";
  return `${reason}${when}${left}${whom}`;
}

/** Where a run stands and what to do next. */
export function runText(run: RunDocument, style: Style, nowMs: number): string {
  const state = {
    running: style.cyan,
    waiting: style.yellow,
    failed: style.red,
    finished: style.green,
    aborted: style.dim,
  }[run.status];
  return [
    `${style.bold(run.run)}  ${state(statusText(run))}`,
    stepTable(run, style, nowMs),
    ...nextSteps(run, style, nowMs),
    ...(isInterrupted(run) ? ["", `  ${style.yellow("next:")} signalbox resume ${run.run}`] : []),
  ].join("\n");
}

/** A run that nobody drives although it neither ended nor waits: it was stopped or killed. */
export const isInterrupted = ({ status, owner }: Pick<RunDocument, "status" | "owner">): boolean =>
  status === "running" && owner === null;

export const statusText = (run: Pick<RunDocument, "status" | "owner">): string =>
  isInterrupted(run) ? "interrupted" : run.status;

function nextSteps(run: RunDocument, style: Style, nowMs: number): readonly string[] {
  const lines = run.waits.flatMap((wait) => {
    if (wait.kind !== "approval") return [];
    const open = stillOpen(wait);
    const items = (wait.items as readonly { id?: string; summary?: string; ask?: string }[])
      .filter(({ id }) => open.has(id ?? ""))
      .map((item) => [
        style.cyan(item.id ?? ""),
        plain(item.summary ?? ""),
        item.ask === undefined ? "" : style.dim(`ask ${plain(item.ask)}`),
      ]);
    return [
      "",
      `${style.bold(wait.step)}: ${plain(wait.reason)}${style.dim(wait.approvers.length === 0 ? "" : ` (${wait.approvers.join(", ")})`)}`,
      ...staleLines(wait, style),
      ...(items.length === 0 ? [] : [table(items, "  ")]),
      ...decisionLines(wait, nowMs).map((line) => `  ${line}`),
      isAnswered(wait)
        ? `  ${style.yellow("next:")} signalbox resume ${run.run}`
        : `  ${style.yellow("next:")} signalbox approve ${run.run} ${wait.step} --as <who>${items.length > 1 ? " [--item <id>…]" : ""}`,
    ];
  });
  const gates = run.waits.filter(({ kind }) => kind !== "approval");
  if (gates.length > 0)
    lines.push(
      "",
      ...gates.map((wait) => `${style.bold(wait.step)}: ${plain(waitText(wait))}`),
      `  ${style.yellow("next:")} signalbox resume ${run.run}`,
    );
  return lines;
}

/** The difference between what was approved and what is there now. */
function staleLines({ error }: RunWait, style: Style): readonly string[] {
  const stale = error as { readonly code?: string; readonly details?: { readonly difference?: Difference } } | null;
  if (stale?.code !== "ERR_PLAN_STALE") return [];
  return differenceLines(stale.details?.difference ?? { added: [], removed: [] }, style);
}

export interface Difference {
  readonly added: readonly { readonly summary: string; readonly oid?: string }[];
  readonly removed: readonly { readonly summary: string; readonly oid?: string }[];
}

export function differenceLines({ added, removed }: Difference, style: Style): readonly string[] {
  const line = ({ summary, oid }: Difference["added"][number]): string =>
    `${plain(summary)}${oid === undefined ? "" : ` (${oid.slice(0, 10)})`}`;
  return [
    ...removed.map((action) => style.red(`  - approved: ${line(action)}`)),
    ...added.map((action) => style.green(`  + now:      ${line(action)}`)),
  ];
}
