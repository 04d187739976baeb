import { Readable, type Writable } from "node:stream";

export type Input = string | Uint8Array | Readable | undefined;

/** How much is handed over at a time: below it, nothing is noticed of a command that stops to read. */
const PIECE = 64 * 1024;

/**
 * Writes the input to the first stream, as fast as the command reads it and as the streams below take it, and closes it.
 * Resolves at the end, or when `isOver` is aborted, which is how a command that has heard enough looks. Rejects when the
 * input itself fails; then it is not closed, since what was cut would look whole.
 */
export async function sendInput(
  [to, ...below]: readonly [Writable, ...Writable[]],
  input: Input,
  isOver: AbortSignal,
  onSent: () => void,
): Promise<void> {
  for await (const piece of piecesOf(input)) {
    if (isOver.aborted) return;
    to.write(piece);
    for (const stream of [to, ...below]) if (stream.writableNeedDrain) await drained(stream, isOver);
    onSent();
  }
  if (!isOver.aborted) to.end();
}

async function* piecesOf(input: Input): AsyncGenerator<Uint8Array> {
  if (input === undefined) return;
  if (input instanceof Readable) {
    for await (const chunk of input) yield typeof chunk === "string" ? Buffer.from(chunk) : (chunk as Uint8Array);
    return;
  }
  const bytes = typeof input === "string" ? Buffer.from(input) : input;
  for (let at = 0; at < bytes.length; at += PIECE) yield bytes.subarray(at, at + PIECE);
}

function drained(to: Writable, isOver: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const go = (): void => {
      to.off("drain", go);
      isOver.removeEventListener("abort", go);
      resolve();
    };
    to.once("drain", go);
    isOver.addEventListener("abort", go, { once: true });
    if (isOver.aborted) go();
  });
}
