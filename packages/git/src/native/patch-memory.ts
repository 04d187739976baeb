import { randomBytes } from "node:crypto";
import { rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { textOf } from "./read-small.js";
import type { TreePair } from "./patch-ids.js";

/** The patch id of a difference; null where there is none. */
export type PatchId = string | null;

/** Patch ids in a file beside a cache: with each commit more a comparison asks for all of them again, and one is new. */
export interface PatchMemory {
  recall(pair: TreePair): PatchId | undefined;
  keep(pairs: readonly TreePair[], ids: readonly PatchId[]): Promise<void>;
}

/** For stores that keep nothing. */
export const noPatchMemory: PatchMemory = { recall: () => undefined, keep: () => Promise.resolve() };

/** 0.25 MB; the oldest go. */
const MOST_IDS = 2000;

export function createPatchMemory(gitDir: string): PatchMemory {
  const path = join(gitDir, "signalbox-patches.json");
  let remembered: Map<string, PatchId> | null = null;
  const known = (): Map<string, PatchId> => (remembered ??= readIds(path));
  return {
    recall: (pair) => known().get(keyOf(pair)),
    keep: async (pairs, ids) => {
      for (const [index, pair] of pairs.entries()) known().set(keyOf(pair), ids[index] ?? null);
      const newest = [...known()].slice(-MOST_IDS);
      remembered = new Map(newest);
      const temporary = `${path}.${randomBytes(4).toString("hex")}`;
      try {
        await writeFile(temporary, JSON.stringify({ format: 1, ids: newest }));
        await rename(temporary, path);
      } catch {
        await rm(temporary, { force: true }).catch(() => undefined); // what cannot be written is asked for again
      }
    },
  };
}

/** One answer a pair, in their order; only what is not remembered is asked. */
export async function rememberedIds(
  memory: PatchMemory,
  pairs: readonly TreePair[],
  ask: (open: readonly TreePair[]) => Promise<readonly PatchId[]>,
): Promise<readonly PatchId[]> {
  const known = pairs.map((pair) => memory.recall(pair));
  const open = pairs.filter((_, index) => known[index] === undefined);
  if (open.length === 0) return known.map((id) => id ?? null);
  const asked = await ask(open);
  await memory.keep(open, asked);
  let next = 0;
  return known.map((id) => (id === undefined ? (asked[next++] ?? null) : id));
}

const keyOf = ({ from, to }: TreePair): string => `${from} ${to}`;

function readIds(path: string): Map<string, PatchId> {
  try {
    const { format, ids } = JSON.parse(textOf(path) ?? "") as { format: unknown; ids: readonly [string, PatchId][] };
    return new Map(format === 1 ? ids : []);
  } catch {
    return new Map(); // not there yet, or cut off
  }
}
