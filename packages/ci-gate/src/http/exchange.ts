import type { HttpAnswer } from "./fetch.js";
import { redirectOf } from "./redirect.js";
import { type HttpSite, isTrusted } from "./site.js";
import { stopwatch } from "./stopwatch.js";

export interface Outgoing {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly url: URL;
  /** JSON; absent = no body. */
  readonly body?: unknown;
  readonly isStreamed?: boolean;
}

/** What became of one request. */
export type Exchanged = Answered | Lost;

export interface Answered {
  readonly status: number;
  readonly retryAfterMs: number | null;
  /** Empty when the body is handed on as it comes. */
  readonly text: string;
  readonly body: AsyncIterable<Uint8Array> | null;
}

/** No answer, or none that came to its end. */
export interface Lost {
  readonly status: null;
  readonly retryAfterMs: null;
  readonly reason: string;
  /** False when it surely never reached the other side. */
  readonly wasSent: boolean;
}

const MOST_REDIRECTS = 3;

/** Sends one request, following the redirects of a read. An abort is thrown as it is. */
export async function exchange(site: HttpSite, outgoing: Outgoing, signal: AbortSignal): Promise<Exchanged> {
  signal.throwIfAborted();
  const watch = stopwatch(signal, site.timeoutMs);
  let isHandedOn = false;
  try {
    let url = outgoing.url;
    for (let hops = 0; ; hops += 1) {
      const answer = await site.fetch(url.href, initOf(site, { ...outgoing, url }, watch.signal));
      const next = redirectOf(url, answer, outgoing.method);
      if (next === null) {
        isHandedOn = outgoing.isStreamed === true && isGood(answer.status) && answer.body !== null;
        return await answeredOf(answer, isHandedOn ? watch.guard(answer.body) : null);
      }
      await answer.text();
      if (hops === MOST_REDIRECTS) throw new Error(`${url.origin} redirects more than ${MOST_REDIRECTS} times`);
      url = next;
    }
  } catch (error) {
    signal.throwIfAborted();
    const reason = watch.isOver() ? `no answer for ${site.timeoutMs / 1000} s` : reasonOf(error);
    return { status: null, retryAfterMs: null, reason, wasSent: !isUnsent(error) };
  } finally {
    if (!isHandedOn) watch.stop();
  }
}

const isGood = (status: number): boolean => status >= 200 && status < 300;

function initOf(site: HttpSite, { method, url, body, isStreamed = false }: Outgoing, signal: AbortSignal) {
  const known = isTrusted(site, url) ? site.headers : {};
  const type = body === undefined ? {} : { "content-type": "application/json" };
  return {
    method,
    headers: { accept: isStreamed ? "*/*" : "application/json", ...known, ...type },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    redirect: "manual" as const,
    signal,
    isStreamed,
  };
}

async function answeredOf(answer: HttpAnswer, body: AsyncIterable<Uint8Array> | null): Promise<Answered> {
  return {
    status: answer.status,
    retryAfterMs: retryAfterOf(answer),
    body,
    text: body === null ? await answer.text() : "",
  };
}

/** Seconds, or a time by the clock of whoever answers: https://www.rfc-editor.org/rfc/rfc9110#field.retry-after. */
function retryAfterOf({ headers }: HttpAnswer): number | null {
  const told = headers.get("retry-after") ?? "";
  if (/^\s*\d+(\.\d+)?\s*$/.test(told)) return Number(told) * 1000;
  const ms = Date.parse(told) - Date.parse(headers.get("date") ?? "");
  return Number.isNaN(ms) ? null : Math.max(0, ms);
}

/** On the way there; the same words also end a connection on which something was sent. */
const UNSENT = /^(?:ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT)$/;

interface Cause {
  readonly message?: string;
  readonly code?: unknown;
  readonly syscall?: unknown;
}

const chain = (error: unknown): readonly Cause[] => (error instanceof Error ? [error, ...chain(error.cause)] : []);

const isUnsent = (error: unknown): boolean =>
  chain(error).some(({ code, syscall }) => UNSENT.test(String(code)) && syscall !== "read" && syscall !== "write");

/** `fetch failed` says nothing; its cause does. */
const reasonOf = (error: unknown): string =>
  chain(error)
    .map(({ message = "" }) => message)
    .filter((message) => message !== "")
    .join(": ") || String(error);
