import { engineLimit } from "../errors.js";
import type { ConflictKind } from "../ports.js";
import { type Labels, markConflicts } from "./mark-conflicts.js";
import { mergeText } from "./merge-text.js";
import type { ObjectStore } from "./object-store.js";
import { isSubmodule, isSymlink, readable } from "../tree-bytes.js";
import type { FileEntry } from "./read-trees.js";

/** `partial` is what git leaves at the path meanwhile; null where this engine cannot tell. */
export type FileMerge =
  { readonly entry: FileEntry } | { readonly conflict: ConflictKind; readonly partial: FileEntry | null };

/** Merges a path that both sides have and changed differently. @throws ReleaseError `ERR_ENGINE_LIMIT` */
export async function mergeFile(
  store: ObjectStore,
  { path, labels }: { readonly path: string; readonly labels: Labels },
  base: FileEntry | null,
  [ours, theirs]: readonly [FileEntry, FileEntry],
): Promise<FileMerge> {
  const untold = (conflict: ConflictKind): FileMerge => ({ conflict, partial: null });
  const all = [base, ours, theirs].filter((entry) => entry !== null);
  if (all.some(isSubmodule)) return untold("submodule");
  if (isSymlink(ours) !== isSymlink(theirs)) return untold("mode");
  const mode = mergeMode(base, ours, theirs);
  if (mode === null) return untold(ours.oid === theirs.oid ? "mode" : base === null ? "add-add" : "content");
  if (ours.oid === theirs.oid || theirs.oid === base?.oid) return { entry: { mode, oid: ours.oid } };
  if (ours.oid === base?.oid) return { entry: { mode, oid: theirs.oid } };
  const [b, o, t] = await Promise.all([base, ours, theirs].map((entry) => contentOf(store, entry)));
  const own = { mode, oid: ours.oid };
  if ([b, o, t].some(isBinary)) return { conflict: "binary", partial: own };
  const kind = base === null ? "add-add" : "content";
  if (isSymlink(ours)) return { conflict: kind, partial: own };
  const keep = async (text: string): Promise<FileEntry> => ({
    mode,
    oid: await store.write({ type: "blob", content: Buffer.from(text, "latin1") }),
  });
  const conflict = async (): Promise<FileMerge> => {
    const text = markConflicts(latin(b), latin(o), latin(t), labels);
    return { conflict: kind, partial: text === null ? null : await keep(text) };
  };
  if (base === null) return await conflict();
  const merged = mergeText(latin(b), latin(o), latin(t));
  if (merged === "conflict") return await conflict();
  if (merged === "undecided") {
    throw engineLimit(
      "adjacent-edits",
      `Both sides changed neighbouring lines of ${readable(path)}; only git can say whether that is a conflict.`,
      {
        path: readable(path),
      },
    );
  }
  return { entry: await keep(merged.text) };
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
