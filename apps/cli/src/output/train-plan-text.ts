import type { PlannedStep, TrainPlan } from "@signalbox/release-train";
import { foldItems, labelOf } from "./fold-items.js";
import { count, plain, type Style } from "./style.js";

/** A whole-train plan for people. */
export function trainPlanText(plan: TrainPlan, style: Style): string {
  const actions = actionsOf(plan);
  const state =
    plan.problems.length > 0
      ? style.red(count(plan.problems.length, "problem"))
      : style.yellow(`${count(actions, "action")} known now`);
  return [
    `${style.bold(plan.train)}  ${state}`,
    ...foldItems(
      plan.steps.map((step) => toldBelow(step, plan)),
      ({ key }) => key,
      (step) => sameText(step, style),
    ).flatMap(({ first, label }, index) => stepText(first, { number: index + 1, label }, style)),
    ...plan.problems.flatMap(({ step, message, hint, code }) => [
      `${style.red("✖")} ${style.bold(step)}: ${plain(message)} ${style.dim(`[${code}]`)}`,
      `  ${style.yellow("hint:")} ${plain(hint)}`,
    ]),
    ...once(plan.warnings).map(
      ([message, steps]) => `${style.yellow("!")} ${style.bold(labelOf(steps))}: ${plain(message)}`,
    ),
    style.dim(`digest ${plan.digest}`),
  ].join("\n");
}

/** A gate that stands in the way says so only: why is told below, with what to do. */
const toldBelow = (step: PlannedStep, { problems }: TrainPlan): PlannedStep =>
  step.verdict?.status === "block" && problems.some((problem) => problem.step === step.key)
    ? { ...step, verdict: { ...step.verdict, reason: "" } }
    : step;

/** What several steps warn of is told once, with all their names. */
function once(warnings: TrainPlan["warnings"]): readonly (readonly [string, readonly string[]])[] {
  const steps = new Map<string, string[]>();
  for (const { step, message } of warnings) steps.set(message, [...(steps.get(message) ?? []), step]);
  return [...steps].map(([message, names]) => [message, [...new Set(names)]]);
}

export const actionsOf = (plan: TrainPlan): number =>
  plan.steps.reduce((sum, step) => sum + (step.plan?.actions.length ?? 0), 0);

/** What an item says; what is to be done there, or in the way, stands by itself. */
const sameText = (step: PlannedStep, style: Style): string | null =>
  (step.plan?.actions.length ?? 0) > 0 ? null : [step.title, ...detailOf(step, style)].join("\n");

function stepText(
  step: PlannedStep,
  { number, label }: { readonly number: number; readonly label: string },
  style: Style,
): readonly string[] {
  const title = step.title === step.key ? "" : `  ${plain(step.title)}`;
  const head = `${String(number).padStart(3)}. ${style.bold(label)}${title}`;
  return [head, ...detailOf(step, style).map((line) => `       ${line}`)];
}

function detailOf(step: PlannedStep, style: Style): readonly string[] {
  const skipped = (step.bound as { readonly skipped?: string } | null)?.skipped;
  if (skipped !== undefined) return [style.dim(`skipped: ${plain(skipped)}`)];
  if (step.status === "later") return [...waivedLine(step, style), style.dim(`known after ${step.after.join(", ")}`)];
  if (step.plan !== null) {
    if (step.plan.actions.length === 0 && step.plan.problems.length === 0) return [style.dim("nothing to do")];
    return step.plan.actions.map(({ summary }) => `${style.green("+")} ${plain(summary)}`);
  }
  if (step.verdict !== null) {
    const paint = { pass: style.green, wait: style.yellow, block: style.red }[step.verdict.status];
    const { reason } = step.verdict;
    return [...waivedLine(step, style), `${paint(step.verdict.status)}${reason === "" ? "" : `: ${plain(reason)}`}`];
  }
  return step.type === "approval" ? [style.yellow("a person decides")] : waivedLine(step, style);
}

function waivedLine({ bound }: PlannedStep, style: Style): readonly string[] {
  const { waived } = (bound ?? {}) as { readonly waived?: string };
  return waived === undefined ? [] : [style.yellow(`waived: ${plain(waived)}`)];
}
