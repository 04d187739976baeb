import type { ReleaseEvent, Sleep } from "@signalbox/release-core";
import type { Fetch } from "../transport/transport.js";
import type { Endpoint } from "./kind-of-request.js";
import { type Attempt, type Patience, waitBeforeRetry } from "./wait-before-retry.js";

/** The options of one request inside of Octokit's hook, which may change them. */
export interface HookedOptions extends Endpoint {
  url: string;
  readonly headers: Record<string, string | number | undefined>;
  /** The body as it is, of an upload. */
  readonly data?: unknown;
  readonly request?: {
    readonly signal?: AbortSignal;
    readonly retries?: number;
    readonly parseSuccessResponseBody?: boolean;
    fetch?: Fetch;
  };
}

export interface AttemptsOptions extends Partial<Patience> {
  readonly onEvent?: (event: ReleaseEvent) => void;
  readonly now: () => Date;
  readonly sleep: Sleep;
}

export interface RequestKind {
  readonly isWrite: boolean;
  /** Instead of the client's own number. */
  readonly retries: number | undefined;
  readonly signal: AbortSignal;
}

interface Answered {
  readonly headers: Attempt["headers"];
  readonly data: unknown;
}

/** Sends until it is answered, or repeating is no use. While one request waits for a limit to pass, all others do. */
export function attemptsOf(options: AttemptsOptions) {
  const { retries = 2, patienceMs = 65_000, onEvent, now, sleep } = options;
  let heldUntilMs = -Infinity;
  return async <T extends Answered>(send: () => Promise<T>, request: RequestKind): Promise<T> => {
    const { isWrite, signal } = request;
    const patience = { retries: request.retries ?? retries, patienceMs };
    for (let number = 0; ; number += 1) {
      const heldMs = heldUntilMs - now().getTime();
      if (heldMs > 0) await sleep(heldMs, signal);
      signal.throwIfAborted();
      const outcome = await send().then(
        (answer) => ({ answer, failure: failureIn(answer) }),
        (error: unknown) => ({ error, failure: failureOf(error) }),
      );
      const nowMs = now().getTime();
      const waitMs =
        outcome.failure === null || signal.aborted
          ? null
          : waitBeforeRetry({ ...outcome.failure, number, isWrite, nowMs }, patience);
      if (waitMs === null) {
        if ("answer" in outcome) return outcome.answer;
        throw outcome.error;
      }
      const { status } = outcome.failure ?? {};
      const isHeld = status === 403 || status === 429 || status === 200;
      if (isHeld) heldUntilMs = Math.max(heldUntilMs, nowMs + waitMs);
      const reason = isHeld ? "GitHub asks to slow down" : "GitHub did not answer; asking again";
      onEvent?.({ type: "waiting", kind: "github", reason, untilMs: nowMs + waitMs, at: now().toISOString() });
      if (!isHeld) await sleep(waitMs, signal);
    }
  };
}

type Failure = Pick<Attempt, "status" | "headers" | "message">;

/** A query that met the limit is answered with 200. */
function failureIn({ headers, data }: Answered): Failure | null {
  const errors = (data as { errors?: readonly { type?: string }[] } | null)?.errors;
  const isLimited = Array.isArray(errors) && errors.some(({ type }) => /^RATE_LIMIT(ED)?$/.test(String(type)));
  return isLimited ? { status: 200, headers, message: "rate limit" } : null;
}

/** By shape: a `RequestError` of Octokit without a response is a lost connection. */
function failureOf(error: unknown): Failure | null {
  const thrown = error as { name?: string; message?: string; status?: number; response?: Answered };
  if (thrown.status === undefined || thrown.name === "AbortError") return null;
  const { response } = thrown;
  return {
    status: response === undefined ? null : thrown.status,
    headers: response?.headers ?? {},
    message: thrown.message ?? "",
  };
}
