import { readFile, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { configUnreadable } from "../errors.js";

const EXTENSIONS = ["ts", "mts", "js", "mjs", "json", "yaml", "yml"];
const CANDIDATES = [
  ...EXTENSIONS.map((extension) => `signalbox.config.${extension}`),
  ...EXTENSIONS.map((extension) => join(".config", `signalbox.${extension}`)),
];

/** A configuration that was found: a file of its own, or the `signalbox` key of a package.json. */
export interface FoundConfig {
  readonly file: string;
  /** Relative paths in it start here. */
  readonly folder: string;
  /** Only of a package.json: the value of the key. */
  readonly value?: unknown;
}

/** Looks in a folder and then in those above it; null when there is none. */
export async function findConfig(start: string): Promise<FoundConfig | null> {
  for (let folder = start; ; folder = dirname(folder)) {
    const found = await findIn(folder);
    if (found !== null || folder === dirname(folder)) return found;
  }
}

async function findIn(folder: string): Promise<FoundConfig | null> {
  const present = await Promise.all(CANDIDATES.map((name) => isFile(join(folder, name))));
  const name = CANDIDATES[present.indexOf(true)];
  if (name !== undefined) return { file: join(folder, name), folder };
  const file = join(folder, "package.json");
  if (!(await isFile(file))) return null;
  const value = keyOf(file, await readFile(file, "utf8"));
  return value === undefined ? null : { file: `${file} (signalbox)`, folder, value };
}

function keyOf(file: string, text: string): unknown {
  if (!text.includes('"signalbox"')) return undefined;
  try {
    const value = (JSON.parse(text) as Record<string, unknown>)["signalbox"];
    return typeof value === "object" ? (value ?? undefined) : undefined;
  } catch (error) {
    throw configUnreadable(file, (error as Error).message, error);
  }
}

/** The folder that relative paths start from, for a configuration named by `--config`. */
export const folderOf = (file: string): string => {
  const folder = dirname(file);
  return folder.endsWith("/.config") ? dirname(folder) : folder;
};

export const isFile = (path: string): Promise<boolean> =>
  stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
