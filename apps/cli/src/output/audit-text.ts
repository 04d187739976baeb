import { type AuditReport, type Finding, FINDINGS, type RepositoryAudit, type Severity } from "@signalbox/git-promote";
import { count, plain, type Style } from "./style.js";

interface Options {
  /** Every finding, instead of an example or two of each kind. */
  readonly isWhole: boolean;
}

/** A finding and where it is. */
interface Found extends Finding {
  readonly repository: string;
}

const WORDS: Readonly<Record<Severity, readonly [string, string]>> = {
  error: ["error", "errors"],
  warning: ["warning", "warnings"],
  info: ["remark", "remarks"],
};
const SEVERITIES = Object.keys(WORDS) as Severity[];
const EXAMPLES: Readonly<Record<Severity, number>> = { error: 2, warning: 1, info: 1 };
const MOST_SIGNS = 118;

/** The audit for people: one page, however many findings there are. */
export function auditText({ repositories }: AuditReport, options: Options, style: Style): string {
  const found = repositories.flatMap(({ name, findings }) => findings.map((each) => ({ ...each, repository: name })));
  const groups = groupByCode(found).map((group) => groupText(group, options, style));
  const broken = repositories.filter(({ error }) => error !== undefined);
  const read = count(repositories.length - broken.length, "repository", "repositories");
  const isRead = broken.length < repositories.length;
  const told = found.length === 0 ? `Nothing is out of order in ${read}.` : `${severities(found)} in ${read}.`;
  const rest = broken.length === 0 ? "" : `${broken.length} could not be read.`;
  const summary = [...(isRead ? [told] : []), rest].join(" ").trim();
  const more =
    found.length === 0 || options.isWhole
      ? []
      : [style.dim("One or two of each kind are shown; --verbose shows all, --json everything for scripts.")];
  return [...groups, ...broken.map((one) => brokenText(one, style)), style.bold(summary), ...more].join("\n");
}

/** The kinds with the gravest findings first; the gravest findings of a kind first. */
function groupByCode(found: readonly Found[]): readonly (readonly Found[])[] {
  const groups = Object.keys(FINDINGS).map((code) => found.filter((each) => each.code === code));
  const sorted = groups.map((group) =>
    SEVERITIES.flatMap((severity) => group.filter((one) => one.severity === severity)),
  );
  return SEVERITIES.flatMap((severity) => sorted.filter(([first]) => first?.severity === severity));
}

function groupText(group: readonly Found[], { isWhole }: Options, style: Style): string {
  const [first] = group;
  if (first === undefined) return "";
  const { code, severity, hint } = first;
  const where = new Set(group.map(({ repository }) => repository));
  const head = `${markOf(severity, style)} ${style.bold(code)}  ${severities(group)} in ${count(where.size, "repository", "repositories")}`;
  const shown = isWhole ? group : examplesOf(group, EXAMPLES[severity]);
  const lines = shown.map(({ repository, message }) => {
    const line = `    ${plain(repository)}: ${plain(message)}`;
    return isWhole || line.length <= MOST_SIGNS ? line : `${line.slice(0, MOST_SIGNS - 1)}…`;
  });
  const isHinted = isWhole || severity === "error";
  return [head, ...lines, ...(isHinted ? [`    ${style.yellow("hint:")} ${hint}`] : [])].join("\n");
}

/** Of the gravest ones the last of each repository, which are about its newest versions as a rule. */
function examplesOf(group: readonly Found[], most: number): readonly Found[] {
  const gravest = group.filter(({ severity }) => severity === group[0]?.severity);
  const newest = new Map(gravest.map((each) => [each.repository, each]));
  return [...newest.values()].slice(0, most);
}

const markOf = (severity: Severity, style: Style): string =>
  severity === "error" ? style.red("✖") : severity === "warning" ? style.yellow("!") : style.dim("·");

/** `3 errors, 12 warnings`. */
const severities = (found: readonly Finding[]): string =>
  SEVERITIES.flatMap((severity) => {
    const number = found.filter((each) => each.severity === severity).length;
    return number === 0 ? [] : [count(number, ...WORDS[severity])];
  }).join(", ");

const brokenText = ({ name, error }: RepositoryAudit, style: Style): string =>
  `${style.red("✖")} ${style.bold(plain(name))}  ${style.red("error:")} ${plain(error?.message ?? "")}\n    ${style.yellow("hint:")} ${plain(error?.hint ?? "")}`;
