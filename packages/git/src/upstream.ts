import { resolve } from "node:path";

/** One setting: `remote.origin.url`, and its value. */
export type ConfigPair = readonly [key: string, value: string];

/** The remote that a clone was made from. */
export interface Upstream {
  readonly name: string;
  readonly url: string;
  readonly pushUrl: string | null;
  /** A partial clone: blobs may be missing. */
  readonly isPartial: boolean;
  /** Settings that decide how it is reached. */
  readonly config: readonly ConfigPair[];
}

/** A clone made by a CI service keeps its token in one of these. */
const NETWORK_KEY = /^(?:http\.|credential\.|url\.|ssh\.|core\.(?:sshcommand|askpass|gitproxy)$)/;

/** `origin`, else the only remote; null when there is none to choose. Relative URLs are below `folder`. */
export function chooseUpstream(pairs: readonly ConfigPair[], folder: string): Upstream | null {
  const names = [...new Set(pairs.flatMap(([key]) => /^remote\.(.+)\.url$/.exec(key)?.[1] ?? []))];
  const name = names.includes("origin") ? "origin" : names.length === 1 ? names[0] : undefined;
  if (name === undefined) return null;
  const valueOf = (key: string): string | null =>
    pairs.find((pair) => pair[0] === `remote.${name}.${key}`)?.[1] ?? null;
  const absolute = (url: string): string => (/^\.{0,2}\//.test(url) ? resolve(folder, url) : url);
  const pushUrl = valueOf("pushurl");
  return {
    name,
    url: absolute(valueOf("url") ?? ""),
    pushUrl: pushUrl === null ? null : absolute(pushUrl),
    isPartial: valueOf("promisor") === "true" || valueOf("partialclonefilter") !== null,
    config: pairs.filter(([key]) => NETWORK_KEY.test(key)),
  };
}

/** `git config -z --list`: each setting ends with a NUL, the value follows a newline. */
export const parseConfigList = (list: string): ConfigPair[] =>
  list
    .split("\0")
    .filter((line) => line !== "")
    .map((line): ConfigPair => {
      const newline = line.indexOf("\n");
      return newline === -1 ? [line, "true"] : [line.slice(0, newline), line.slice(newline + 1)];
    });

/** Reads a `config` file without git: sections, subsections, quoted values; includes are not followed. */
function parseConfigFile(text: string): ConfigPair[] {
  let section = "";
  return text.split("\n").flatMap((line): ConfigPair[] => {
    const [, name, sub] = /^\s*\[([A-Za-z0-9.-]+)(?:\s+"((?:[^"\\]|\\.)*)")?\]/.exec(line) ?? [];
    if (name !== undefined) section = name.toLowerCase() + (sub === undefined ? "" : `.${sub.replace(/\\(.)/g, "$1")}`);
    const [, key, value] = /^\s*(?:\[[^\]]*\]\s*)?([A-Za-z][A-Za-z0-9-]*)\s*(?:=\s*(.*?))?\s*$/.exec(line) ?? [];
    return key === undefined ? [] : [[`${section}.${key.toLowerCase()}`, unquote(value)]];
  });
}

export const readUpstream = (config: string, folder: string): Upstream | null =>
  chooseUpstream(parseConfigFile(config), folder);

const unquote = (value: string | undefined): string =>
  value === undefined ? "true" : value.replace(/^"(.*)"$/, "$1").replace(/\\(["\\])/g, "$1");
