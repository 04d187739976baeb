import type { Location } from "../location.js";
import type { ConfigPair } from "../upstream.js";
import { sshCommand } from "./ssh-command.js";
import type { GitLaunch, Remote } from "./store.js";

/** The other end, and what a clone says about reaching it. */
export interface Target {
  readonly location: Location;
  readonly config: readonly ConfigPair[];
  readonly pushUrl: string | null;
}

export async function remoteOf(
  launch: GitLaunch,
  { location, config, pushUrl }: Target,
): Promise<Omit<Remote, "isTracked" | "isLender">> {
  const { address, shown, transport } = location;
  const ssh = transport === "ssh" ? await sshCommand(launch) : [];
  return { url: address, pushUrl, shown, config: [...ssh, ...authorizeOnce(location, config)] };
}

const HEADER_KEY = /^http\.(?:(.+)\.)?extraheader$/i;

/**
 * Servers refuse a request with two `Authorization` headers. git adds up those of all settings for a host, so a header
 * that authorizes comes behind an empty value, which clears what stood before it (git-config(1), http.extraHeader): the
 * clone's own wins over the URL's credentials, and both over the caller's environment.
 */
function authorizeOnce(location: Location, config: readonly ConfigPair[]): readonly ConfigPair[] {
  const { address, credentials } = location;
  const keys = new Set(config.filter(authorizes).map(([key]) => key));
  const own = [...[...keys].map((key) => [key, ""] as const), ...config];
  if (credentials === null || [...keys].some((key) => isFor(key, address))) return own;
  // As a header, a password stays out of argv, where git would show it to every user of the machine.
  const key = `http.${new URL(address).origin}/.extraHeader`;
  return [...own, [key, ""], [key, `Authorization: Basic ${Buffer.from(credentials).toString("base64")}`]];
}

const authorizes = ([key, value]: ConfigPair): boolean => HEADER_KEY.test(key) && /^authorization:/i.test(value);

/** Whether git uses a setting for an address. */
function isFor(key: string, address: string): boolean {
  const url = HEADER_KEY.exec(key)?.[1];
  return url === undefined || `${address}/`.startsWith(`${url.replace(/\/$/, "")}/`);
}
