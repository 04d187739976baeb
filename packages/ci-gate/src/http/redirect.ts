import type { HttpAnswer } from "./fetch.js";

const REDIRECTS = new Set([301, 302, 303, 307, 308]);

/**
 * Where an answer sends a read; null when it is none of that kind. A write is never sent elsewhere: its answer is told as it
 * is. Who gets the token at the new place is decided there.
 */
export function redirectOf(from: URL, { status, headers }: HttpAnswer, method: string): URL | null {
  const location = headers.get("location") ?? null;
  if (method !== "GET" || !REDIRECTS.has(status) || location === null) return null;
  if (!URL.canParse(location, from.href)) throw new Error(`${from.origin} redirects to no URL`);
  const url = new URL(location, from);
  if (url.protocol !== "https:" && url.protocol !== from.protocol)
    throw new Error(`${from.origin} redirects to ${url.protocol}//, which is not secure`);
  return url;
}
