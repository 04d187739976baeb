import type { Commit, HistoryReader } from "@signalbox/git";
import type { CallOptions } from "@signalbox/release-core";

/** Keeps the commits that change something below one of `paths`; all of them when there are no paths. */
export async function changesOfPaths(
  repository: Pick<HistoryReader, "changedPaths">,
  commits: readonly Commit[],
  paths: readonly string[],
  options: CallOptions,
): Promise<readonly Commit[]> {
  if (paths.length === 0) return commits;
  const kept: Commit[] = [];
  for (const commit of commits) {
    const [parent] = commit.parents;
    // A root commit has no difference to look at; it is where everything begins.
    const changes = parent === undefined ? null : await repository.changedPaths(parent, commit.commit, options);
    if (changes === null || changes.some(({ path }) => isBelow(path, paths))) kept.push(commit);
  }
  return kept;
}

/** True when a path is one of `paths` or below it. `./` and a last `/` are allowed; `.` is everything. */
export function isBelow(path: string, paths: readonly string[]): boolean {
  return paths.some((given) => {
    const folder = given.replace(/^(?:\.\/)+/, "").replace(/\/+$/, "");
    return folder === "" || folder === "." || path === folder || path.startsWith(`${folder}/`);
  });
}
