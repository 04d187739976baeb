import { createHash, type Hash } from "node:crypto";
import type { IncomingMessage } from "node:http";

const HEAD_SIZE = 1024 * 1024;
/** What Google keeps of a request that broke off is full pieces of this size. */
export const PIECE = 256 * 1024;

/** The bytes of one file so far: their number, hash and beginning, never more. */
export interface Received {
  got: number;
  hash: Hash;
  head: Buffer[];
  headSize: number;
  /** The last full piece. */
  kept: { got: number; hash: Hash };
}

export const nothingReceived = (): Received => {
  const hash = createHash("sha256");
  return { got: 0, hash, head: [], headSize: 0, kept: { got: 0, hash: hash.copy() } };
};

/**
 * Takes the body of a request into the file. False when the connection ended early, or at `atByte` of the file, where this
 * ends it; only full pieces are kept then.
 */
export function receive(incoming: IncomingMessage, file: Received, atByte: number | null): Promise<boolean> {
  return new Promise((resolve) => {
    let over = false;
    const finish = (whole: boolean): void => {
      if (over) return;
      over = true;
      if (!whole) dropHalfPiece(file);
      resolve(whole);
    };
    incoming.on("data", (chunk: Buffer) => {
      if (over) return;
      const cut = atByte !== null && file.got + chunk.length >= atByte;
      take(file, cut ? chunk.subarray(0, Math.max(0, atByte - file.got)) : chunk);
      if (!cut) return;
      incoming.socket.destroy();
      finish(false);
    });
    incoming.on("end", () => finish(incoming.complete));
    incoming.on("close", () => finish(false));
    incoming.on("error", () => finish(false));
    incoming.resume();
  });
}

function dropHalfPiece(file: Received): void {
  const head = Buffer.concat(file.head).subarray(0, file.kept.got);
  Object.assign(file, { got: file.kept.got, hash: file.kept.hash.copy(), head: [head], headSize: head.length });
}

function take(file: Received, chunk: Buffer): void {
  if (file.headSize < HEAD_SIZE) {
    file.head.push(Buffer.from(chunk));
    file.headSize += chunk.length;
  }
  let rest = chunk;
  for (let room = PIECE - (file.got % PIECE); rest.length >= room; room = PIECE) {
    file.hash.update(rest.subarray(0, room));
    file.got += room;
    file.kept = { got: file.got, hash: file.hash.copy() };
    rest = rest.subarray(room);
  }
  file.hash.update(rest);
  file.got += rest.length;
}
