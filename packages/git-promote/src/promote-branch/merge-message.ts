import type { Change } from "../compare-branches/comparison.js";

/** More changes than this are counted, not listed. */
const MOST_LINES = 200;

/** Git's own words for a merge, and the list that `git merge --log` writes. Pure. */
export function mergeMessage(
  names: { readonly from: string; readonly to: string },
  changes: readonly Change[],
): string {
  const subject = `Merge branch '${names.from}' into ${names.to}`;
  if (changes.length === 0) return `${subject}\n`;
  const lines = changes.slice(0, MOST_LINES).map(({ commit, subject: line }) => `* ${commit.slice(0, 10)} ${line}`);
  const more = changes.length > MOST_LINES ? [`* and ${changes.length - MOST_LINES} more`] : [];
  return `${subject}\n\n${[...lines, ...more].join("\n")}\n`;
}
