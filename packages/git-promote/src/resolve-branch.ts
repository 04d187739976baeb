import type { Oid, Ref } from "@signalbox/git";

const HEADS = "refs/heads/";

/** A branch and where it stands. */
export interface BranchHead {
  /** `refs/heads/…` */
  readonly ref: string;
  readonly commit: Oid;
}

export const headOf = (branch: string): string => `${HEADS}${branch}`;

export const shortName = (ref: string): string => ref.replace(/^refs\/(?:heads|tags)\//, "");

export function findBranch(refs: readonly Ref[], branch: string): BranchHead | null {
  const found = refs.find(({ name }) => name === headOf(branch));
  return found === undefined ? null : { ref: found.name, commit: found.commit };
}

/** True when a tag has the branch's name: `git push origin 16.2` is then ambiguous, and `rev-parse 16.2` is the tag. */
export const hasTagNamed = (refs: readonly Ref[], branch: string): boolean =>
  refs.some(({ name }) => name === `refs/tags/${branch}`);

/** Up to three branches whose names are like the one that is missing, nearest first. */
export const nearNames = (refs: readonly Ref[], branch: string): readonly string[] =>
  nearest(
    refs.filter(({ name }) => name.startsWith(HEADS)).map(({ name }) => shortName(name)),
    branch,
  );

/** Up to three names that are like the one that is missing, nearest first. */
export function nearest(names: readonly string[], missing: string): readonly string[] {
  const limit = Math.max(2, Math.floor(missing.length / 3));
  return names
    .map((name) => ({ name, edits: distance(name.toLowerCase(), missing.toLowerCase()) }))
    .filter(({ edits }) => edits <= limit)
    .sort((a, b) => a.edits - b.edits || (a.name < b.name ? -1 : 1))
    .slice(0, 3)
    .map(({ name }) => name);
}

/** Levenshtein distance; a name that contains the other counts as one edit (`prod` and `origin/prod`). */
function distance(a: string, b: string): number {
  if (a !== b && a.length > 2 && b.length > 2 && (a.includes(b) || b.includes(a))) return 1;
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1];
    for (const [j, other] of [...b].entries()) {
      const kept = (row[j] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(kept, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
