import type { CallOptions } from "@signalbox/release-core";
import type { Oid } from "../ports.js";
import type { ListedRef } from "./parse-refs.js";
import { listedRefs } from "./listed-refs.js";
import { readRefFiles } from "./ref-files.js";
import { readRefs } from "./read-refs.js";
import type { Store } from "./store.js";

const PREFIXES = ["refs/heads/", "refs/tags/"];

/** Lists the refs of a cache. */
export type CacheRefs = (store: Store, options: CallOptions) => Promise<readonly ListedRef[]>;

/**
 * Asks git once a process, which looks at every object behind a ref; after that the files say as much, unless they name
 * a tag that was not seen yet: what is behind it only git can tell.
 */
export function createCacheRefs(): CacheRefs {
  const commits = new Map<Oid, Oid>();
  let asking: Promise<readonly ListedRef[]> | null = null;

  const ask = async (store: Store, options: CallOptions): Promise<readonly ListedRef[]> => {
    const { refs } = await readRefs(store, PREFIXES, options);
    for (const { oid, commit } of refs) commits.set(oid, commit);
    return refs;
  };
  const fromFiles = ({ gitDir }: Store): readonly ListedRef[] | null => {
    if (commits.size === 0) return null;
    const files = readRefFiles(gitDir, ["refs/heads", "refs/tags"]);
    return files === null ? null : listedRefs(files, commits);
  };
  return async (store, options) => {
    if (asking !== null) await asking.catch(() => undefined);
    const known = fromFiles(store);
    if (known !== null) return known;
    const mine = ask(store, options);
    asking = mine;
    try {
      return await mine;
    } finally {
      if (asking === mine) asking = null;
    }
  };
}
