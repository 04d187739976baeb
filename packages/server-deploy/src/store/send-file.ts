import type { PassThrough } from "node:stream";
import { fileChanged, fileNotHere } from "./errors.js";
import type { StoreFile } from "./store-file.js";

/**
 * Answers `need <sha256>`: the content, as fast as the host takes it. The host counts bytes, so there must be neither
 * more nor fewer than was said.
 * @throws ReleaseError `ERR_FILE_CHANGED`, and what reading it throws
 */
export async function sendFile(sha256: string, files: readonly StoreFile[], say: PassThrough): Promise<void> {
  const file = files.find((one) => one.sha256 === sha256);
  if (file?.open === undefined) throw fileNotHere(sha256);
  let sent = 0;
  for await (const part of file.open()) {
    const bytes = typeof part === "string" ? Buffer.from(part) : (part as Uint8Array);
    sent += bytes.length;
    if (sent > file.bytes) throw fileChanged(file, sent);
    if (say.destroyed) return;
    if (!say.write(bytes)) await drained(say);
  }
  if (sent < file.bytes) throw fileChanged(file, sent);
}

/** Or closed: nobody reads any more. */
const drained = (say: PassThrough): Promise<void> =>
  new Promise((resolve) => {
    const go = (): void => {
      say.off("drain", go).off("close", go);
      resolve();
    };
    say.on("drain", go).on("close", go);
  });
