/** Work that several wait for. It is given up when nobody waits any more. */
export interface Shared<T> {
  /** Rejects with the signal's reason, alone. */
  wait(signal?: AbortSignal): Promise<T>;
  /** True when it failed or was given up. */
  readonly isOver: boolean;
  /** Ends it if it is still under way; what it brought all the same. */
  giveUp(reason: Error): Promise<T | null>;
}

export function share<T>(start: (signal: AbortSignal) => Promise<T>): Shared<T> {
  const work = new AbortController();
  const result = start(work.signal);
  let waiting = 0;
  let isOver = false;
  result.catch(() => (isOver = true)); // whoever waits hears of it
  const giveUp = (reason: unknown): void => {
    isOver = true;
    work.abort(reason);
  };
  return {
    wait: (signal) =>
      new Promise((resolve, reject) => {
        waiting += 1;
        const leave = (): void => {
          signal?.removeEventListener("abort", onAbort);
          waiting -= 1;
        };
        const onAbort = (): void => {
          leave();
          if (waiting === 0) giveUp(signal?.reason);
          reject(signal?.reason as Error);
        };
        if (signal?.aborted === true) return onAbort();
        signal?.addEventListener("abort", onAbort, { once: true });
        result.finally(leave).then(resolve, reject);
      }),
    get isOver() {
      return isOver;
    },
    giveUp: async (reason) => {
      giveUp(reason);
      return await result.catch(() => null);
    },
  };
}
