import { createHash } from "node:crypto";
import type { FileHandle } from "node:fs/promises";
import type { Sink } from "../http/exchange.js";

const BLOCK = 512 * 1024;

/** A file that is read and hashed in one pass, and may be read again from an earlier byte. */
export interface HashedFile {
  readonly size: number;
  /**
   * Sends the bytes from `from` to `to` (not included). The last byte of the file leaves only when the whole content is what
   * was expected. @throws the error of `changed`
   */
  pump(from: number, to: number, sink: Sink): Promise<void>;
}

/** `changed` makes the error for another content than `sha256` (64 hex digits), or for another length. */
export function hashedFile(
  handle: FileHandle,
  size: number,
  sha256: string,
  changed: (found: string | null) => Error,
): HashedFile {
  const hash = createHash("sha256");
  let hashed = 0;
  let digest: string | null = null;

  const read = async (block: Buffer, at: number, length: number): Promise<Buffer> => {
    const { bytesRead } = await handle.read(block, 0, length, at);
    if (bytesRead === 0 && length > 0) throw changed(null);
    const bytes = block.subarray(0, bytesRead);
    if (at <= hashed && at + bytesRead > hashed) {
      hash.update(bytes.subarray(hashed - at));
      hashed = at + bytesRead;
    }
    if (hashed === size) {
      digest ??= hash.digest("hex");
      if (digest !== sha256) throw changed(digest);
    }
    return bytes;
  };
  const blocks = [Buffer.allocUnsafeSlow(BLOCK), Buffer.allocUnsafeSlow(BLOCK)] as const;
  let turn = 0;
  const next = (at: number, to: number): Promise<Buffer> => {
    turn = 1 - turn;
    return read(turn === 0 ? blocks[0] : blocks[1], at, Math.min(BLOCK, to - at));
  };
  /** Bytes that an earlier process sent are read for the hash alone. */
  const catchUp = async (until: number): Promise<void> => {
    while (hashed < until) await next(hashed, until);
  };

  /** The block after a piece, read and hashed while Google thinks about the piece. */
  let ahead: { readonly at: number; readonly block: Promise<Buffer> } | null = null;
  const lookAhead = (at: number): void => {
    if (at >= size) return;
    ahead = { at, block: next(at, size) };
    ahead.block.catch(() => undefined); // told to who asks for it
  };
  const first = async (at: number, to: number): Promise<Buffer> => {
    const known = ahead;
    ahead = null;
    if (known?.at === at) return (await known.block).subarray(0, to - at);
    await known?.block.catch(() => undefined);
    await catchUp(at);
    return next(at, to);
  };

  return {
    size,
    pump: async (from, to, sink) => {
      let at = from;
      let bytes = await first(at, to);
      while (bytes.length > 0) {
        at += bytes.length;
        // While one block leaves, the other is read and hashed.
        const [sent, following] = await Promise.allSettled([
          sink(bytes),
          at < to ? next(at, to) : Promise.resolve(Buffer.alloc(0)),
        ]);
        if (following.status === "rejected") throw following.reason;
        if (sent.status === "rejected") throw sent.reason;
        bytes = following.value;
      }
      lookAhead(to);
    },
  };
}
