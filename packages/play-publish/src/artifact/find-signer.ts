import type { FileHandle } from "node:fs/promises";
import type { Archive } from "./archive.js";
import { readJarSigner, SIGNATURE_BLOCK, SIGNATURE_FILE } from "./jar-signer.js";
import type { Kind } from "./kind-of.js";
import type { Signer } from "./signer.js";
import { readApkSigner } from "./signing-block.js";

const MOST_BYTES = 1024 * 1024;

/** Who signed: a bundle as a JAR, an APK by its signing block or, an old one, as a JAR. The signature is not verified. */
export async function findSigner(archive: Archive, kind: Kind, handle: FileHandle): Promise<Signer | null> {
  const fromBlock = kind === "apk" ? await readApkSigner(handle) : null;
  if (fromBlock !== null) return fromBlock;
  const names = [...archive.entries.keys()];
  const block = names.find((name) => SIGNATURE_BLOCK.test(name));
  if (block === undefined || !names.some((name) => SIGNATURE_FILE.test(name))) return null;
  const entry = archive.entries.get(block);
  return entry === undefined ? null : readJarSigner(await archive.read(entry, MOST_BYTES));
}
