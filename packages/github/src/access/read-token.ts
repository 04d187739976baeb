import type { CallOptions } from "@signalbox/release-core";
import { isReleaseError } from "@signalbox/release-core";
import type { GitHubAnswer, GitHubClient } from "../client.js";
import { read } from "../send.js";
import type { TokenStanding } from "./port.js";
import { refusalIn } from "./refusal.js";

type Headers = GitHubAnswer["headers"];

/**
 * The root of the API answers every token, and its headers tell most; only `/user` tells a person's token from an
 * app's.
 * Source: https://docs.github.com/en/apps/oauth-apps/building-oauth-apps/scopes-for-oauth-apps,
 * https://docs.github.com/en/rest/authentication/authenticating-to-the-rest-api
 */
export async function tokenStanding(client: GitHubClient, options: CallOptions = {}): Promise<TokenStanding> {
  const now = (): number => (options.now?.() ?? new Date()).getTime();
  const startedMs = now();
  const { headers } = await read(client, "GET /", {}, options);
  const skewMs = skewOf(headers, startedMs, now());
  const login = await loginOf(client, options);
  const scopes = headers["x-oauth-scopes"] === undefined ? null : listOf(headers["x-oauth-scopes"]);
  return {
    kind: login === undefined ? "none" : scopes !== null ? "classic" : login === null ? "installation" : "fine-grained",
    login: login ?? null,
    scopes,
    expiresAt: timeOf(headers["github-authentication-token-expiration"]),
    serverVersion: textOf(headers["x-github-enterprise-version"]),
    skewMs,
  };
}

/** Undefined: nobody signed in; null: somebody who is no person. */
async function loginOf(client: GitHubClient, options: CallOptions): Promise<string | null | undefined> {
  try {
    return ((await read(client, "GET /user", {}, options)).data as { login: string }).login;
  } catch (error) {
    // The root took the token a moment ago, so it is not refused here: there is none.
    if (isReleaseError(error) && error.code === "ERR_GITHUB_AUTH") return undefined;
    if (refusalIn(error) !== null) return null;
    throw error;
  }
}

/** Pure. A `Date` header has whole seconds, and the answer was made at some moment between the question and its arrival. */
export function skewOf(headers: Headers, startedMs: number, endedMs: number): number | null {
  const fromMs = Date.parse(String(headers["date"]));
  if (Number.isNaN(fromMs)) return null;
  if (fromMs > endedMs) return fromMs - endedMs;
  return fromMs + 1000 < startedMs ? fromMs + 1000 - startedMs : 0;
}

const textOf = (header: Headers[string]): string | null => (header === undefined ? null : String(header));

const listOf = (header: string | number): readonly string[] =>
  String(header)
    .split(",")
    .map((scope) => scope.trim())
    .filter((scope) => scope !== "");

/** GitHub writes `2026-12-31 23:59:59 UTC`, and `+0200` for some. */
function timeOf(header: Headers[string]): string | null {
  const text = textOf(header)
    ?.replace(/ UTC$/, "Z")
    .replace(/^(\S+) (?=\d)/, "$1T")
    .replace(/ ([+-]\d{4})$/, "$1");
  const ms = Date.parse(text ?? "");
  return Number.isNaN(ms) ? null : new Date(ms).toISOString();
}
