import type { Finding } from "../doctor/finding.js";
import { plain, table, type Style } from "./style.js";

/** What `doctor` found, for people. */
export function findingsText(findings: readonly Finding[], style: Style): string {
  const mark = { ok: style.green("✔"), warning: style.yellow("!"), error: style.red("✖") };
  const rows = findings.map(({ name, status, found }) => [mark[status], style.bold(name), plain(found)]);
  const hints = findings
    .filter(({ hint }) => hint !== null)
    .map(({ name, hint }) => `${style.yellow("hint:")} ${name}: ${hint}`);
  return [table(rows), ...(hints.length === 0 ? [] : ["", ...hints])].join("\n");
}
