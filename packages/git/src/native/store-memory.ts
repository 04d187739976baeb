import { randomBytes } from "node:crypto";
import { rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Descent, Oid } from "../ports.js";
import { textOf } from "./read-small.js";

/** What git has said about objects of a store. An id names one content, so all of it holds for ever. */
export interface Remembered {
  /** What is behind the objects that tags point at: a commit, or null where there is none (a tree, a blob). */
  readonly peeled: ReadonlyMap<Oid, Oid | null>;
  /** Of tagged commits: which of them come before which. */
  readonly descent: readonly Descent[];
  /** When the remote last gave another answer than hoped to the short question; see `findGoneRefs`. `-Infinity`: never. */
  readonly refusedAt: number;
}

/** The same in a file beside the store, for the processes after this one: it saves them a question each. */
export interface StoreMemory {
  recall(): Remembered;
  /** Whatever is given replaces what was there. A store that cannot be written forgets. */
  keep(changed: Partial<Remembered>): Promise<void>;
}

const NOTHING: Remembered = { peeled: new Map(), descent: [], refusedAt: -Infinity };

export function createStoreMemory(gitDir: string): StoreMemory {
  const path = join(gitDir, "signalbox-memory.json");
  let remembered: Remembered | null = null;
  const recall = (): Remembered => (remembered ??= readMemory(path));
  return {
    recall,
    keep: async (changed) => {
      const next = { ...recall(), ...changed };
      remembered = next;
      const temporary = `${path}.${randomBytes(4).toString("hex")}`;
      try {
        await writeFile(temporary, JSON.stringify({ format: 1, ...next, peeled: Object.fromEntries(next.peeled) }));
        await rename(temporary, path);
      } catch {
        await rm(temporary, { force: true }).catch(() => undefined);
      }
    },
  };
}

function readMemory(path: string): Remembered {
  try {
    const { format, peeled, descent, refusedAt } = JSON.parse(textOf(path) ?? "") as {
      format: unknown;
      peeled: Record<Oid, Oid | null>;
      descent: readonly Descent[];
      refusedAt: number | null; // JSON has no infinity
    };
    if (format !== 1) return NOTHING;
    return { peeled: new Map(Object.entries(peeled)), descent: [...descent], refusedAt: refusedAt ?? -Infinity };
  } catch {
    return NOTHING; // not there yet, or cut off
  }
}
