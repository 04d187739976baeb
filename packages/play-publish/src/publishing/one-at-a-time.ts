import type { PublisherLock } from "../ports.js";

/**
 * The lock of a script that is the only publisher of its packages: within this process each package waits for its turn.
 * Where other processes publish too, bring a lock that they know.
 */
export function oneAtATime(): PublisherLock {
  const last = new Map<string, Promise<unknown>>();
  return {
    hold: (packageName, work) => {
      const turn = (last.get(packageName) ?? Promise.resolve()).then(work);
      last.set(
        packageName,
        turn.catch(() => undefined),
      );
      return turn;
    },
  };
}
