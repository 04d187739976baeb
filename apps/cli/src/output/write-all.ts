/** Written at once: a write for every line would cost more than the line. */
const PIECE = 64 * 1024;

/** Writes pieces as fast as they are taken, and no faster: a slow reader costs no memory. One that is gone wants no more. */
export async function writeAll(
  pieces: Iterable<string> | AsyncIterable<string>,
  stream: NodeJS.WriteStream,
): Promise<void> {
  let held = "";
  for await (const piece of pieces) {
    held += piece;
    if (held.length < PIECE) continue;
    await writeOne(held, stream);
    held = "";
    if (stream.destroyed) return;
  }
  if (held !== "") await writeOne(held, stream);
}

const writeOne = (piece: string, stream: NodeJS.WriteStream): Promise<void> =>
  new Promise((resolve) => {
    if (stream.write(piece) || stream.destroyed) return resolve();
    const settle = (): void => {
      stream.off("drain", settle).off("close", settle).off("error", settle);
      resolve();
    };
    stream.on("drain", settle).on("close", settle).on("error", settle);
  });
