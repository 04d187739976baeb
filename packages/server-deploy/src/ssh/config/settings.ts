import type { HostConfig } from "./host-config.js";
import { patternsOf } from "./host-classes.js";
import { expandPath, type LocalUser } from "./tokens.js";

/** Settings by their name in lower case; a few may stand there several times. */
export type Settings = ReadonlyMap<string, readonly string[]>;

/** The output of `ssh -G`: a name and its value a line. */
export function parseSettings(text: string): Settings {
  const settings = new Map<string, string[]>();
  for (const line of text.split(/\r?\n/)) {
    const [, key, value] = /^\s*(\S+)\s+(.*?)\s*$/.exec(line) ?? [];
    if (key === undefined || value === undefined) continue;
    const values = settings.get(key.toLowerCase());
    if (values === undefined) settings.set(key.toLowerCase(), [value]);
    else values.push(value);
  }
  return settings;
}

/** @throws ReleaseError `ERR_SSH_CONFIG` */
export function hostConfigOf(settings: Settings, name: string, local: LocalUser): HostConfig {
  const one = (key: string): string | null => settings.get(key)?.[0] ?? null;
  const set = (key: string): string | null => {
    const value = one(key);
    return value === null || value.toLowerCase() === "none" ? null : value;
  };
  const flag = (key: string): boolean => /^(?:yes|true)$/i.test(one(key) ?? "");
  const list = (key: string): readonly string[] | null => one(key)?.split(",").filter(Boolean) ?? null;
  const values = {
    local,
    name,
    hostName: one("hostname") ?? name,
    port: Number(one("port") ?? 22),
    user: one("user") ?? local.name,
    hostKeyAlias: set("hostkeyalias"),
  };
  const path = (text: string): string => expandPath(text, values);
  const paths = (key: string): string[] => (settings.get(key) ?? []).filter(isSomething).map(path);
  const files = (key: string): string[] =>
    pathsOf(set(key) ?? "")
      .filter(isSomething)
      .map(path);
  const agent = one("identityagent");
  const seconds = Number(one("connecttimeout") ?? Number.NaN);
  const family = one("addressfamily")?.toLowerCase();
  return {
    hostName: values.hostName,
    port: values.port,
    user: values.user,
    identityFiles: paths("identityfile"),
    certificateFiles: paths("certificatefile"),
    identitiesOnly: flag("identitiesonly"),
    identityAgent: agent === null || agent === "SSH_AUTH_SOCK" ? undefined : agent === "none" ? null : path(agent),
    hostKeyAlias: values.hostKeyAlias,
    knownHostsFiles: [...files("userknownhostsfile"), ...files("globalknownhostsfile")],
    hashKnownHosts: flag("hashknownhosts"),
    proxyJump: set("proxyjump"),
    proxyCommand: set("proxycommand"),
    revokedHostKeys: set("revokedhostkeys"),
    connectTimeoutMs: seconds > 0 ? seconds * 1000 : null,
    addressFamily: family === "inet" ? 4 : family === "inet6" ? 6 : 0,
    algorithms: {
      hostKey: list("hostkeyalgorithms"),
      cipher: list("ciphers"),
      kex: list("kexalgorithms"),
      mac: list("macs"),
    },
  };
}

const isSomething = (text: string): boolean => text.toLowerCase() !== "none";

/**
 * Paths with blanks between. One with blanks in it stands in quotes, which `ssh -G` leaves out: a path begins with a slash,
 * `~` or a token. What is taken apart wrongly is a file that is not there, so that nothing is trusted by it.
 */
const pathsOf = (text: string): string[] =>
  text.includes('"') ? patternsOf(text) : text.split(/\s+(?=[/~%]|[A-Za-z]:[\\/])/).filter((path) => path !== "");
