import type { Sleep } from "@signalbox/release-core";

export interface LaneOptions {
  /** From the start of one write to the start of the next. */
  readonly spacingMs: number;
  readonly now: () => Date;
  readonly sleep: Sleep;
}

/** Runs one task at a time, in the order they came; who is aborted leaves the queue. */
export type Lane = <T>(task: () => Promise<T>, signal: AbortSignal) => Promise<T>;

/**
 * GitHub wants writes one after the other, a second apart.
 * Source: https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api#pause-between-mutative-requests
 */
export function writeLane({ spacingMs, now, sleep }: LaneOptions): Lane {
  let last: Promise<unknown> = Promise.resolve();
  let freeAtMs = -Infinity;
  return async (task, signal) => {
    const before = last;
    let leave = (): void => undefined;
    const left = new Promise<void>((resolve) => (leave = resolve));
    last = before.then(() => left);
    try {
      await orAborted(before, signal);
      const waitMs = freeAtMs - now().getTime();
      if (waitMs > 0) await sleep(waitMs, signal);
      signal.throwIfAborted();
      freeAtMs = now().getTime() + spacingMs;
      return await task();
    } finally {
      leave();
    }
  };
}

function orAborted(promise: Promise<unknown>, signal: AbortSignal): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(signal.reason as Error);
    if (signal.aborted) return abort();
    signal.addEventListener("abort", abort, { once: true });
    void promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", abort));
  });
}
