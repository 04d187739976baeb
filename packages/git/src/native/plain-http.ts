import type { CallOptions } from "@signalbox/release-core";
import type { ConfigPair } from "../upstream.js";
import { parseConfigList } from "../upstream.js";
import { isAlways, pairsOf } from "./environment.js";
import { callGit, type Store } from "./store.js";
import type { Question } from "./ask-service.js";

/**
 * How a remote is asked over HTTP without git; null when what the caller gave decides how it is reached. Whether the
 * user's own settings do, `isPlain` has to say before an answer counts.
 */
export function plainQuestion({ remote, launch }: Store): Omit<Question, "signal"> | null {
  if (remote === null || hasProxy(launch.env)) return null;
  const headers = headersFor(remote.url, [...pairsOf(launch.env), ...remote.config]);
  return headers === null ? null : { url: remote.url, headers };
}

const isRelevant = ([key]: ConfigPair): boolean => /^(?:http|url|protocol)\./i.test(key);

/** Has the user set nothing else that decides how the remote is reached? Asked once a process. */
export const isPlain = (store: Store, options: CallOptions): Promise<boolean> =>
  store.answers.once(["is plain"], async () => {
    const { stdout } = await callGit(store, ["config", "-z", "--list"], { ...options, codes: [0, 1, 128] });
    const given = pairsOf(store.launch.env).filter(isRelevant);
    const others = parseConfigList(stdout.toString()).filter((pair) => isRelevant(pair) && !isAlways(pair));
    return others.length === given.length;
  });

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
