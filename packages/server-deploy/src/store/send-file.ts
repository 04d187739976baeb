import type { PassThrough } from "node:stream";
import type { StoreFile } from "./store-file.js";

/** Answers `need <sha256>`: the content, as fast as the host takes it. */
export async function sendFile(sha256: string, files: readonly StoreFile[], say: PassThrough): Promise<void> {
  const content = files.find((file) => file.sha256 === sha256)?.open?.();
  if (content === undefined) return;
  for await (const part of content) {
    if (say.destroyed) return;
    if (!say.write(part)) await new Promise((resolve) => say.once("drain", resolve).once("close", resolve));
  }
}
