import { isReleaseError, type ReleaseError, type Sleep } from "@signalbox/release-core";
import { hostUnreachable, type Place } from "../errors.js";

export interface AttemptOptions {
  readonly place: Place;
  /** For all attempts together. */
  readonly deadlineMs: number;
  /** True while a person is asked for something: whose time does not count. */
  readonly isPaused: () => boolean;
  readonly signal: AbortSignal;
  readonly sleep: Sleep;
  readonly random: () => number;
  /** Hears why the next attempt is waited for, and how long. */
  readonly onRetry: (error: ReleaseError, ms: number) => void;
}

const MOST_ATTEMPTS = 4;
const FIRST_PAUSE_MS = 250;

/**
 * Tries a connection a few times while it fails in a way that may pass (refused, hung up, no way to it), with pauses that
 * grow and differ from host to host. A refused key or login is never tried again: accounts are locked for less.
 */
export async function inAttempts<T>(
  options: AttemptOptions,
  attempt: (signal: AbortSignal, number: number) => Promise<T>,
): Promise<T> {
  const { place, deadlineMs, sleep, random } = options;
  const late = new AbortController();
  const onTime = (): void => {
    if (options.isPaused()) timer = setTimeout(onTime, deadlineMs);
    else late.abort(hostUnreachable(place, `no answer within ${deadlineMs} ms`, 1));
  };
  let timer = setTimeout(onTime, deadlineMs);
  const signal = AbortSignal.any([options.signal, late.signal]);
  try {
    for (let number = 1; ; number++) {
      try {
        return await attempt(signal, number);
      } catch (error) {
        if (signal.aborted || number === MOST_ATTEMPTS || !isReleaseError(error) || !error.retryable) throw error;
        const ms = Math.round(FIRST_PAUSE_MS * 2 ** (number - 1) * (0.5 + random()));
        options.onRetry(error, ms);
        await sleep(ms, signal);
      }
    }
  } finally {
    clearTimeout(timer);
  }
}
