import type { ComponentReport, UnreleasedReport } from "@signalbox/release-notes";
import { count, plain, table, type Style } from "./style.js";

/** The unreleased report for people. */
export function unreleasedText(report: UnreleasedReport, style: Style): string {
  const changed = report.components.filter(({ unreleased }) => unreleased.length > 0);
  const commits = changed.reduce((sum, { unreleased }) => sum + unreleased.length, 0);
  const broken = report.components.filter(({ error }) => error !== undefined).length;
  const summary = `${changed.length} of ${count(report.components.length - broken, "component")} with unreleased changes, ${count(commits, "commit")}.${broken === 0 ? "" : ` ${broken} could not be read.`}`;
  return [...report.components.map((component) => componentText(component, style)), style.bold(summary)].join("\n\n");
}

function componentText(component: ComponentReport, style: Style): string {
  const { name, latest, mainline, unreleased, warnings, error } = component;
  if (error !== undefined)
    return `${style.bold(name)}  ${style.red("error:")} ${plain(error.message)}\n  ${style.yellow("hint:")} ${plain(error.hint)}`;
  const since = latest === null ? "no release yet" : latest.tag;
  const head = `${style.bold(name)}  ${since} → ${mainline}  ${unreleased.length === 0 ? style.green("nothing unreleased") : style.yellow(`${unreleased.length} unreleased`)}`;
  const rows = unreleased.map(({ commit, date, author, subject }) => [
    style.cyan(commit.slice(0, 9)),
    date.slice(0, 10),
    plain(author),
    plain(subject),
  ]);
  return [
    head,
    ...(rows.length === 0 ? [] : [table(rows, "  ")]),
    ...warnings.map(({ message }) => `  ${style.yellow("!")} ${plain(message)}`),
  ].join("\n");
}
