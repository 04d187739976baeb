/** Ends a request that has been silent for too long, or whose caller gave up. */
export interface Stopwatch {
  readonly signal: AbortSignal;
  readonly isOver: () => boolean;
  readonly stop: () => void;
  /** The same bytes; each one begins the time anew, and the end stops it. */
  readonly guard: (bytes: AsyncIterable<Uint8Array> | null) => AsyncIterable<Uint8Array> | null;
}

export function stopwatch(signal: AbortSignal, ms: number): Stopwatch {
  const silence = new AbortController();
  const over = (): void => silence.abort(new Error(`no byte for ${ms / 1000} s`));
  let timer = setTimeout(over, ms);
  const stop = (): void => clearTimeout(timer);

  async function* watched(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    try {
      for await (const chunk of bytes) {
        // Whoever takes long over a piece does not make the server silent.
        stop();
        yield chunk;
        timer = setTimeout(over, ms);
      }
    } finally {
      stop();
    }
  }
  return {
    signal: AbortSignal.any([signal, silence.signal]),
    isOver: () => silence.signal.aborted,
    stop,
    guard: (bytes) => (bytes === null ? null : watched(bytes)),
  };
}
