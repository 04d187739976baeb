import { actionsIn, fieldsOf, textOf } from "./documents.js";

/** A summary holds 1 MiB; nobody reads more rows than this. */
const MOST_ROWS = 500;

/** What was planned or done, as Markdown. Pure. */
export function summaryOf(command: string, exitCode: number, document: unknown): string {
  const actions = actionsIn(document);
  const { message, hint, code } = fieldsOf(fieldsOf(document)["error"]);
  const failed = [message, hint].map(textOf).filter((text) => text !== "");
  const rows = actions
    .slice(0, MOST_ROWS)
    .map(
      ({ target, summary, outcome }) =>
        `| ${escaped(target)} | ${escaped(summary)} | ${escaped(outcome ?? "planned")} |`,
    );
  return [
    `### signalbox ${escaped(command)}`,
    "",
    `Exit code ${exitCode}: ${MEANING[exitCode] ?? "failed"}.`,
    ...(failed.length === 0 ? [] : ["", `${escaped(textOf(code))}: ${failed.map(escaped).join(" ")}`]),
    ...(rows.length === 0 ? [] : ["", "| Repository | Action | Outcome |", "| --- | --- | --- |", ...rows]),
    ...(actions.length > MOST_ROWS ? ["", `And ${actions.length - MOST_ROWS} more.`] : []),
    "",
  ].join("\n");
}

const MEANING: Readonly<Record<number, string>> = {
  0: "done",
  2: "usage or configuration",
  3: "waiting",
  4: "a gate blocks, or it cannot be done",
  5: "a conflict, or the plan is stale",
  6: "another run has the lock",
  10: "there is something to do",
  130: "stopped",
};

/** Titles and names are written by anybody: they stay text in a table of Markdown. */
export const escaped = (text: string): string =>
  text
    .replace(/[\r\n]+/g, " ")
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;")
    .replace(/[\\`*_{}[\]()#+!|~@]/g, "\\$&")
    .replace(/\b(https?|www)(?=[:.])/gi, "$1&#8203;");
