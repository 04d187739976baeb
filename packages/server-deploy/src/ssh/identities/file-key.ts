import { readFile, stat } from "node:fs/promises";
import ssh2, { type ParsedKey } from "ssh2";
import type { Identity } from "./identity.js";
import { publicPartOf } from "./public-part.js";

/** Asked for an encrypted key, when a host would take it; null when there is none. */
export type Passphrase = (file: string) => Promise<string | null>;

/** A key file that can be offered; a reason why not, in words; or null when there is no such file. */
export type FoundKey = Identity | string | null;

/** Reads a key file. Its private half is opened when a host wants a signature, and not before. */
export async function fileKey(file: string, passphrase: Passphrase | undefined): Promise<FoundKey> {
  const text = await textOf(file);
  const published = await textOf(`${file}.pub`);
  if (text === null) return null;
  if (text instanceof Error) return `${file} (${text.message})`;
  if (await isOpenToOthers(file)) return `${file} (others may read it: chmod 600)`;
  const key = publicKeyOf(text, published);
  if (key instanceof Error) return `${file} (${key.message})`;
  const plain = parse(text);
  if (plain instanceof Error && passphrase === undefined) return `${file} (encrypted: load it with ssh-add)`;
  let opening: Promise<ParsedKey | Error> | undefined;
  return {
    label: file,
    key,
    sign: async (bytes, hash) => {
      // Once: somebody is asked, and to open it takes a second of computing on purpose.
      opening ??= plain instanceof Error ? openWith(text, passphrase?.(file)) : Promise.resolve(plain);
      const opened = await opening;
      if (opened instanceof Error) throw opened;
      const signature: unknown = opened.sign(bytes, hash);
      if (signature instanceof Error) throw signature;
      return signature as Buffer;
    },
  };
}

async function textOf(file: string): Promise<string | Error | null> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return code === "ENOENT" || code === "ENOTDIR" ? null : new Error(code ?? "unreadable", { cause: error });
  }
}

/** OpenSSH does not touch a private key of ours that others may read. */
async function isOpenToOthers(file: string): Promise<boolean> {
  if (process.platform === "win32") return false;
  const { mode, uid } = await stat(file);
  return uid === process.getuid?.() && (mode & 0o077) !== 0;
}

function publicKeyOf(text: string, published: string | Error | null): ParsedKey | Error {
  const inside = publicPartOf(text);
  if (inside !== null) return parse(inside);
  const plain = parse(text);
  if (!(plain instanceof Error) || typeof published !== "string") return plain;
  return parse(published);
}

const openWith = async (text: string, asked: Promise<string | null> | undefined): Promise<ParsedKey | Error> =>
  parse(text, (await asked) ?? undefined);

/** The library gives what is wrong back instead of throwing it. */
function parse(key: string | Buffer, passphrase?: string): ParsedKey | Error {
  const parsed = ssh2.utils.parseKey(key, passphrase);
  return Array.isArray(parsed) ? ((parsed as ParsedKey[])[0] ?? new Error("no key")) : parsed;
}
