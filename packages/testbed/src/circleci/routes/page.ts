import { Refusal } from "../http/refusal.js";

/** A part of a list, and the token of the next. A token is worth nothing in another list. */
export function pageOf(items: readonly object[], query: URLSearchParams, size: number): object {
  const token = query.get("page-token");
  const from = token === null ? 0 : startOf(token);
  const end = from + size;
  return { items: items.slice(from, end), next_page_token: end < items.length ? tokenOf(end) : null };
}

const tokenOf = (start: number): string => Buffer.from(`start=${start}`).toString("base64url");

function startOf(token: string): number {
  const start = /^start=(\d+)$/.exec(Buffer.from(token, "base64url").toString())?.[1];
  if (start === undefined) throw new Refusal(400, "Invalid page token");
  return Number(start);
}
