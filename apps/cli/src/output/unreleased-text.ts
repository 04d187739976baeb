import type { Change, ComponentReport, UnreleasedReport } from "@signalbox/release-notes";
import { count, plain, table, type Style } from "./style.js";

/** The unreleased report for people. */
export function unreleasedText(report: UnreleasedReport, style: Style): string {
  const changed = report.components.filter(({ unreleased }) => unreleased.length > 0);
  const commits = changed.reduce((sum, { unreleased }) => sum + unreleased.length, 0);
  const broken = report.components.filter(({ error }) => error !== undefined).length;
  const summary = `${changed.length} of ${count(report.components.length - broken, "component")} with unreleased changes, ${count(commits, "commit")}.${broken === 0 ? "" : ` ${broken} could not be read.`}`;
  const told = new Set<string>();
  /** Components of one repository are warned of the same tags, which is told once. */
  const isNew = (repository: string, message: string): boolean => {
    const key = `${repository}\n${message}`;
    return !told.has(key) && told.add(key) === told;
  };
  const texts = report.components.map((component) => {
    const warnings = component.warnings.filter(({ message }) => isNew(component.repository, message));
    return componentText({ ...component, warnings }, style);
  });
  return [...texts, style.bold(summary)].join("\n\n");
}

function componentText(component: ComponentReport, style: Style): string {
  const { name, latest, mainline, unreleased, warnings, error } = component;
  if (error !== undefined)
    return `${style.bold(name)}  ${style.red("error:")} ${plain(error.message)}\n  ${style.yellow("hint:")} ${plain(error.hint)}`;
  const since = latest === null ? "no release yet" : latest.tag;
  const head = `${style.bold(name)}  ${since} → ${mainline}  ${unreleased.length === 0 ? style.green("nothing unreleased") : style.yellow(`${unreleased.length} unreleased`)}`;
  const rows = unreleased.map(({ commit, date, author, subject, pullRequest }) => [
    style.cyan(commit.slice(0, 9)),
    date.slice(0, 10),
    plain(author),
    [plain(subject), ...(pullRequest === undefined ? [] : broughtBy(pullRequest, subject, style))].join("  "),
  ]);
  return [
    head,
    ...(rows.length === 0 ? [] : [table(rows, "  ")]),
    ...warnings.map(({ message }) => `  ${style.yellow("!")} ${plain(message)}`),
  ].join("\n");
}

/** What a subject does not say itself: the number, and labels. */
function broughtBy(pull: NonNullable<Change["pullRequest"]>, subject: string, style: Style): readonly string[] {
  const number = subject.includes(`#${pull.number}`) ? [] : [`#${pull.number}`];
  return [...number, ...pull.labels.map((label) => `[${plain(label)}]`)].map((part) => style.dim(part));
}
