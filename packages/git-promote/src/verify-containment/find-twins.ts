import type { ComparedCommit, Comparison, GitRepository, Oid } from "@signalbox/git";
import type { CallOptions } from "@signalbox/release-core";

/**
 * For each commit of the right side whose patch the left side has too, the left side's commit. That there is one is
 * known from the comparison; which one, by author, date and subject, which a cherry-pick keeps, else by its patch.
 */
export async function findTwins(
  repository: Pick<GitRepository, "patchIds">,
  { onlyLeft, onlyRight }: Comparison,
  options: CallOptions,
): Promise<ReadonlyMap<Oid, Oid>> {
  const [left, right] = [onlyLeft, onlyRight].map((side) => side.filter(({ equivalent }) => equivalent)) as [
    ComparedCommit[],
    ComparedCommit[],
  ];
  const byKey = groupBy(left, keyOf);
  const twins = new Map<Oid, Oid>();
  const open: ComparedCommit[] = [];
  for (const commit of right) {
    const same = byKey.get(keyOf(commit)) ?? [];
    if (same[0] !== undefined && same.length === 1) twins.set(commit.commit, same[0].commit);
    else open.push(commit);
  }
  const taken = new Set(twins.values());
  const rest = left.filter(({ commit }) => !taken.has(commit));
  return new Map([...twins, ...(await twinsByPatch(repository, rest, open, options))]);
}

async function twinsByPatch(
  repository: Pick<GitRepository, "patchIds">,
  left: readonly ComparedCommit[],
  right: readonly ComparedCommit[],
  options: CallOptions,
): Promise<ReadonlyMap<Oid, Oid>> {
  if (right.length === 0) return new Map();
  // A root differs from no parent; it stays without a twin.
  const commits = [...left, ...right].filter(({ parents }) => parents.length === 1);
  const ids = await repository.patchIds(
    commits.map(({ commit, parents }) => ({ from: parents[0] ?? commit, to: commit })),
    options,
  );
  const idOf = new Map(commits.map(({ commit }, index) => [commit, ids[index] ?? null]));
  const byPatch = groupBy(left, ({ commit }) => idOf.get(commit) ?? null);
  return new Map(
    right.flatMap((commit): [Oid, Oid][] => {
      const same = byPatch.get(idOf.get(commit.commit) ?? null) ?? [];
      // One patch may have been applied, reverted and applied again: the one with the same subject is meant.
      const twin = same.find(({ subject }) => subject === commit.subject) ?? same[0];
      return twin === undefined ? [] : [[commit.commit, twin.commit]];
    }),
  );
}

const keyOf = ({ author, date, subject }: ComparedCommit): string => [author.email, date, subject].join("\0");

function groupBy<K>(
  commits: readonly ComparedCommit[],
  key: (commit: ComparedCommit) => K | null,
): ReadonlyMap<K | null, readonly ComparedCommit[]> {
  const groups = new Map<K | null, ComparedCommit[]>();
  for (const commit of commits) {
    const found = key(commit);
    if (found !== null) groups.set(found, [...(groups.get(found) ?? []), commit]);
  }
  return groups;
}
