import { createHash } from "node:crypto";

/** A file of a commit: its text or bytes, with a mode where it is not an ordinary file; null deletes. */
export type FileChange =
  | string
  | Buffer
  | null
  | { readonly content: string | Buffer; readonly mode: "100644" | "100755" | "120000" }
  | { readonly submodule: string };

export type FileChanges = Readonly<Record<string, FileChange>>;

/** A file as a tree holds it. `id` tells contents apart without reading them. */
export interface TreeEntry {
  readonly mode: string;
  readonly content: Buffer;
  readonly id: string;
}

export type Tree = ReadonlyMap<string, TreeEntry>;

export type Delta = ReadonlyMap<string, TreeEntry | null>;

function entryOf(change: Exclude<FileChange, null>): TreeEntry {
  if (typeof change === "object" && "submodule" in change) {
    return { mode: "160000", content: Buffer.from(change.submodule), id: `160000 ${change.submodule}` };
  }
  const plain = typeof change === "string" || Buffer.isBuffer(change);
  const mode = plain ? "100644" : change.mode;
  const content = Buffer.from(plain ? change : change.content);
  return { mode, content, id: `${mode} ${createHash("sha1").update(content).digest("hex")}` };
}

export function deltaOf(changes: FileChanges): Delta {
  return new Map(Object.entries(changes).map(([path, change]) => [path, change === null ? null : entryOf(change)]));
}

export function applyDelta(tree: Map<string, TreeEntry>, delta: Delta): Map<string, TreeEntry> {
  for (const [path, entry] of delta) {
    if (entry === null) tree.delete(path);
    else tree.set(path, entry);
  }
  return tree;
}
