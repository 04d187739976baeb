import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { isOid } from "../ref-name.js";
import type { Oid } from "../ports.js";

/**
 * The refs of a store of our own, read without git (gitrepository-layout(5): loose refs stand before packed ones).
 * Null when something is not as we know it; then git is to be asked.
 */
export async function readRefFiles(gitDir: string): Promise<ReadonlyMap<string, Oid> | null> {
  const [packed, heads, tags] = await Promise.all([
    readFile(join(gitDir, "packed-refs"), "utf8").catch(emptyWhenAbsent),
    readLoose(gitDir, "refs/heads"),
    readLoose(gitDir, "refs/tags"),
  ]);
  if (packed === null || heads === null || tags === null) return null;
  const refs = parsePacked(packed);
  if (refs === null) return null;
  for (const [name, oid] of [...heads, ...tags]) refs.set(name, oid);
  return refs;
}

/** Lines of `<oid> <name>`, each with `^<oid>` behind it when it is an annotated tag. */
function parsePacked(text: string): Map<string, Oid> | null {
  const refs = new Map<string, Oid>();
  for (const line of text.split("\n")) {
    if (line === "" || line.startsWith("#") || line.startsWith("^")) continue;
    const [oid = "", name = ""] = [line.slice(0, 40), line.slice(41)];
    if (!isOid(oid) || line[40] !== " ") return null;
    if (/^refs\/(?:heads|tags)\//.test(name)) refs.set(name, oid);
  }
  return refs;
}

async function readLoose(gitDir: string, folder: string): Promise<(readonly [string, Oid])[] | null> {
  const entries = await readdir(join(gitDir, folder), { withFileTypes: true, recursive: false }).catch(() => null);
  if (entries === null) return folder.split("/").length > 2 ? [] : null;
  const found = await Promise.all(
    entries.map(async (entry) => {
      const name = `${folder}/${entry.name}`;
      if (entry.isDirectory()) return readLoose(gitDir, name);
      if (entry.name.endsWith(".lock")) return [];
      const text = await readFile(join(gitDir, name), "utf8").catch(() => "");
      const oid = text.trimEnd();
      return isOid(oid) ? [[name, oid] as const] : null;
    }),
  );
  return found.every((refs) => refs !== null) ? found.flat() : null;
}

function emptyWhenAbsent(error: NodeJS.ErrnoException): string | null {
  return error.code === "ENOENT" ? "" : null;
}
