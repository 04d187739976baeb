import type { CallOptions } from "@signalbox/release-core";
import { gitFailed, objectMissing } from "../errors.js";
import type { Oid } from "../ports.js";
import { asBytes, fileMode, isTree, type ListedFile } from "../tree-bytes.js";
import { isBelow, selectPaths } from "../tree-path.js";
import { assertOid } from "./read-history.js";
import { callGit, type Store } from "./store.js";

/** More than this does not go into a command line on every system; then all is listed and the rest left out. */
const MOST_ARGUMENTS = 16_000;

/** The files of a commit or tree, or those at and below the paths of `under`, in the byte order of their paths. */
export async function listFiles(
  store: Store,
  at: Oid,
  options: CallOptions & { readonly under?: readonly string[] | undefined },
): Promise<ListedFile[]> {
  const { isAll, paths } = options.under === undefined ? { isAll: true, paths: [] } : selectPaths(options.under);
  if (isAll) return await listTree(store, at, ["-r"], options);
  if (paths.length === 0) return [];
  if (paths.join("").length < MOST_ARGUMENTS) return await listTree(store, at, ["-r", "--", at, ...paths], options);
  const wanted = new Set(paths.map(asBytes));
  return (await listTree(store, at, ["-r"], options)).filter(({ path }) => isBelow(path, wanted));
}

/** The files at exactly these paths. */
export async function findFiles(
  store: Store,
  at: Oid,
  wanted: readonly string[],
  options: CallOptions,
): Promise<ReadonlyMap<string, ListedFile>> {
  const { paths } = selectPaths(wanted);
  if (paths.length === 0) return new Map();
  const isShort = paths.join("").length < MOST_ARGUMENTS;
  const found = await listTree(store, at, isShort ? ["--", at, ...paths] : ["-r"], options);
  return new Map(found.map((file) => [file.path, file]));
}

async function listTree(store: Store, at: Oid, rest: readonly string[], options: CallOptions): Promise<ListedFile[]> {
  const id = assertOid(store, at);
  const args = ["--literal-pathspecs", "ls-tree", "-z", "--full-tree", ...rest, ...(rest.includes("--") ? [] : [id])];
  const { code, stdout, stderr } = await callGit(store, args, { ...options, codes: [0, 128] });
  if (code === 0) return parseListing(stdout.toString("latin1"));
  if (/not a tree object|Not a valid object name/i.test(stderr))
    throw objectMissing(at, store.remote?.shown ?? store.gitDir);
  throw gitFailed("ls-tree", code, stderr);
}

/** Lines of `<mode> <type> <oid>\t<path>`, each ended by a NUL; folders are left out. */
export function parseListing(output: string): ListedFile[] {
  return output.split("\0").flatMap((line) => {
    const tab = line.indexOf("\t");
    const [mode = "", , oid = ""] = line.slice(0, tab).split(" ");
    return tab === -1 || isTree({ mode }) ? [] : [{ path: line.slice(tab + 1), oid, mode: fileMode(mode) }];
  });
}
