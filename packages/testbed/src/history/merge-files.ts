import type { Delta, Tree, TreeEntry } from "./files.js";

export interface MergedFiles {
  /** What the merge changes against `ours`. */
  readonly delta: Delta;
  /** Paths that both sides changed, each in its own way. */
  readonly conflicts: readonly string[];
}

/** A three-way merge, file by file: what only one side changed is taken from it. */
export function mergeFiles(base: Tree, ours: Tree, theirs: Tree): MergedFiles {
  const delta = new Map<string, TreeEntry | null>();
  const conflicts: string[] = [];
  for (const path of new Set([...base.keys(), ...theirs.keys()])) {
    const [was, mine, its] = [base.get(path), ours.get(path), theirs.get(path)];
    if (its?.id === was?.id || its?.id === mine?.id) continue;
    if (mine?.id !== was?.id) conflicts.push(path);
    else delta.set(path, its ?? null);
  }
  return { delta, conflicts };
}
