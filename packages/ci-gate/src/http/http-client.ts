import { type CallOptions, contextOf, type Context, isReleaseError } from "@signalbox/release-core";
import type { z } from "zod";
import { ciNotFound, ciUnknown, ciUnreachable } from "../errors.js";
import { type Exchanged, exchange, type Outgoing } from "./exchange.js";
import { failureOf, writeFailureOf } from "./failures.js";
import { parseAnswer } from "./parse-answer.js";
import type { HttpSite } from "./site.js";
import { isLimit, waitBeforeRetry } from "./wait-before-retry.js";

export interface Question<Value> {
  /** For people: `the jobs of workflow 5034460f`. */
  readonly what: string;
  /** Below the base URL, with a slash at the beginning; parts of it encoded. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | null>>;
  readonly schema: z.ZodType<Value>;
}

export interface Command<Value> extends Question<Value> {
  readonly method: "POST" | "PUT" | "PATCH" | "DELETE";
  readonly body?: unknown;
}

/** Asks a CI system. Every call throws a `ReleaseError` `ERR_CI_*`, or the reason of its signal. */
export interface HttpClient {
  /** Repeated a few times while the system fails or asks to slow down. */
  read<Value>(question: Question<Value>, options?: CallOptions): Promise<Value>;
  /** Null when there is no such thing. */
  find<Value>(question: Question<Value>, options?: CallOptions): Promise<Value | null>;
  /** Sent once. @throws `ERR_CI_UNKNOWN` when it may have happened */
  write<Value>(command: Command<Value>, options?: CallOptions): Promise<Value>;
  /** The bytes at a URL. Only those who are trusted get the token, also after a redirect. */
  open(what: string, url: URL, options?: CallOptions): Promise<AsyncIterable<Uint8Array>>;
}

export function httpClient(site: HttpSite): HttpClient {
  /** While one request waits for a limit to pass, all others do. */
  let heldUntilMs = -Infinity;

  const patiently = async (outgoing: Outgoing, { signal, now, emit }: Context): Promise<Exchanged> => {
    for (let number = 0; ; number += 1) {
      const heldMs = heldUntilMs - now().getTime();
      if (heldMs > 0) await site.sleep(heldMs, signal);
      const exchanged = await exchange(site, outgoing, signal);
      const waitMs = waitBeforeRetry(exchanged, number, site);
      if (waitMs === null) return exchanged;
      const untilMs = now().getTime() + waitMs;
      const isHeld = isLimit(exchanged);
      const reason = isHeld ? `${site.system} asks to slow down` : `${site.system} did not answer; asking again`;
      emit({ type: "waiting", kind: site.kind, reason, untilMs });
      if (isHeld) heldUntilMs = Math.max(heldUntilMs, untilMs);
      await site.sleep(waitMs, signal);
    }
  };

  const find = async <Value>(question: Question<Value>, options?: CallOptions): Promise<Value | null> => {
    const { what, schema } = question;
    const exchanged = await patiently({ method: "GET", url: urlOf(site, question) }, contextOf(options));
    if (exchanged.status === 404) return null;
    if (exchanged.status !== 200) throw failureOf(site, what, exchanged);
    return parseAnswer({ system: site.system, what }, schema, exchanged.text);
  };

  return {
    find,
    read: async (question, options) => {
      const value = await find(question, options);
      if (value === null) throw ciNotFound({ system: site.system, what: question.what }, site.hints.notFound);
      return value;
    },
    write: async ({ what, method, body, schema, ...place }, options) => {
      const url = urlOf(site, place);
      const outgoing = { method, url, ...(body === undefined ? {} : { body }) };
      const exchanged = await exchange(site, outgoing, contextOf(options).signal);
      if (exchanged.status === null || exchanged.status < 200 || exchanged.status > 299)
        throw writeFailureOf(site, what, exchanged);
      try {
        return parseAnswer({ system: site.system, what }, schema, exchanged.text === "" ? "null" : exchanged.text);
      } catch (error) {
        // It was taken; what came of it is not known, and "it did not happen" would be wrong.
        throw isReleaseError(error) ? ciUnknown({ system: site.system, what }, error.message) : error;
      }
    },
    open: async (what, url, options) => {
      const exchanged = await patiently({ method: "GET", url, isStreamed: true }, contextOf(options));
      if (exchanged.status === null || exchanged.status !== 200 || exchanged.body === null)
        throw failureOf(site, what, exchanged);
      return toTheEnd(site, what, { bytes: exchanged.body, signal: contextOf(options).signal });
    },
  };
}

const urlOf = (site: HttpSite, { path, query = {} }: Pick<Question<unknown>, "path" | "query">): URL => {
  const url = new URL(`${site.baseUrl}${path}`);
  for (const [name, value] of Object.entries(query)) if (value !== null) url.searchParams.set(name, value);
  return url;
};

interface Flow {
  readonly bytes: AsyncIterable<Uint8Array>;
  readonly signal: AbortSignal;
}

/** A connection that breaks in the middle is a failure with a name, and no shorter file. */
async function* toTheEnd(site: HttpSite, what: string, { bytes, signal }: Flow): AsyncGenerator<Uint8Array> {
  try {
    yield* bytes;
  } catch (error) {
    signal.throwIfAborted();
    const reason = error instanceof Error ? error.message : String(error);
    throw ciUnreachable({ system: site.system, what }, `it broke off: ${reason}`, null);
  }
}
