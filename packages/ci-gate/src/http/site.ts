import type { Sleep } from "@signalbox/release-core";
import type { HttpFetch } from "./fetch.js";

/** A CI system behind an HTTP interface: where it is, who asks, and what its refusals mean. */
export interface HttpSite {
  /** For people: `CircleCI`. */
  readonly system: string;
  /** The `kind` of its events. */
  readonly kind: string;
  /** Without a slash at the end. */
  readonly baseUrl: string;
  /** Sent with every request to those that `trusts` allows; the token is in one of them. */
  readonly headers: Readonly<Record<string, string>>;
  /** Hidden in everything that is told. */
  readonly secrets: readonly string[];
  /** Who may see the headers, besides the origin of `baseUrl`. */
  readonly trusts: (url: URL) => boolean;
  readonly hints: SiteHints;
  readonly fetch: HttpFetch;
  readonly sleep: Sleep;
  /** No byte for so long, and the connection counts as lost. */
  readonly timeoutMs: number;
  /** How often a read is repeated at most. */
  readonly retries: number;
  /** What asks for a longer wait is an error at once. */
  readonly patienceMs: number;
}

/** The next step for a person, by what was answered. */
export interface SiteHints {
  /** 401: nobody, or a token that is not taken. */
  readonly unauthorized: string;
  /** 403: a known token that may not do this. */
  readonly forbidden: string;
  /** 404: which for most systems is also what the token may not see. */
  readonly notFound: string;
  /** 400, 409, 422: understood, and not done. */
  readonly cannot: string;
}

/** The defaults of one request's patience. */
export const PATIENCE = { timeoutMs: 60_000, retries: 3, patienceMs: 65_000 } as const;

export const isTrusted = (site: HttpSite, url: URL): boolean =>
  url.origin === new URL(site.baseUrl).origin || site.trusts(url);
