import type { ClosingReport } from "../trains/closing-report.js";
import { count, plain, table, type Style } from "./style.js";

/** The closing report for people. */
export function reportText({ title, promoted, released, signed }: ClosingReport, style: Style): string {
  return [
    style.bold(`${title}: what was done`),
    ...promoted.flatMap(({ to, changes }) => [
      `  ${style.green(to)} got ${count(changes.length, "change")}`,
      table(
        changes.map(({ commit, author, subject }) => [style.cyan(commit.slice(0, 9)), plain(author), plain(subject)]),
        "    ",
      ),
    ]),
    ...(released.length === 0
      ? ["  nothing was released"]
      : [
          "  released:",
          table(
            released.map(({ component, tag, changes }) => [component, style.green(tag), count(changes, "change")]),
            "    ",
          ),
        ]),
    ...(signed.length === 0
      ? []
      : [`  signed off by ${signed.map(({ by, changes }) => `${plain(by)} (${changes})`).join(", ")}`]),
  ]
    .filter((line) => line !== "")
    .join("\n");
}
