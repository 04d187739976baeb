import { isReleaseError, type Plan } from "@signalbox/release-core";
import { entryLines } from "./entry-lines.js";
import { linkLines } from "./link-lines.js";
import { messageLines } from "./announce-lines.js";
import { trackLines } from "./play-lines.js";
import { promotionLines, type PromotionFacts } from "./promotion-lines.js";
import { plain, type Style } from "./style.js";
import { waitingFor } from "./waiting-for.js";

/** A plan for people: what was seen, what would be written, why it cannot be, what to know. */
export function planText(plan: Plan, style: Style): string {
  const waits = plan.actions.length === 0 && plan.problems.length === 0 ? waitingFor(plan) : null;
  const state =
    plan.problems.length > 0
      ? style.red("cannot be done")
      : plan.actions.length === 0
        ? style.green(waits === null ? "nothing to do" : `nothing to do: ${waits.text}`)
        : style.yellow(`${plan.actions.length} to do`);
  return [
    `${style.bold(plan.target)}  ${state}`,
    ...promotionLines(plan.facts as PromotionFacts | null, style),
    ...linkLines(plan, style),
    ...plan.actions.flatMap((action) => [
      `  ${style.green("+")} ${plain(action.summary)}`,
      ...trackLines(action, style),
      ...messageLines(action, style),
      ...entryLines(action, style),
    ]),
    ...plan.problems.flatMap(({ message, hint, code }) => [
      `  ${style.red("✖")} ${plain(message)} ${style.dim(`[${code}]`)}`,
      `    ${style.yellow("hint:")} ${plain(hint)}`,
    ]),
    ...plan.warnings.map(({ message }) => `  ${style.yellow("!")} ${plain(message)}`),
    ...(waits?.url === undefined ? [] : [`  ${style.yellow("see:")} ${waits.url}`]),
    style.dim(`  digest ${plan.digest.slice(0, 12)}`),
  ].join("\n");
}

/** What could not even be planned or applied. */
export function failureText(
  { repository, error }: { readonly repository: string; readonly error: unknown },
  style: Style,
): string {
  const { code, message, hint } = isReleaseError(error)
    ? error
    : { code: "ERR_UNEXPECTED", message: String(error), hint: "" };
  return `${style.bold(repository)}  ${style.red("error:")} ${message} ${style.dim(`[${code}]`)}\n  ${style.yellow("hint:")} ${hint}`;
}
