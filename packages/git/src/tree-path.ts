/** What HFS+ leaves out of names, so that `.g\u200cit` is `.git` there (git's utf8.c, next_hfs_char). */
const IGNORED = /[\u200c-\u200f\u202a-\u202e\u206a-\u206f\ufeff]/g;
/** `.git` as HFS+ and NTFS also take it: any case, dots and blanks behind it, its short name, one of its streams. */
const DOT_GIT = /^(?:\.git|git~1)[ .]*(?::.*)?$/i;

/**
 * Why a path cannot stand in a tree, or leads out of the folder that a tree is written to; null when it is a good one.
 * The rules are git's own (read-cache.c, verify_path), those for other file systems always on.
 */
export function pathProblem(path: string): string | null {
  if (path === "") return "it is empty";
  if (path.includes("\0")) return "it has a NUL character";
  if (/\p{Surrogate}/u.test(path)) return "it is not valid Unicode";
  if (path.startsWith("/")) return "it is absolute";
  const parts = path.split("/");
  if (parts.includes("")) return "it has an empty part";
  if (parts.includes(".") || parts.includes("..")) return "it has . or .. as a part";
  if (path.split(/[/\\]/).some((part) => DOT_GIT.test(part.replace(IGNORED, "")))) return "a part is .git";
  return null;
}

/** Which paths of a tree are meant. A trailing slash is dropped; an empty path and `.` mean all. */
export function selectPaths(under: readonly string[]): { readonly isAll: boolean; readonly paths: readonly string[] } {
  const paths = under.map((path) => path.replace(/\/+$/, ""));
  return {
    isAll: paths.some((path, index) => (path === "" && under[index] === "") || path === "."),
    paths: [...new Set(paths)].filter((path) => pathProblem(path) === null),
  };
}

/** Is a path one of `paths`, or below one of them? */
export function isBelow(path: string, paths: ReadonlySet<string>): boolean {
  if (paths.has(path)) return true;
  for (let slash = path.lastIndexOf("/"); slash > 0; slash = path.lastIndexOf("/", slash - 1))
    if (paths.has(path.slice(0, slash))) return true;
  return false;
}
