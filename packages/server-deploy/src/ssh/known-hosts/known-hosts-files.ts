import { createHmac, randomBytes } from "node:crypto";
import { appendFile, mkdir, open, readFile } from "node:fs/promises";
import { dirname } from "node:path";
import { knownHostsUnreadable, knownHostsUnwritable } from "./errors.js";
import { keyTypeOf, type KnownHostLine, parseKnownHosts } from "./parse-known-hosts.js";

/** All lines of the files; one that is not there has none. @throws ReleaseError `ERR_KNOWN_HOSTS_UNREADABLE` */
export async function readKnownHosts(files: readonly string[]): Promise<KnownHostLine[]> {
  const read = await Promise.all(files.map(async (file) => parseKnownHosts(await textOf(file), file)));
  return read.flat();
}

async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === "ENOENT") return "";
    throw knownHostsUnreadable(file, code ?? message, error);
  }
}

/**
 * Writes a key down, in one write at the end of the file, so that whoever does the same at the same time loses nothing.
 * @throws ReleaseError `ERR_KNOWN_HOSTS_UNWRITABLE`
 */
export async function appendKnownHost(file: string, name: string, key: Buffer, isHashed: boolean): Promise<void> {
  const line = `${isHashed ? hashed(name) : name} ${keyTypeOf(key)} ${key.toString("base64")}\n`;
  try {
    await mkdir(dirname(file), { recursive: true, mode: 0o700 });
    await appendFile(file, (await endsInLine(file)) ? line : `\n${line}`, { mode: 0o600, flush: true });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw knownHostsUnwritable(file, code ?? message, error);
  }
}

/** False when the last line of the file lacks its end: what is appended would become a part of it. */
async function endsInLine(file: string): Promise<boolean> {
  const handle = await open(file, "r").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return null;
    throw error;
  });
  if (handle === null) return true;
  try {
    const { size } = await handle.stat();
    if (size === 0) return true;
    const last = await handle.read(Buffer.alloc(1), 0, 1, size - 1);
    return last.buffer[0] === 10;
  } finally {
    await handle.close();
  }
}

const hashed = (name: string): string => {
  const salt = randomBytes(20);
  return `|1|${salt.toString("base64")}|${createHmac("sha1", salt).update(name).digest("base64")}`;
};
