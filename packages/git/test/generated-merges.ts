import { type FileChange, type FileChanges, type History, type Random, seededRandom } from "@signalbox/testbed";

type Tree = Map<string, Exclude<FileChange, null>>;
type Edit = (tree: Tree, random: Random) => void;

/** Names that both sides choose from, so that they meet. */
const NAMES = [
  "a.txt",
  "b.txt",
  "src/a.txt",
  "src/deep/c.txt",
  "src.txt",
  "run.sh",
  "data.bin",
  "link",
  "lib",
] as const;
const WORDS = ["alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa"] as const;

const sentence = (random: Random): string => `${random.pick(WORDS)} ${random.pick(WORDS)} ${random.below(20)}`;
const page = (random: Random, eol = "\n"): string =>
  Array.from({ length: 8 + random.below(25) }, () => sentence(random)).join(eol) + eol;
const bytes = (random: Random): Buffer => Buffer.from([0, ...Array.from({ length: 40 }, () => random.below(256))]);

function pathOf(tree: Tree, random: Random, isWanted: (file: Exclude<FileChange, null>) => boolean): string | null {
  const paths = [...tree].filter(([, file]) => isWanted(file)).map(([path]) => path);
  return paths.length === 0 ? null : (paths[random.below(paths.length)] ?? null);
}
const isText = (file: Exclude<FileChange, null>): boolean => typeof file === "string";

function textAt(tree: Tree, path: string): string {
  const file = tree.get(path);
  return typeof file === "string" ? file : "";
}

/** One way in which people change a tree. */
export const EDITS: Readonly<Record<string, Edit>> = {
  lines: (tree, random) => {
    // Often the same file on both sides.
    const path =
      random.below(2) === 0 && typeof tree.get("a.txt") === "string" ? "a.txt" : pathOf(tree, random, isText);
    if (path === null) return;
    const lines = textAt(tree, path).split(/(?<=\n)/);
    const at = random.below(2) === 0 ? Math.min(4, lines.length - 1) : random.below(lines.length);
    const [old = ""] = lines.slice(at, at + 1);
    const text = `${sentence(random)}${/\r?\n$/.exec(old)?.[0] ?? ""}`;
    const removed = random.below(3);
    lines.splice(at, removed, ...(random.below(4) === 0 ? [] : [text]));
    tree.set(path, lines.join(""));
  },
  "same lines": (tree) => {
    const path = "a.txt";
    const text = tree.get(path);
    if (typeof text === "string") tree.set(path, text.replace(/^/, "the same on both sides\n"));
  },
  add: (tree, random) => void tree.set(random.pick([...NAMES, "new.txt", "src/new.txt", "lib/x"]), page(random)),
  delete: (tree, random) => {
    const path = pathOf(tree, random, () => true);
    if (path !== null) tree.delete(path);
  },
  rename: (tree, random) => {
    const path = pathOf(tree, random, isText);
    if (path === null) return;
    const text = textAt(tree, path);
    tree.delete(path);
    tree.set(random.pick(["moved.txt", "src/moved.txt", "other/a.txt"]), random.below(2) === 0 ? text : `${text}end\n`);
  },
  "rename folder": (tree) => {
    for (const [path, file] of [...tree]) {
      if (!path.startsWith("src/")) continue;
      tree.delete(path);
      tree.set(path.replace("src/", "source/"), file);
    }
  },
  mode: (tree, random) => {
    const path = pathOf(tree, random, (file) => isText(file) || (typeof file === "object" && "mode" in file));
    const file = path === null ? undefined : tree.get(path);
    if (path === null || file === undefined) return;
    if (typeof file === "string") tree.set(path, { content: file, mode: "100755" });
    else if ("mode" in file && file.mode === "100755") tree.set(path, file.content);
  },
  binary: (tree, random) => void tree.set("data.bin", bytes(random)),
  link: (tree, random) => void tree.set("link", { content: random.pick(NAMES), mode: "120000" }),
  "link for a file": (tree, random) => {
    const path = pathOf(tree, random, isText);
    if (path !== null) tree.set(path, { content: "run.sh", mode: "120000" });
  },
  submodule: (tree, random) => void tree.set("lib", { submodule: String(random.below(4) + 1).repeat(40) }),
  "carriage returns": (tree, random) => {
    const path = pathOf(tree, random, isText);
    if (path !== null) tree.set(path, textAt(tree, path).replace(/\r?\n/g, "\r\n"));
  },
  "no last newline": (tree, random) => {
    const path = pathOf(tree, random, isText);
    if (path !== null) tree.set(path, textAt(tree, path).trimEnd());
  },
  "a folder for a file": (tree, random) => {
    const path = pathOf(tree, random, isText);
    if (path === null) return;
    tree.set(`${path}/inside`, tree.get(path) ?? "");
    tree.delete(path);
  },
};

/** A file cannot be a folder as well. */
function withoutClashes(tree: Tree): Tree {
  for (const path of [...tree.keys()])
    if ([...tree.keys()].some((other) => other.startsWith(`${path}/`))) tree.delete(path);
  return tree;
}

const isSame = (a: FileChange | undefined, b: FileChange | undefined): boolean =>
  a === b || (a !== undefined && b !== undefined && JSON.stringify(a) === JSON.stringify(b));

function changesOf(before: Tree, after: Tree): FileChanges {
  const changes: Record<string, FileChange> = {};
  for (const path of before.keys()) if (!after.has(path)) changes[path] = null;
  for (const [path, file] of after) if (!isSame(before.get(path), file)) changes[path] = file;
  return changes;
}

/** Two branches to merge, and what was done on them. */
export interface GeneratedMerge {
  readonly ours: string;
  readonly theirs: string;
  readonly edits: readonly string[];
  readonly isCrissCross: boolean;
}

/** Tells the history of one merge; the same seed tells the same. */
export function tellMerge(story: History, seed: number): GeneratedMerge {
  const random = seededRandom(seed);
  const [ours, theirs] = [`ours-${seed}`, `theirs-${seed}`];
  const base: Tree = new Map<string, Exclude<FileChange, null>>([
    ["a.txt", page(random)],
    ["b.txt", page(random, "\r\n")],
    ["src/a.txt", page(random)],
    ["src/deep/c.txt", page(random)],
    ["run.sh", { content: page(random), mode: "100755" }],
    ["data.bin", bytes(random)],
    ["link", { content: "a.txt", mode: "120000" }],
    ["lib", { submodule: "9".repeat(40) }],
  ]);
  story.commit(ours, { files: Object.fromEntries(base) });
  story.branch(theirs, ours);
  const edits: string[] = [];
  const names = Object.keys(EDITS);
  const work = (on: string, tree: Tree): Tree => {
    const count = 1 + random.below(3);
    let before = new Map(tree);
    for (let done = 0; done < count; done += 1) {
      // Lines are what people change most.
      const name = random.below(3) > 0 ? "lines" : (names[random.below(names.length)] ?? "lines");
      const after = new Map(before);
      EDITS[name]?.(after, random);
      const files = changesOf(before, withoutClashes(after));
      if (Object.keys(files).length === 0) continue;
      story.commit(on, { files });
      edits.push(name);
      before = after;
    }
    return before;
  };
  let [left, right] = [work(ours, base), work(theirs, base)];
  const isCrissCross = random.below(10) === 0;
  if (isCrissCross) {
    // Both are merged into each other, each time with the other's files for whatever is in doubt.
    const [ourTip, theirTip] = [story.tip(ours), story.tip(theirs)];
    const settle = (mine: Tree, other: Tree): FileChanges => {
      const all: Record<string, FileChange> = {};
      for (const path of new Set([...mine.keys(), ...base.keys()])) all[path] = other.get(path) ?? null;
      for (const [path, file] of other) all[path] = file;
      return all;
    };
    story.merge(ours, theirTip, { files: settle(left, right) });
    story.merge(theirs, ourTip, { files: settle(right, left) });
    [left, right] = [work(ours, right), work(theirs, left)];
  }
  return { ours, theirs, edits, isCrissCross };
}
