import { isReleaseError, type Plan } from "@signalbox/release-core";
import { linkLines } from "./link-lines.js";
import { promotionLines, type PromotionFacts } from "./promotion-lines.js";
import { plain, type Style } from "./style.js";

/** A plan for people: what was seen, what would be written, why it cannot be, what to know. */
export function planText(plan: Plan, style: Style): string {
  const state =
    plan.problems.length > 0
      ? style.red("cannot be done")
      : plan.actions.length === 0
        ? style.green(waitingFor(plan) ?? "nothing to do")
        : style.yellow(`${plan.actions.length} to do`);
  return [
    `${style.bold(plan.target)}  ${state}`,
    ...promotionLines(plan.facts as PromotionFacts | null, style),
    ...linkLines(plan, style),
    ...plan.actions.map(({ summary }) => `  ${style.green("+")} ${plain(summary)}`),
    ...plan.problems.flatMap(({ message, hint, code }) => [
      `  ${style.red("✖")} ${plain(message)} ${style.dim(`[${code}]`)}`,
      `    ${style.yellow("hint:")} ${plain(hint)}`,
    ]),
    ...plan.warnings.map(({ message }) => `  ${style.yellow("!")} ${plain(message)}`),
    style.dim(`  digest ${plan.digest.slice(0, 12)}`),
  ].join("\n");
}

/** A review branch that holds what is wished and is not merged: done here, and not done. */
function waitingFor({ facts }: Plan): string | null {
  const { standing, review } = (facts ?? {}) as {
    readonly standing?: string;
    readonly review?: { readonly ref?: string };
  };
  const branch = review?.ref?.replace("refs/heads/", "");
  return standing === "awaiting" && branch !== undefined
    ? `nothing to do: ${branch} waits for its review and merge`
    : null;
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
