import { setTimeout as wait } from "node:timers/promises";
import type { RepositoryRecord } from "../state/records.js";

/** The comparisons of one request: one after the other, each repository once. */
export function workQueue(milliseconds: number): (repository: RepositoryRecord) => Promise<void> {
  const done = new Map<RepositoryRecord, Promise<void>>();
  let last = Promise.resolve();
  return (repository) => {
    const known = done.get(repository);
    if (known !== undefined) return known;
    if (milliseconds > 0) last = last.then(() => wait(milliseconds));
    done.set(repository, last);
    return last;
  };
}
