import type { IncomingMessage } from "node:http";
import type { TransportInit } from "./transport.js";

export interface Hop {
  readonly url: URL;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: TransportInit["body"];
}

const REDIRECTS = new Set([301, 302, 303, 307, 308]);

/**
 * Where an answer sends us: null when it is none of that kind. A repository that was renamed answers so.
 * GitHub wants a redirected request to be repeated as it was (https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api#follow-redirects);
 * the rule of browsers, a POST that becomes a GET, would read a list and call it a creation.
 * To another origin no token goes, and no write: asset downloads are sent to a storage service.
 */
export function redirectOf(
  from: Hop,
  { statusCode = 0, headers }: Pick<IncomingMessage, "statusCode" | "headers">,
): Hop | null {
  if (!REDIRECTS.has(statusCode) || headers.location === undefined) return null;
  if (!URL.canParse(headers.location, from.url.href)) throw new Error(`${from.url.origin} redirects to no URL`);
  const url = new URL(headers.location, from.url);
  if (url.protocol !== "https:" && url.protocol !== from.url.protocol)
    throw new Error(`${from.url.origin} redirects to ${url.protocol}//, which is not secure`);
  const isRead = from.method === "GET" || from.method === "HEAD";
  const isForeign = url.origin !== from.url.origin;
  if (!isRead && isForeign) throw new Error(`${from.url.origin} redirects a ${from.method} to ${url.origin}`);
  if (typeof from.body === "object" && from.body !== null && Symbol.asyncIterator in from.body)
    throw new Error(`${from.url.origin} redirects an upload`);
  return { ...from, url, headers: isForeign ? withoutSecrets(from.headers) : from.headers };
}

const withoutSecrets = (headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !/^(authorization|cookie)$/i.test(name)));
