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
  return paths.map(folderOf).some((folder) => folder === "" || path === folder || path.startsWith(`${folder}/`));
}

/** The paths as git writes them; none when one of them is everything. */
export function wholePaths(paths: readonly string[]): readonly string[] {
  const folders = paths.map(folderOf);
  return folders.includes("") ? [] : folders;
}

const folderOf = (given: string): string =>
  given
    .replace(/^(?:\.\/)+/, "")
    .replace(/\/+$/, "")
    .replace(/^\.$/, "");
