/** Lets a number of holders in at once; the others wait in a row. */
export interface Gate {
  /** Resolves with what gives the place back. Rejects with the signal's reason. */
  enter(signal?: AbortSignal): Promise<() => void>;
  /** The number of places from now on. */
  narrow(places: number): void;
  readonly inside: number;
}

export function createGate(places: number): Gate {
  const waiting: (() => void)[] = [];
  let most = places;
  let inside = 0;
  const next = (): void => {
    while (inside < most) {
      const first = waiting.shift();
      if (first === undefined) return;
      inside += 1;
      first();
    }
  };
  const leave = (): (() => void) => {
    let isGone = false;
    return () => {
      if (isGone) return;
      isGone = true;
      inside -= 1;
      next();
    };
  };
  return {
    enter: (signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted === true) return void reject(signal.reason as Error);
        const go = (): void => {
          signal?.removeEventListener("abort", giveUp);
          resolve(leave());
        };
        const giveUp = (): void => {
          const at = waiting.indexOf(go);
          if (at < 0) return;
          waiting.splice(at, 1);
          reject(signal?.reason as Error);
        };
        signal?.addEventListener("abort", giveUp, { once: true });
        waiting.push(go);
        next();
      }),
    narrow: (to) => {
      most = Math.max(1, to);
    },
    get inside() {
      return inside;
    },
  };
}
