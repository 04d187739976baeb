import { randomBytes } from "node:crypto";
import type { ConfigPair } from "../upstream.js";

/** A name that no configuration of the user's can speak of: `remote.<name>.…`, `merge.<name>.driver`. */
export const OWN_NAME = `signalbox-${randomBytes(6).toString("hex")}`;

/** What of the surrounding `GIT_*` may reach git. The rest (GIT_DIR, GIT_INDEX_FILE, …) belongs to a hook that runs us. */
const PASSED =
  /^GIT_(?:SSH|SSH_COMMAND|SSH_VARIANT|ASKPASS|SSL_[A-Z_]+|HTTP_[A-Z_]+|PROXY_[A-Z_]+|CONFIG_(?:GLOBAL|SYSTEM|NOSYSTEM)|EXEC_PATH|ALLOW_PROTOCOL|TRACE[A-Z0-9_]*)$/;

/**
 * Holds for every call: no hooks, no programs of the user's, no background work, bytes that scripts can read, and the
 * same answer on every machine: what git-config(1) lets change a difference, a patch id or a merge is set.
 */
const ALWAYS: readonly ConfigPair[] = [
  ["core.hooksPath", "/dev/null"],
  ["core.quotePath", "false"],
  ["core.fsmonitor", "false"],
  ["core.attributesFile", "/dev/null"],
  ["core.logAllRefUpdates", "false"],
  ["attr.tree", "4b825dc642cb6eb9a060e54bf8d69288fbee4904"],
  ["init.defaultRefFormat", "files"],
  ["log.showSignature", "false"],
  ["log.mailmap", "false"],
  ["i18n.logOutputEncoding", "UTF-8"],
  ["log.showRoot", "true"],
  ["color.ui", "false"],
  ["core.bigFileThreshold", "512m"],
  ["diff.renames", "true"],
  ["diff.algorithm", "histogram"], // what merges use; from 2.46 on they read this
  ["diff.context", "3"],
  ["diff.interHunkContext", "0"],
  ["diff.indentHeuristic", "true"],
  ["diff.suppressBlankEmpty", "false"],
  ["diff.noPrefix", "false"],
  ["diff.mnemonicPrefix", "false"],
  ["diff.ignoreSubmodules", "none"],
  ["diff.orderFile", "/dev/null"],
  ["patchid.stable", "true"],
  ["patchid.verbatim", "false"],
  ["merge.default", OWN_NAME], // an unknown driver is git's own; `text` could be one of the user's
  ["merge.renormalize", "false"],
  ["merge.conflictStyle", "merge"], // its markers are in the virtual base of criss-cross merges
  ["merge.renames", "true"],
  ["merge.directoryRenames", "conflict"],
  ["merge.renameLimit", "7000"],
  ["protocol.ext.allow", "never"],
  ["gc.auto", "0"],
  ["maintenance.auto", "false"],
  ["fetch.writeCommitGraph", "false"],
  ["fetch.fsckObjects", "false"],
  ["submodule.recurse", "false"],
  ["push.followTags", "false"],
  ["push.gpgSign", "false"],
  ["push.recurseSubmodules", "no"],
  ["push.default", "nothing"],
  ["push.pushOption", ""], // empty: none
  ["http.lowSpeedLimit", "100"],
  ["http.lowSpeedTime", "120"],
];

/**
 * The environment of one git process. Settings travel as `GIT_CONFIG_COUNT` (git-config(1)) and not as `-c`, so that no
 * secret reaches argv; the user's own pairs of the same kind, and all their config files, stay in force.
 */
export function gitEnvironment(given: Given, config: readonly ConfigPair[] = []): Readonly<Record<string, string>> {
  const { env, pairs } = known.get(given) ?? baseOf(given);
  if (config.length === 0) return env;
  return {
    ...env,
    GIT_CONFIG_COUNT: String(pairs + config.length),
    ...numbered(config, pairs),
  };
}

type Given = Readonly<Record<string, string | undefined>>;

interface Base {
  readonly env: Readonly<Record<string, string>>;
  /** How many settings are in it. */
  readonly pairs: number;
}

/** Most calls have the same environment, and it is long. */
const known = new WeakMap<Given, Base>();

function baseOf(given: Given): Base {
  const kept = Object.entries(given).filter(
    (pair): pair is [string, string] => pair[1] !== undefined && isPassed(pair[0], pair[1]),
  );
  const pairs = [...pairsOf(given), ...ALWAYS];
  const env = {
    ...Object.fromEntries(kept),
    LC_ALL: "C",
    LANGUAGE: "",
    GIT_TERMINAL_PROMPT: "0",
    GCM_INTERACTIVE: "never",
    GIT_OPTIONAL_LOCKS: "0",
    GIT_NO_REPLACE_OBJECTS: "1",
    GIT_ATTR_NOSYSTEM: "1",
    GIT_PAGER: "cat",
    GIT_CONFIG_COUNT: String(pairs.length),
    ...numbered(pairs, 0),
  };
  const base = { env, pairs: pairs.length };
  known.set(given, base);
  return base;
}

const numbered = (pairs: readonly ConfigPair[], from: number): Record<string, string> =>
  Object.fromEntries(
    pairs.flatMap(([key, value], index) => [
      [`GIT_CONFIG_KEY_${from + index}`, key],
      [`GIT_CONFIG_VALUE_${from + index}`, value],
    ]),
  );

function isPassed(key: string, value: string): boolean {
  // A trace on stderr would be read as git's answer; a trace into a file is welcome.
  if (key.startsWith("GIT_TRACE")) return PASSED.test(key) && value.startsWith("/");
  if (key.startsWith("GIT_")) return PASSED.test(key);
  return key !== "SSH_ASKPASS" && key !== "LC_ALL" && key !== "LANGUAGE";
}

/** Is it one of the settings that hold for every call? */
export const isAlways = ([key, value]: ConfigPair): boolean =>
  ALWAYS.some((pair) => pair[0].toLowerCase() === key.toLowerCase() && pair[1] === value);

/** The settings that an environment brings along. */
export function pairsOf(given: Given): ConfigPair[] {
  const count = Number(given["GIT_CONFIG_COUNT"] ?? 0);
  const indexes =
    Number.isSafeInteger(count) && count > 0 && count < 1000 ? Array.from({ length: count }, (_, i) => i) : [];
  return indexes.flatMap((index) => {
    const key = given[`GIT_CONFIG_KEY_${index}`];
    const value = given[`GIT_CONFIG_VALUE_${index}`];
    return key === undefined || value === undefined ? [] : [[key, value] as const];
  });
}
