import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";

/** What git made of a stream in an empty repository: the same bytes make the same objects and refs, whenever. */
export interface KnownHistory {
  readonly oids: ReadonlyMap<number, string>;
  /** Path below the repository → content. */
  readonly files: ReadonlyMap<string, Buffer>;
}

/** Small ones only: tests tell the same few small histories again and again, and large ones once. */
const MOST_BYTES = 1_000_000;

const known = new Map<string, KnownHistory>();

/** The key of a stream that is worth to be kept, null when it is too large. */
export function historyKey(stream: readonly (string | Buffer)[]): string | null {
  const hash = createHash("sha256");
  let bytes = 0;
  for (const chunk of stream) {
    hash.update(chunk);
    bytes += chunk.length;
  }
  return bytes > MOST_BYTES ? null : hash.digest("hex");
}

/** Writes a history into an empty repository as git wrote it before, null when it was not told before. */
export async function writeKnown(path: string, key: string): Promise<KnownHistory["oids"] | null> {
  const history = known.get(key);
  if (history === undefined) return null;
  const folders = new Set([...history.files.keys()].map((file) => dirname(join(path, file))));
  await Promise.all([...folders].map((folder) => mkdir(folder, { recursive: true })));
  await Promise.all(
    [...history.files].map(([file, content]) =>
      writeFile(join(path, file), content, { mode: file.startsWith("objects/") ? 0o444 : 0o644 }),
    ),
  );
  return history.oids;
}

/** Keeps what git wrote into a repository that was empty before. */
export async function keepKnown(path: string, key: string, oids: KnownHistory["oids"]): Promise<void> {
  const files = await filesOf(path);
  const contents = await Promise.all(files.map((file) => readFile(join(path, file))));
  known.set(key, { oids, files: new Map(files.map((file, index) => [file, contents[index] ?? Buffer.alloc(0)])) });
}

/** Whether a folder is a bare repository without objects and refs. */
export async function isEmpty(path: string): Promise<boolean> {
  return (await filesOf(path).catch(() => ["?"])).length === 0;
}

/** Everything that a stream adds to. */
async function filesOf(path: string): Promise<string[]> {
  const folders = ["objects", "refs"].map(async (folder) => {
    const entries = await readdir(join(path, folder), { recursive: true, withFileTypes: true });
    return entries.filter((entry) => entry.isFile()).map((entry) => relative(path, join(entry.parentPath, entry.name)));
  });
  const packed = (await readdir(path)).filter((name) => name === "packed-refs");
  return [...(await Promise.all(folders)).flat(), ...packed];
}
