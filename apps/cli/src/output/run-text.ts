import { planOf, type RunDocument, type RunStep, type RunWait } from "../trains/run-document.js";
import { age, plain, table, type Style } from "./style.js";

export { planOf };

const MARKS = { open: "·", running: "◐", waiting: "⏸", finished: "✔", failed: "✖", skipped: "↷" } as const;

/** The steps of a run, one line each. */
export function stepTable(run: RunDocument, style: Style, nowMs: number): string {
  const paint = {
    open: style.dim,
    running: style.cyan,
    waiting: style.yellow,
    finished: style.green,
    failed: style.red,
    skipped: style.dim,
  };
  return table(
    run.steps.map((step) => [
      paint[step.status](MARKS[step.status]),
      step.status === "open" ? style.dim(step.step) : style.bold(step.step),
      plain(step.title === step.step ? "" : step.title),
      style.dim(timeOf(step, run.waits, nowMs)),
      paint[step.status](noteOf(step, run.waits)),
    ]),
    "  ",
  );
}

function timeOf(step: RunStep, waits: readonly RunWait[], nowMs: number): string {
  const wait = waits.find((line) => line.step === step.step);
  if (wait !== undefined) return `for ${age(nowMs - Date.parse(wait.since))}`;
  if (step.startedAt === null) return "";
  return age((step.endedAt === null ? nowMs : Date.parse(step.endedAt)) - Date.parse(step.startedAt));
}

function noteOf(step: RunStep, waits: readonly RunWait[]): string {
  const wait = waits.find((line) => line.step === step.step);
  if (wait !== undefined) return plain(waitText(wait));
  if (step.status === "failed") return plain((step.error as { readonly message?: string } | null)?.message ?? "failed");
  return step.status === "finished" && step.attempts > 1 ? `attempt ${step.attempts}` : "";
}

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
  return [`${style.bold(run.run)}  ${state(run.status)}`, stepTable(run, style, nowMs), ...nextSteps(run, style)].join(
    "\n",
  );
}

function nextSteps(run: RunDocument, style: Style): readonly string[] {
  const lines = run.waits.flatMap((wait) => {
    if (wait.kind !== "approval") return [];
    const items = (wait.items as readonly { id?: string; summary?: string; ask?: string }[]).map((item) => [
      style.cyan(item.id ?? ""),
      plain(item.summary ?? ""),
      item.ask === undefined ? "" : style.dim(`ask ${plain(item.ask)}`),
    ]);
    return [
      "",
      `${style.bold(wait.step)}: ${plain(wait.reason)}`,
      ...staleLines(wait, style),
      ...(items.length === 0 ? [] : [table(items, "  ")]),
      `  ${style.yellow("next:")} signalbox approve ${run.run} ${wait.step} --as <who>${items.length > 1 ? " [--item <id>…]" : ""}`,
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
