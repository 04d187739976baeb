import { type CallOptions, isReleaseError } from "@signalbox/release-core";
import { descentOf } from "../descent.js";
import type { Descent, Oid } from "../ports.js";
import { listParents } from "./read-history.js";
import type { Store } from "./store.js";

/**
 * Which commits come before which. The whole history is walked when one of them was never asked about; then the answer
 * is remembered, because tags stay where they are and every report asks about the same ones again.
 */
export async function rememberedDescent(
  store: Store,
  commits: readonly Oid[],
  options: CallOptions,
): Promise<readonly Descent[]> {
  const { descent } = store.memory.recall();
  const known = new Set(descent.map(({ commit }) => commit));
  const wanted = new Set(commits);
  if (commits.every((oid) => known.has(oid))) return known.size === wanted.size ? descent : descentOf(descent, wanted);
  // What was remembered stays: another component of the repository may have other tags.
  const all = new Set([...known, ...wanted]);
  const found = descentOf(await historyOf(store, all, wanted, options), all);
  await store.memory.keep({ descent: found });
  return descentOf(found, wanted);
}

/** Of a tag that was removed the commit may be gone; then only what is wanted now counts. */
async function historyOf(
  store: Store,
  all: ReadonlySet<Oid>,
  wanted: ReadonlySet<Oid>,
  options: CallOptions,
): Promise<readonly Descent[]> {
  try {
    return await listParents(store, [...all], options);
  } catch (error) {
    if (!isReleaseError(error) || all.size === wanted.size) throw error;
    return await listParents(store, [...wanted], options);
  }
}
