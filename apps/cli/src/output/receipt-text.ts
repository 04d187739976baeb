import type { Receipt } from "@signalbox/release-core";
import { plain, type Style } from "./style.js";

/** What was applied, for people. */
export function receiptText(receipt: Receipt, style: Style): string {
  if (receipt.applied.length === 0) return `${style.bold(receipt.target)}  ${style.green("nothing to do")}`;
  const mark = {
    done: style.green("✔"),
    already: style.green("="),
    pending: style.yellow("…"),
    failed: style.red("✖"),
    unknown: style.red("?"),
    skipped: style.dim("-"),
  };
  const lines = receipt.applied.map(
    ({ action, outcome }) => `  ${mark[outcome]} ${outcome === "done" ? "" : `${outcome}: `}${plain(action.summary)}`,
  );
  return [style.bold(receipt.target), ...lines].join("\n");
}
