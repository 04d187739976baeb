import { isReleaseError, type Plan } from "@signalbox/release-core";
import { linkLines } from "./link-lines.js";
import { type PinRow, pinLines } from "./pin-lines.js";
import { count, plain, table, type Style } from "./style.js";

/** A plan for people: what was seen, what would be written, why it cannot be, what to know. */
export function planText(plan: Plan, style: Style): string {
  const state =
    plan.problems.length > 0
      ? style.red("cannot be done")
      : plan.actions.length === 0
        ? style.green("nothing to do")
        : style.yellow(`${plan.actions.length} to do`);
  return [
    `${style.bold(plan.target)}  ${state}`,
    ...factLines(plan.facts as PromotionFacts | null, style),
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

/** What a promotion or a bump sees, as far as a plan has it. */
interface PromotionFacts {
  readonly changes?: readonly {
    readonly commit: string;
    readonly subject: string;
    readonly author: string;
    readonly date: string;
  }[];
  readonly alreadyContained?: readonly unknown[];
  readonly pins?: readonly PinRow[];
  readonly standing?: string;
  readonly review?: { readonly ref: string } | null;
}

function factLines(facts: PromotionFacts | null, style: Style): readonly string[] {
  const { changes = [], alreadyContained = [], pins = [], standing, review } = facts ?? {};
  const rows = changes.map(({ commit, date, author, subject }) => [
    style.cyan(commit.slice(0, 9)),
    date.slice(0, 10),
    plain(author),
    plain(subject),
  ]);
  return [
    ...(rows.length === 0 ? [] : [table(rows, "    ")]),
    ...(alreadyContained.length === 0
      ? []
      : [style.dim(`    and ${count(alreadyContained.length, "change")} that the target has already`)]),
    ...pinLines(pins, style),
    ...(standing === "awaiting"
      ? [style.yellow(`    ${review?.ref.replace("refs/heads/", "") ?? "the review branch"} waits to be merged`)]
      : []),
  ];
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
