import type { ContainmentLine, ContainmentReport } from "./containment-report.js";
import { count, plain, table, type Style } from "./style.js";

/** The containment report for people. */
export function containmentText({ repositories }: ContainmentReport, style: Style): string {
  const missing = repositories.reduce((sum, line) => sum + line.missing.length, 0);
  const lacking = repositories.filter((line) => line.missing.length > 0).length;
  const broken = repositories.filter(({ error }) => error !== undefined).length;
  const unknown = repositories.filter((line) => line.engineLimits !== undefined && line.missing.length === 0).length;
  const judged = count(repositories.length - broken - unknown, "repository", "repositories");
  const summary =
    missing === 0
      ? `Nothing is missing in ${judged}.`
      : `${count(missing, "commit")} missing in ${lacking} of ${judged}.`;
  const open = unknown === 0 ? "" : ` ${unknown} cannot be judged without git.`;
  const rest = broken === 0 ? "" : ` ${broken} could not be read.`;
  return [...repositories.map((line) => lineText(line, style)), style.bold(summary + open + rest)].join("\n\n");
}

function lineText(
  { repository, earlier, later, missing, equivalent, warnings, engineLimits, error }: ContainmentLine,
  style: Style,
): string {
  const name = style.bold(plain(repository));
  if (earlier === null || later === null) {
    const { message = "", hint = "" } = (error ?? {}) as { readonly message?: string; readonly hint?: string };
    return `${name}  ${style.red("error:")} ${plain(message)}\n  ${style.yellow("hint:")} ${plain(hint)}`;
  }
  const state = stateText({ from: earlier.name, to: later.name, missing: missing.length, engineLimits }, style);
  const rows = missing.map(({ commit, date, author, subject }) => [
    style.cyan(commit.slice(0, 9)),
    date.slice(0, 10),
    plain(author),
    plain(subject),
  ]);
  return [
    `${name}  ${state}`,
    ...(rows.length === 0 ? [] : [table(rows, "  ")]),
    ...(equivalent.length === 0 ? [] : [style.dim(`  and has ${count(equivalent.length, "commit")} in another form`)]),
    ...warnings.map(({ message }) => `  ${style.yellow("!")} ${plain(message)}`),
  ].join("\n");
}

interface Judged {
  readonly from: string;
  readonly to: string;
  readonly missing: number;
  readonly engineLimits: readonly string[] | undefined;
}

function stateText({ from, to, missing, engineLimits }: Judged, style: Style): string {
  if (missing > 0) return style.red(`${to} lacks ${count(missing, "commit")} of ${from}`);
  if (engineLimits === undefined) return style.green(`${to} has every commit of ${from}`);
  return style.red(`whether ${to} has every commit of ${from} is not known: ${plain(engineLimits.join(" "))}`);
}
