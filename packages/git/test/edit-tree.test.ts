import fc from "fast-check";
import { expect, test } from "vitest";
import { editTree, foldersOf, type Folders } from "../src/edit-tree.js";
import { type GitObject, objectId } from "../src/object-bytes.js";
import type { FileEdit, Oid } from "../src/index.js";
import { isTree, parseTree, readable, treeContent } from "../src/tree-bytes.js";

const EMPTY: Oid = "4b825dc642cb6eb9a060e54bf8d69288fbee4904";
const content = (text: string): Uint8Array => new Uint8Array(Buffer.from(text));

/** A store in memory. */
function memory() {
  const objects = new Map<Oid, GitObject>([[EMPTY, { type: "tree", content: Buffer.alloc(0) }]]);
  const read = (oid: Oid): ReturnType<typeof parseTree> => parseTree(objects.get(oid)?.content ?? Buffer.alloc(0));
  const foldersAt = (root: Oid, edits: readonly FileEdit[]): Folders => {
    const folders = new Map([["", { oid: root, entries: read(root) }]]);
    for (const path of foldersOf(edits).slice(1)) {
      const slash = path.lastIndexOf("/");
      const parent = folders.get(path.slice(0, Math.max(0, slash)));
      const entry = parent?.entries.find((each) => each.name === path.slice(slash + 1));
      if (entry !== undefined && isTree(entry)) folders.set(path, { oid: entry.oid, entries: read(entry.oid) });
    }
    return folders;
  };
  const apply = (root: Oid, edits: readonly FileEdit[]): Oid => {
    const edited = editTree(foldersAt(root, edits), edits);
    for (const object of edited.objects) objects.set(objectId(object), object);
    return edited.root;
  };
  const list = (tree: Oid, prefix = ""): [string, string][] =>
    read(tree).flatMap((entry): [string, string][] => {
      const path = `${prefix}${readable(entry.name)}`;
      if (isTree(entry)) return list(entry.oid, `${path}/`);
      return [[path, objects.get(entry.oid)?.content.toString() ?? ""]];
    });
  return { objects, apply, list };
}

test("writes every object before those that point at it", () => {
  const edits = [
    { path: "a/b/c", content: content("1") },
    { path: "a/d", content: content("2") },
  ];
  const { root, objects } = editTree(new Map(), edits);
  const seen = new Set<Oid>();
  for (const object of objects) {
    if (object.type === "tree") for (const entry of parseTree(object.content)) expect(seen).toContain(entry.oid);
    seen.add(objectId(object));
  }
  expect(objectId(objects.at(-1) as GitObject)).toBe(root);
});

test("sorts a folder as if its name ended with a slash", () => {
  const names = ["a", "a.b", "a-b", "a0"];
  const oid = "1".repeat(40);
  const entries = names.map((name) => ({ name, oid, mode: name === "a" ? "40000" : "100644" }));
  expect(parseTree(treeContent(entries)).map((entry) => entry.name)).toEqual(["a-b", "a.b", "a", "a0"]);
});

test("gives the tree of the files that are left, whatever the order of the edits", () => {
  const part = fc.constantFrom("a", "b", "a.b", "ä", "x y", "0");
  const path = fc.array(part, { minLength: 1, maxLength: 3 }).map((parts) => parts.join("/"));
  const files = fc.dictionary(path, fc.string({ maxLength: 3 }), { maxKeys: 8, noNullPrototype: true });
  /** Without paths that are a folder of another. */
  const consistent = (all: Record<string, string>): Record<string, string> =>
    Object.fromEntries(
      Object.entries(all).filter(([one]) => !Object.keys(all).some((other) => other.startsWith(`${one}/`))),
    );
  fc.assert(
    fc.property(files, files, (first, second) => {
      const [before, after] = [consistent(first), consistent(second)];
      const { apply, list } = memory();
      const add = (all: Record<string, string>): FileEdit[] =>
        Object.entries(all).map(([name, text]) => ({ path: name, content: content(text) }));
      const start = apply(EMPTY, add(before));
      const gone = Object.keys(before)
        .filter((name) => !Object.hasOwn(after, name))
        .map((name) => ({ path: name, content: null }));
      const edits = [...gone, ...add(after)];
      const end = apply(start, edits);
      const sorted = Object.entries(after).sort(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
      expect(list(end)).toEqual(sorted);
      expect(apply(start, [...edits].reverse())).toBe(end);
      expect(apply(EMPTY, add(after))).toBe(end);
    }),
  );
});

test("keeps what it does not touch as it is, old modes and names that are no UTF-8 too", () => {
  const oid = "1".repeat(40);
  const odd = { mode: "100664", name: "f\xff", oid };
  const kept = { mode: "40000", name: "folder", oid };
  const folders: Folders = new Map([["", { oid, entries: [odd, kept] }]]);
  const { objects } = editTree(folders, [{ path: "new", content: content("x") }]);
  expect(parseTree(objects.at(-1)?.content ?? Buffer.alloc(0))).toEqual([
    kept,
    odd,
    { mode: "100644", name: "new", oid: objectId({ type: "blob", content: Buffer.from("x") }) },
  ]);
});
