/** What a server sends beside what was asked for. */
export interface SideBands {
  readonly onProgress: (text: string) => void;
  /** The history ends where the server's own does; what it is asked for is not sent then. */
  readonly onShallow?: (() => void) | undefined;
}

export const BAND = { data: 1, progress: 2, failure: 3 } as const;

/**
 * The bytes of the `packfile` section that answers a `fetch` command (gitprotocol-v2(5)): lines with a length in front
 * (gitprotocol-common(5)), each with its side band.
 *
 * @throws Error when it is anything else, when the server reports a failure, and when it ends too early
 */
export async function* readPack(
  answer: AsyncIterable<Buffer>,
  { onProgress, onShallow }: SideBands,
): AsyncGenerator<Buffer, void> {
  let isPack = false;
  for await (const packet of packetsOf(answer)) {
    if (!isPack) {
      const section = packet.toString("latin1").trimEnd();
      if (section === "shallow-info") onShallow?.();
      if (section !== "packfile") throw new Error("No pack.");
      isPack = true;
    } else if (packet[0] === BAND.data) yield packet.subarray(1);
    else if (packet[0] === BAND.progress) onProgress(packet.toString("utf8", 1));
    else throw new Error("The server gave up.");
  }
  if (!isPack) throw new Error("No pack.");
}

/** Lines with a length in front, up to the flush that ends them all. @throws Error for anything else */
export async function* packetsOf(answer: AsyncIterable<Buffer> | Iterable<Buffer>): AsyncGenerator<Buffer> {
  let rest: Buffer = Buffer.alloc(0);
  let isEnded = false;
  for await (const chunk of answer) {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    let at = 0;
    while (!isEnded && at + 4 <= rest.length) {
      const head = rest.toString("latin1", at, at + 4);
      const length = /^[0-9a-f]{4}$/.test(head) ? Number.parseInt(head, 16) : 1;
      isEnded = length === 0;
      if (!isEnded && length < 5) throw new Error("No line of the protocol.");
      if (at + length > rest.length) break;
      if (!isEnded) yield rest.subarray(at + 4, at + length);
      at += isEnded ? 4 : length;
    }
    rest = rest.subarray(at);
  }
  if (!isEnded || rest.length > 0) throw new Error("Cut off.");
}
