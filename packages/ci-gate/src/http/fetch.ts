/** The part of `fetch` that is needed; the global one fits, and so does the transport of `@signalbox/github`. */
export type HttpFetch = (url: string, init: HttpInit) => Promise<HttpAnswer>;

export interface HttpInit {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** A redirect is an answer: whoever follows it decides who gets the token. */
  readonly redirect: "manual";
  readonly signal: AbortSignal;
  /** A good answer's body is handed on as it comes. */
  readonly isStreamed: boolean;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: { get(name: string): string | null | undefined };
  readonly body: AsyncIterable<Uint8Array> | null;
  text(): Promise<string>;
}
