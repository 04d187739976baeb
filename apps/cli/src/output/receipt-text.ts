import type { Plan, Receipt } from "@signalbox/release-core";
import { releaseLines } from "./play-lines.js";
import { outcomeText } from "./outcome-text.js";
import { plain, type Style } from "./style.js";
import { waitingFor } from "./waiting-for.js";

/** What was applied, for people. `plan`: why there may have been nothing to do. */
export function receiptText(receipt: Receipt, style: Style, plan?: Plan): string {
  if (receipt.applied.length === 0) {
    const waits = waitingFor(plan);
    const state = style.green(waits === null ? "nothing to do" : `nothing to do: ${waits.text}`);
    const see = waits?.url === undefined ? [] : [`  ${style.yellow("see:")} ${waits.url}`];
    const known = plan?.warnings.map(({ message }) => `  ${style.yellow("!")} ${plain(message)}`) ?? [];
    return [`${style.bold(receipt.target)}  ${state}`, ...known, ...see].join("\n");
  }
  const mark = {
    done: style.green("✔"),
    already: style.green("="),
    pending: style.yellow("…"),
    failed: style.red("✖"),
    unknown: style.red("?"),
    skipped: style.dim("-"),
    "rolled-back": style.yellow("↩"),
  };
  const lines = receipt.applied.flatMap(({ action, outcome, result }) => [
    `  ${mark[outcome]} ${outcome === "done" ? "" : `${outcomeText(outcome, receipt.kind)}: `}${plain(action.summary)}`,
    ...configurationLines(result as ConfigurationLeft | null, style),
    ...releaseLines(result, style),
  ]);
  return [style.bold(receipt.target), ...lines, ...nextSteps(receipt, style)].join("\n");
}

interface ConfigurationLeft {
  readonly conffiles?: readonly { readonly path: string; readonly suffix: string; readonly diff: string }[];
}

/** Edited configuration stays as it is; what the package brought lies beside it, for a person to compare. */
const configurationLines = (left: ConfigurationLeft | null, style: Style): readonly string[] =>
  (left?.conffiles ?? []).flatMap(({ path, suffix, diff }) => [
    `      ${style.yellow("kept:")} ${plain(path)} as it was edited; ${plain(`${path}${suffix}`)} lies beside it`,
    ...diff.split("\n").flatMap((line) => (line === "" ? [] : [style.dim(`        ${plain(line)}`)])),
  ]);

/** A pushed review branch is half of a promotion or a bump: a person has to merge it. */
function nextSteps({ applied }: Receipt, style: Style): readonly string[] {
  return applied.flatMap(({ action, outcome, result }) => {
    const {
      type = "",
      ref,
      ...places
    } = action as Partial<{ type: string; ref: string; target: Place; branch: Place }>;
    const target = places.target ?? places.branch;
    const isThere = outcome === "done" || outcome === "already";
    const { url = null } = (result ?? {}) as { readonly url?: string | null };
    if (isThere && url !== null) return [`  ${style.yellow("see:")} ${plain(url)}`];
    if (
      !isThere ||
      !["push-branch", "push-pins"].includes(type) ||
      ref === undefined ||
      target === undefined ||
      ref === target.ref
    )
      return [];
    return [`  ${style.yellow("next:")} have ${short(ref)} reviewed and merged into ${short(target.ref)}`];
  });
}

interface Place {
  readonly ref: string;
}

const short = (ref: string): string => plain(ref.replace(/^refs\/heads\//, ""));
