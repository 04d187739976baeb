import type { FileChanges, Tree } from "./files.js";
import type { Random } from "./random.js";

const MODULES = ["recorder", "uploader", "schedule", "config", "modem", "events", "battery", "api"] as const;
const MAX_LINES = 120;

/** A small edit of one source file: a line more, or another one instead of it once the file is long. */
export function sourceEdit(tree: Tree, random: Random): FileChanges {
  const path = `src/${random.pick(MODULES)}.go`;
  const lines = tree.get(path)?.content.toString().split("\n") ?? [`package ${path.slice(4, -3)}`, ""];
  const at = 1 + random.below(lines.length - 1);
  const line = `const step${random.below(1_000_000)} = ${random.below(10_000)}`;
  lines.splice(at, lines.length > MAX_LINES ? 1 : 0, line);
  return { [path]: lines.join("\n") };
}
