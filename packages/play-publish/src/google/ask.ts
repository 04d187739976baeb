import type { CallOptions, Sleep } from "@signalbox/release-core";
import { contextOf } from "@signalbox/release-core";
import { failureOfThrown } from "./failures/google-failure.js";
import { rowOf, translate } from "./failures/translate.js";
import { accessToken, type TokenSource } from "./http/access-token.js";
import type { PublisherClient, RequestOptions } from "./publisher-client.js";

/** Where requests go, and how they wait. */
export interface GoogleSite {
  readonly client: PublisherClient;
  /** Asked before the client is: with a key file that is no JSON it would send a request without a token. */
  readonly tokens: TokenSource;
  /** Of the publisher API, without a slash at the end. */
  readonly rootUrl: string;
  readonly sleep: Sleep;
}

const ATTEMPTS = 4;
const FIRST_WAIT_MS = 1000;

/**
 * Sends a request that does no harm when it is sent twice, and repeats it while Google's servers fail.
 * @throws ReleaseError of the table of failures
 */
export async function ask<Body>(
  site: GoogleSite,
  what: string,
  send: (client: PublisherClient, request: RequestOptions) => Promise<{ data: Body }>,
  options?: CallOptions,
): Promise<Body> {
  const { signal } = contextOf(options);
  return repeat(site.sleep, signal, async () => {
    signal.throwIfAborted();
    await accessToken(site.tokens);
    return (await send(site.client, requestOf(site, signal))).data;
  }).catch((error: unknown) => {
    throw translate(what, error, signal);
  });
}

export const requestOf = ({ rootUrl }: GoogleSite, signal: AbortSignal): RequestOptions => ({
  rootUrl: `${rootUrl}/`,
  signal,
  retry: false,
});

/** Repeats what failed for a reason that passes, with longer waits each time or those that Google names. */
export async function repeat<Value>(sleep: Sleep, signal: AbortSignal, send: () => Promise<Value>): Promise<Value> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await send();
    } catch (error) {
      const failure = failureOfThrown(error);
      if (signal.aborted || attempt === ATTEMPTS || rowOf(failure).repeat !== true) throw error;
      await sleep(failure.retryAfterMs ?? FIRST_WAIT_MS * 2 ** (attempt - 1), signal);
    }
  }
}
