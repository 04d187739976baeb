import { engineLimit } from "../errors.js";
import type { ConflictKind } from "../ports.js";
import { mergeText } from "./merge-text.js";
import type { ObjectStore } from "./object-store.js";
import { isSubmodule, isSymlink, readable } from "../tree-bytes.js";
import type { FileEntry } from "./read-trees.js";

export type FileMerge = { readonly entry: FileEntry } | { readonly conflict: ConflictKind };

/** Merges a path that both sides have and changed differently. @throws ReleaseError `ERR_ENGINE_LIMIT` */
export async function mergeFile(
  store: ObjectStore,
  path: string,
  base: FileEntry | null,
  [ours, theirs]: readonly [FileEntry, FileEntry],
): Promise<FileMerge> {
  const all = [base, ours, theirs].filter((entry) => entry !== null);
  if (all.some(isSubmodule)) return { conflict: "submodule" };
  if (isSymlink(ours) !== isSymlink(theirs)) return { conflict: "mode" };
  const mode = mergeMode(base, ours, theirs);
  if (mode === null) return { conflict: ours.oid === theirs.oid ? "mode" : base === null ? "add-add" : "content" };
  if (ours.oid === theirs.oid || theirs.oid === base?.oid) return { entry: { mode, oid: ours.oid } };
  if (ours.oid === base?.oid) return { entry: { mode, oid: theirs.oid } };
  const [b, o, t] = await Promise.all([base, ours, theirs].map((entry) => contentOf(store, entry)));
  if ([b, o, t].some(isBinary)) return { conflict: "binary" };
  if (base === null) return { conflict: "add-add" };
  if (isSymlink(ours)) return { conflict: "content" };
  const merged = mergeText(latin(b), latin(o), latin(t));
  if (merged === "conflict") return { conflict: "content" };
  if (merged === "undecided") {
    throw engineLimit(
      "adjacent-edits",
      `Both sides changed neighbouring lines of ${readable(path)}; only git can say whether that is a conflict.`,
      {
        path: readable(path),
      },
    );
  }
  return { entry: { mode, oid: await store.write({ type: "blob", content: Buffer.from(merged.text, "latin1") }) } };
}

/** The mode that only one side changed; null when both did, differently. */
function mergeMode(base: FileEntry | null, ours: FileEntry, theirs: FileEntry): string | null {
  if (ours.mode === theirs.mode || theirs.mode === base?.mode) return ours.mode;
  return ours.mode === base?.mode ? theirs.mode : null;
}

const contentOf = async (store: ObjectStore, entry: FileEntry | null | undefined): Promise<Buffer> =>
  entry === null || entry === undefined ? Buffer.alloc(0) : (await store.read(entry.oid)).content;

/** git's own test: a NUL among the first 8000 bytes (buffer_is_binary). */
const isBinary = (content: Buffer | undefined): boolean => content?.subarray(0, 8000).includes(0) === true;

const latin = (content: Buffer | undefined): string => content?.toString("latin1") ?? "";
