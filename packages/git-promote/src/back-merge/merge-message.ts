import type { Commit } from "@signalbox/git";
import type { SettledFile } from "../settle-conflicts/settle-conflicts.js";
import type { ChainBranch } from "./facts.js";

/** More changes than this are counted, not listed. */
const MOST_LINES = 200;

/** Git's own words for a merge, what it brings, and what a machine settled in it. Pure. */
export function mergeMessage(
  from: string,
  into: ChainBranch,
  { missing, settled }: { readonly missing: readonly Commit[]; readonly settled: readonly SettledFile[] },
): string {
  const subject = into.isMainline ? `Merge branch '${from}'` : `Merge branch '${from}' into ${into.branch}`;
  const changes = missing.slice(0, MOST_LINES).map(({ commit, subject: line }) => `* ${commit.slice(0, 10)} ${line}`);
  const more = missing.length > MOST_LINES ? [`* and ${missing.length - MOST_LINES} more`] : [];
  const files = settled.map(({ path, by, lines }) =>
    by === "lock-file"
      ? `* ${path}: made again`
      : `* ${path}: ${lines.map(({ ours, theirs, taken }) => `${taken} of ${ours} and ${theirs}`).join(", ")}`,
  );
  const parts = [
    subject,
    [...changes, ...more].join("\n"),
    files.length === 0 ? "" : ["Settled by rule:", ...files].join("\n"),
  ];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}
