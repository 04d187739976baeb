import type { Conflict, ConflictKind, MergeResult, Oid } from "../ports.js";

interface Stage {
  readonly mode: string;
  readonly oid: Oid;
  readonly stage: number;
  readonly path: string;
}

/** git's short conflict types (git-merge-tree(1), "Informational messages") → ours. The first match wins. */
const KINDS: readonly (readonly [RegExp, ConflictKind])[] = [
  [/submodule/i, "submodule"],
  [/binary/, "binary"],
  [/distinct (?:modes|types)/, "mode"],
  [/rename/, "rename"],
  [/modify\/delete/, "modify-delete"],
  [/file\/directory|add\/add/, "add-add"],
  [/CONFLICT/, "content"],
];

/** When git tells several things about one path, the more telling one stands. */
const WEIGHT: readonly ConflictKind[] = [
  "submodule",
  "binary",
  "mode",
  "rename",
  "modify-delete",
  "add-add",
  "content",
];

/** Reads the output of `git merge-tree --write-tree -z` that ended with 0 (clean) or 1 (conflicts). */
export function parseMergeTree(output: string, isClean: boolean): MergeResult {
  const fields = output.split("\0");
  const tree = fields.shift() ?? "";
  if (isClean) return { tree, conflicts: [], partial: null };
  const stages: Stage[] = [];
  while (fields.length > 0 && fields[0] !== "") stages.push(stageOf(fields.shift() ?? ""));
  fields.shift();

  const kinds = new Map<string, ConflictKind>();
  const told = new Set<string>();
  while (fields.length >= 3) {
    const count = Number(fields.shift());
    const paths = fields.splice(0, count);
    const [type = "", text = ""] = fields.splice(0, 2);
    const path = paths[0];
    if (path === undefined || !type.startsWith("CONFLICT")) continue;
    // Beside other conflicts git tells of a file in the way of a folder that in the end was in nobody's way.
    if (type.includes("file/directory") && stages.length > 0 && !stages.some((stage) => stage.path === path)) continue;
    paths.forEach((each) => told.add(each));
    const kind = kindOf(
      type,
      text,
      stages.filter((stage) => stage.path === path),
    );
    const known = kinds.get(path);
    if (known === undefined || WEIGHT.indexOf(kind) < WEIGHT.indexOf(known)) kinds.set(path, kind);
  }
  for (const { path } of stages) if (!told.has(path)) kinds.set(path, kinds.get(path) ?? "content");
  const conflicts: Conflict[] = [...kinds].map(([path, kind]) => ({ path, kind }));
  return { tree: null, conflicts: conflicts.sort((a, b) => (a.path < b.path ? -1 : 1)), partial: tree };
}

function kindOf(type: string, text: string, stages: readonly Stage[]): ConflictKind {
  if (stages.some((stage) => stage.mode === "160000")) return "submodule";
  const ours = stages.find((stage) => stage.stage === 2);
  const theirs = stages.find((stage) => stage.stage === 3);
  if (ours !== undefined && ours.oid === theirs?.oid && ours.mode !== theirs.mode) return "mode";
  const words = type === "CONFLICT (contents)" ? `${type} ${/^CONFLICT \([^)]*\)/.exec(text)?.[0] ?? ""}` : type;
  return KINDS.find(([pattern]) => pattern.test(words))?.[1] ?? "content";
}

function stageOf(line: string): Stage {
  const tab = line.indexOf("\t");
  const [mode = "", oid = "", stage = "0"] = line.slice(0, tab).split(" ");
  return { mode, oid, stage: Number(stage), path: line.slice(tab + 1) };
}
