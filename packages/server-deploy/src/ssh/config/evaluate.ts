import type { Statement } from "./config-files.js";
import { configWrong } from "./errors.js";
import { matchesList, patternsOf } from "./host-classes.js";
import type { Settings } from "./settings.js";
import type { LocalUser } from "./tokens.js";

/** A host that is asked about, and what is already said about it. */
export interface Asked {
  readonly name: string;
  readonly local: LocalUser;
  readonly said: Settings;
}

/** These stand there several times; of all others the first counts (ssh_config(5)). */
const GATHERED = new Set(["identityfile", "certificatefile"]);

/** Of these two the first counts for both. */
const RIVALS: Readonly<Record<string, string>> = { proxycommand: "proxyjump", proxyjump: "proxycommand" };

/** What the statements say about a host. @throws ReleaseError `ERR_SSH_CONFIG` where only OpenSSH knows */
export function settingsFrom(statements: readonly Statement[], asked: Asked): Settings {
  const settings = new Map<string, readonly string[]>(asked.said);
  const walk = (list: readonly Statement[]): void => {
    for (const statement of list) {
      const { keyword, value, block, included } = statement;
      if (included !== undefined) walk(included);
      else if (block === undefined) note(settings, keyword, value);
      else if (
        keyword === "host" ? matchesList(patternsOf(value), asked.name) : matchesAll(statement, asked, settings)
      ) {
        walk(block);
      }
    }
  };
  walk(statements);
  if (/^(?:yes|always)$/i.test(settings.get("canonicalizehostname")?.[0] ?? "")) {
    throw configWrong(asked.name, "CanonicalizeHostname is understood by OpenSSH only, which is not there");
  }
  return settings;
}

function note(settings: Map<string, readonly string[]>, keyword: string, text: string): void {
  const known = settings.get(RIVALS[keyword] ?? keyword) ?? settings.get(keyword);
  const value = /^"([^"]*)"$/.exec(text)?.[1] ?? text;
  if (known === undefined) settings.set(keyword, [value]);
  else if (GATHERED.has(keyword)) settings.set(keyword, [...known, value]);
}

/** The criteria of a `Match` line: all must be met. */
function matchesAll({ value, at }: Statement, { name, local }: Asked, settings: Settings): boolean {
  const subjects: Readonly<Record<string, string>> = {
    host: hostNameOf(settings.get("hostname")?.[0] ?? name, name),
    originalhost: name,
    user: settings.get("user")?.[0] ?? local.name,
    localuser: local.name,
  };
  const words = patternsOf(value);
  for (let index = 0; index < words.length; index++) {
    const criterion = (words[index] ?? "").toLowerCase();
    if (criterion === "all") continue;
    const isNegated = criterion.startsWith("!");
    const subject = subjects[isNegated ? criterion.slice(1) : criterion];
    if (subject === undefined) {
      throw configWrong(name, `"Match ${value}" in ${at} is understood by OpenSSH only, which is not there`);
    }
    index += 1;
    if (matchesList((words[index] ?? "").split(","), subject) === isNegated) return false;
  }
  return true;
}

/** `HostName` may speak of the name that was asked for. */
export const hostNameOf = (hostName: string, name: string): string =>
  hostName.replace(/%([%h])/g, (_, letter: string) => (letter === "h" ? name : "%"));
