import { type Ref, sortReleaseTags, type TagRules } from "@signalbox/git";
import { compareLines, isOnLine, type Line } from "./release-branches.js";

/**
 * The refs without releases of higher lines. A release branch that was cut before anything came to the one it was cut
 * from has the same head, so `16.2` may carry v16.3.0, which is no release of it. Pure.
 */
export function refsUpTo(refs: readonly Ref[], line: Line | null, rules: TagRules): readonly Ref[] {
  if (line === null) return refs;
  const { releases } = sortReleaseTags(refs, { ...rules, prereleases: true });
  const higher = releases.filter(({ version: { major, minor, patch } }) => {
    const numbers = [major, minor, patch];
    return !isOnLine(numbers, line) && compareLines(numbers, line) > 0;
  });
  const names = new Set(higher.map(({ tag }) => `refs/tags/${tag}`));
  return names.size === 0 ? refs : refs.filter(({ name }) => !names.has(name));
}
