import { type CallOptions, contextOf } from "@signalbox/release-core";
import type { ConfigPair } from "../upstream.js";
import { parseConfigList } from "../upstream.js";
import type { Oid } from "../ports.js";
import { askRefs, type Listing } from "./ask-refs.js";
import { isAlways, pairsOf } from "./environment.js";
import { readRefFiles } from "./ref-files.js";
import { callGit, type Store } from "./store.js";

/** A remote that did not answer as hoped is asked in this way again after a day. */
const REFUSAL_AGE_MS = 24 * 60 * 60_000;

/** A ref that the remote has no more, and where the cache has it. */
export interface GoneRef {
  readonly name: string;
  readonly oid: Oid;
}

/**
 * Which refs of the cache the remote has no more, when all its others are where the cache has them: mostly none. One
 * request says so, where `git fetch` takes two and two processes. Null when something moved, and whenever it is not
 * certain that git would have asked in the same way and got the same answer: then git fetches, with all that the user
 * has set for it.
 */
export async function findGoneRefs(
  store: Store,
  options: CallOptions,
  onAsked: () => void,
): Promise<readonly GoneRef[] | null> {
  const { remote } = store;
  const now = contextOf(options).now().getTime();
  const headers = remote === null ? null : headersFor(remote.url, [...pairsOf(store.launch.env), ...remote.config]);
  if (remote === null || headers === null || hasProxy(store.launch.env)) return null;
  if (now - store.memory.recall().refusedAt < REFUSAL_AGE_MS) return null;

  const stop = new AbortController();
  const signal = options.signal === undefined ? stop.signal : AbortSignal.any([options.signal, stop.signal]);
  const { sent, listing } = askRefs({ url: remote.url, headers, signal });
  try {
    await sent; // to start a process first would hold it up
    onAsked();
    if (!(await isAskedByGit(store, options))) return null;
    const found = await listing;
    options.signal?.throwIfAborted();
    if (found === "refused") await store.memory.keep({ refusedAt: now });
    return typeof found === "string" ? null : goneFrom(store, found);
  } finally {
    stop.abort();
  }
}

const isRelevant = ([key]: ConfigPair): boolean => /^(?:http|url|protocol)\./i.test(key);

/** Has the user set nothing else that decides how the remote is reached? */
async function isAskedByGit(store: Store, options: CallOptions): Promise<boolean> {
  const { stdout } = await callGit(store, ["config", "-z", "--list"], { ...options, codes: [0, 1, 128] });
  const given = pairsOf(store.launch.env).filter(isRelevant);
  const others = parseConfigList(stdout.toString()).filter((pair) => isRelevant(pair) && !isAlways(pair));
  return others.length === given.length;
}

/** The headers that git would send; null when there is a setting that is no plain header for this very host. */
function headersFor(url: string, pairs: readonly ConfigPair[]): Readonly<Record<string, string>> | null {
  if (!/^https?:\/\//.test(url)) return null;
  const headers: Record<string, string> = {};
  for (const [key, value] of pairs.filter(isRelevant)) {
    const place = /^http\.(https?:\/\/.+)\.extraheader$/i.exec(key)?.[1];
    if (place === undefined || !URL.canParse(place)) return null;
    if (new URL(place).host !== new URL(url).host) continue; // for another host
    if (new URL(place).href !== `${new URL(url).origin}/`) return null;
    if (value === "") for (const name of Object.keys(headers)) delete headers[name];
    const [, name, content] = /^([\w-]+):\s*(\S.*)$/.exec(value) ?? [];
    if (name !== undefined && name.toLowerCase() in headers) return null;
    if (name !== undefined && content !== undefined) headers[name.toLowerCase()] = content;
    else if (value !== "") return null;
  }
  return headers;
}

/** Names that libcurl and git read. */
const hasProxy = (env: Store["launch"]["env"]): boolean =>
  Object.entries(env).some(
    ([name, value]) => /^(?:(?:https?|all)_proxy|GIT_(?:SSL|HTTP|PROXY|CURL)_.*)$/i.test(name) && (value ?? "") !== "",
  );

function goneFrom(store: Store, found: Exclude<Listing, string>): readonly GoneRef[] | null {
  const known = readRefFiles(store.gitDir, ["refs/heads", "refs/tags"]);
  if (known === null || found.size === 0) return null;
  const gone: GoneRef[] = [];
  let same = 0;
  for (const [name, file] of known) {
    if (!("oid" in file)) return null;
    if (!found.has(name)) gone.push({ name, oid: file.oid });
    else if (found.get(name) === file.oid) same += 1;
  }
  return same === found.size ? gone : null;
}
