import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

/** A ref as it is stored. */
export interface StoredRef {
  /** Full: `refs/heads/main`. */
  readonly ref: string;
  /** Of the commit, or of the tag object. */
  readonly oid: string;
}

/** Stands for a ref that is not there. */
export const NO_OBJECT = "0".repeat(40);

const OID = /^[0-9a-f]{40}$/;

/** The oid of one full ref, null when there is none. */
export async function readRef(path: string, ref: string): Promise<string | null> {
  if (!ref.startsWith("refs/") || ref.split("/").includes("..")) return null;
  const loose = await readFile(join(path, ref), "utf8").catch(() => "");
  if (OID.test(loose.trim())) return loose.trim();
  return (await packedRefs(path)).get(ref) ?? null;
}

/**
 * All refs below a prefix (`refs/tags/`), sorted by name. Read from the files of git, since a process for each question
 * would cost more than the answer.
 */
export async function listRefs(path: string, prefix = "refs/"): Promise<StoredRef[]> {
  const refs = new Map([...(await packedRefs(path))].filter(([ref]) => ref.startsWith(prefix)));
  const folder = prefix.slice(0, prefix.lastIndexOf("/"));
  for (const name of await looseRefs(path, folder)) {
    if (!name.startsWith(prefix)) continue;
    const oid = (await readFile(join(path, name), "utf8").catch(() => "")).trim();
    if (OID.test(oid)) refs.set(name, oid);
  }
  return [...refs].map(([ref, oid]) => ({ ref, oid })).sort((one, other) => (one.ref < other.ref ? -1 : 1));
}

async function looseRefs(path: string, folder: string): Promise<string[]> {
  const entries = await readdir(join(path, folder), { withFileTypes: true }).catch(() => []);
  const below = await Promise.all(
    entries.map((entry) => {
      const name = `${folder}/${entry.name}`;
      if (entry.isDirectory()) return looseRefs(path, name);
      return Promise.resolve(entry.name.endsWith(".lock") ? [] : [name]);
    }),
  );
  return below.flat();
}

async function packedRefs(path: string): Promise<Map<string, string>> {
  const text = await readFile(join(path, "packed-refs"), "utf8").catch(() => "");
  const refs = new Map<string, string>();
  for (const line of text.split("\n")) {
    if (line[40] === " ") refs.set(line.slice(41), line.slice(0, 40));
  }
  return refs;
}
