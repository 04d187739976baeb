import type { ContainmentLine, ContainmentReport } from "./containment-report.js";
import { count, plain, table, type Style } from "./style.js";

/** The containment report for people. */
export function containmentText({ repositories }: ContainmentReport, style: Style): string {
  const missing = repositories.reduce((sum, line) => sum + line.missing.length, 0);
  const lacking = repositories.filter((line) => line.missing.length > 0).length;
  const broken = repositories.filter(({ error }) => error !== undefined).length;
  const summary =
    missing === 0
      ? `Nothing is missing in ${count(repositories.length - broken, "repository", "repositories")}.`
      : `${count(missing, "commit")} missing in ${lacking} of ${count(repositories.length - broken, "repository", "repositories")}.`;
  const rest = broken === 0 ? "" : ` ${broken} could not be read.`;
  return [...repositories.map((line) => lineText(line, style)), style.bold(summary + rest)].join("\n\n");
}

function lineText(
  { repository, earlier, later, missing, equivalent, warnings, error }: ContainmentLine,
  style: Style,
): string {
  const name = style.bold(plain(repository));
  if (earlier === null || later === null) {
    const { message = "", hint = "" } = (error ?? {}) as { readonly message?: string; readonly hint?: string };
    return `${name}  ${style.red("error:")} ${plain(message)}\n  ${style.yellow("hint:")} ${plain(hint)}`;
  }
  const state =
    missing.length === 0
      ? style.green(`${later.name} has every commit of ${earlier.name}`)
      : style.red(`${later.name} lacks ${count(missing.length, "commit")} of ${earlier.name}`);
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
