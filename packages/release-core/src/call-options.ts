import { setMaxListeners } from "node:events";
import type { EventBody, ReleaseEvent } from "./events.js";
import type { Json } from "./json.js";

/** Remembers small JSON between calls of one step: upload sessions, transaction ids. Secrets belong in a side file. */
export interface Checkpoint {
  load(): Promise<Json | null>;
  save(value: Json): Promise<void>;
}

/** The last argument of every call in the house. */
export interface CallOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onEvent?: ((event: ReleaseEvent) => void) | undefined;
  /** The clock; the machine's own by default. */
  readonly now?: (() => Date) | undefined;
  readonly checkpoint?: Checkpoint | undefined;
  /** The handle of a `pending` outcome, to look at the same effect again instead of starting a second one. */
  readonly handle?: Json | undefined;
}

/** What `inspect` and `perform` get: the options with every default filled in. */
export interface Context {
  readonly signal: AbortSignal;
  readonly now: () => Date;
  readonly emit: (event: EventBody) => void;
  readonly checkpoint: Checkpoint;
  readonly handle: Json | null;
}

const forgetful: Checkpoint = { load: () => Promise.resolve(null), save: () => Promise.resolve() };

/** Fills in the defaults of `CallOptions`. */
export function contextOf(options: CallOptions = {}): Context {
  const now = options.now ?? (() => new Date());
  const signal = options.signal ?? new AbortController().signal;
  // Where fifty hosts are asked at once, fifty listen to it: that is no leak, and Node's warning would be printed.
  if (signal instanceof EventTarget) setMaxListeners(0, signal);
  return {
    now,
    signal,
    emit: (event) => options.onEvent?.({ ...event, at: now().toISOString() }),
    checkpoint: options.checkpoint ?? forgetful,
    handle: options.handle ?? null,
  };
}

/** The other way round: what a port gets from the context of `inspect` or `perform`. */
export const callOptionsOf = ({ signal, now, emit }: Context): CallOptions => ({ signal, now, onEvent: emit });
