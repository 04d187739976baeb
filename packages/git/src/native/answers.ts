import type { Oid } from "../ports.js";

/** Enough for one plan and its application; a long report over one repository forgets its oldest answers. */
const MOST_ANSWERS = 200;
const MOST_TREES = 20_000;

/**
 * What git has answered about a store. Questions are about object ids, so an answer holds for as long as the store
 * has its objects; `forget` belongs to everything that takes objects away.
 */
export interface Answers {
  /** The answer to `question`: the one that is known or on its way, else what `ask` brings. Failures are not kept. */
  readonly once: <T>(question: readonly unknown[], ask: () => Promise<T>) => Promise<T>;
  /** The tree of a commit that was seen, or what was noted as such. */
  readonly trees: { get(commit: Oid): Oid | undefined; note(commit: Oid, tree: Oid): void };
  forget(): void;
}

export function createAnswers(): Answers {
  const known = new Map<string, Promise<unknown>>();
  const trees = new Map<Oid, Oid>();
  return {
    once: async <T>(question: readonly unknown[], ask: () => Promise<T>): Promise<T> => {
      const key = JSON.stringify(question);
      const asked = known.get(key);
      if (asked !== undefined) {
        try {
          return (await asked) as T;
        } catch {
          // Whoever asked gave up, or might not use the network: ask again by our own means.
        }
      }
      const started = ask();
      known.set(key, started);
      const oldest = known.size > MOST_ANSWERS ? known.keys().next().value : undefined;
      if (oldest !== undefined) known.delete(oldest);
      started.catch(() => known.get(key) === started && known.delete(key));
      return await started;
    },
    trees: {
      get: (commit) => trees.get(commit),
      note: (commit, tree) => {
        if (trees.size < MOST_TREES) trees.set(commit, tree);
      },
    },
    forget: () => {
      known.clear();
      trees.clear();
    },
  };
}
