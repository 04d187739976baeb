import type { ComparedCommit, Comparison, GitRepository, Oid } from "@signalbox/git";
import type { CallOptions } from "@signalbox/release-core";

/** For each commit of the right side that the left side has in another form: the left side's commit. */
export async function equivalentBy(
  repository: Pick<GitRepository, "patchIds">,
  { onlyLeft, onlyRight }: Comparison,
  options: CallOptions,
): Promise<ReadonlyMap<Oid, Oid>> {
  // A root has no parent to differ from; it is told as equivalent without its counterpart.
  const marked = (side: readonly ComparedCommit[]): readonly ComparedCommit[] =>
    side.filter(({ equivalent, parents }) => equivalent && parents.length === 1);
  const [left, right] = [marked(onlyLeft), marked(onlyRight)];
  if (left.length === 0 || right.length === 0) return new Map();
  const pairs = [...left, ...right].map(({ commit, parents }) => ({ from: parents[0] ?? commit, to: commit }));
  const ids = await repository.patchIds(pairs, options);
  const byPatch = new Map<string, ComparedCommit[]>();
  left.forEach((commit, index) => {
    const id = ids[index] ?? null;
    if (id !== null) byPatch.set(id, [...(byPatch.get(id) ?? []), commit]);
  });
  return new Map(
    right.flatMap((commit, index): [Oid, Oid][] => {
      const found = nearest(commit, byPatch.get(ids[left.length + index] ?? "none") ?? []);
      return found === undefined ? [] : [[commit.commit, found.commit]];
    }),
  );
}

/** The same patch may have been applied, reverted and applied again: the one of the same subject and date is meant. */
function nearest(commit: ComparedCommit, same: readonly ComparedCommit[]): ComparedCommit | undefined {
  return (
    same.find(({ date, subject }) => date === commit.date && subject === commit.subject) ??
    same.find(({ subject }) => subject === commit.subject) ??
    same[0]
  );
}
