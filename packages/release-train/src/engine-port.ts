import type { Checkpoint, Json } from "@signalbox/release-core";

/** One look of a `poll`: the end of it, or when to look again. `state` comes back as `previous` of the next look. */
export type PollAnswer =
  | { readonly done: true; readonly result: Json }
  | { readonly done: false; readonly retryAfterMs: number; readonly reason: string; readonly state: Json };

/** How a poll ended: a look was satisfied, or a person sent a signal to its key. */
export interface PollEnd {
  readonly by: "look" | "signal";
  readonly value: Json;
}

/**
 * What a durable engine gives to a workflow. Keys are unique and stable within a run, results are JSON. A workflow is
 * run again from its beginning after a crash or a wait; finished steps answer from memory. This is what DBOS offers
 * (`runStep`, `sleep`, `recv`) and what the embedded journal does. A workflow awaits nothing but its context (and what
 * follows from it): an engine counts a run as waiting when all that is left of it are waits.
 */
export interface EngineContext {
  readonly runId: string;
  /** Remembers the result. `interrupted`: an earlier attempt has begun and its end is not known. */
  step(key: string, effect: (attempt: { readonly interrupted: boolean }) => Promise<Json>): Promise<Json>;
  /** A point in time as data. The embedded engine ends the process's part of the run here when it is far away. */
  waitUntil(key: string, untilMs: number, reason: string): Promise<void>;
  /**
   * A signal from a person or another process; `request` says what is asked for. Signals sent before count. The waits
   * `sign`, `sign#2`, `sign#3` hear the signals of the topic `sign`, each one signal, in the order of sending;
   * urgent ones come first.
   */
  waitFor(key: string, request: Json): Promise<Json>;
  /**
   * Looks (reads only) until a look is done or a signal comes, and remembers how it ended. A look that throws fails the
   * step. Engines need not record looks that changed nothing. On an engine that has nothing cheaper, a poll is a loop of
   * steps and of waits for a signal with a timeout (DBOS: `runStep`, `recv`).
   */
  poll(key: string, request: Json, look: (previous: Json) => Promise<PollAnswer>): Promise<PollEnd>;
  /**
   * What the attempts of a step tell each other across a crash, such as an upload session; `key` and `key#2` have one
   * together. It may be a secret, so it stands in no record. Saving null forgets it, and so does the end of the run. It
   * may be lost (on another machine it is): then the effect begins again.
   */
  checkpoint(key: string): Checkpoint;
}

export type Workflow = (context: EngineContext, input: Json) => Promise<Json>;

export interface StepRecord {
  readonly key: string;
  readonly status: "running" | "finished" | "failed";
  readonly result: Json;
  readonly error: Json;
  readonly startedAt: string;
  readonly endedAt: string | null;
  readonly attempts: number;
}

export interface WaitRecord {
  readonly key: string;
  readonly kind: "time" | "signal";
  readonly since: string;
  /** ISO time for `time`, null for `signal`. */
  readonly until: string | null;
  readonly reason: string;
  readonly request: Json;
}

export interface SignalRecord {
  readonly key: string;
  readonly at: string;
  readonly body: Json;
  /** False while no wait has taken it. */
  readonly taken: boolean;
}

export interface SignalOptions {
  /** Heard before every other unread signal of its topic. */
  readonly urgent?: boolean | undefined;
}

/** Where a run stands: the pure replay of its entries. */
export interface RunRecord {
  readonly runId: string;
  readonly status: "running" | "waiting" | "failed" | "finished" | "aborted";
  readonly input: Json;
  readonly result: Json;
  readonly error: Json;
  readonly startedAt: string;
  readonly updatedAt: string;
  readonly steps: readonly StepRecord[];
  readonly waits: readonly WaitRecord[];
  readonly signals: readonly SignalRecord[];
  /** Who drives it now, null when nobody does. */
  readonly owner: Json;
}

export interface DriveOptions {
  readonly signal?: AbortSignal | undefined;
  /** Called when the record changed, for live progress. */
  readonly onChange?: ((record: RunRecord) => void) | undefined;
}

/** An engine: at most one driver a run at a time; anything else may signal and look. */
export interface Engine {
  /** Starts a run. @throws ReleaseError `ERR_RUN_EXISTS` */
  create(runId: string, input: Json): Promise<void>;
  /**
   * Goes on until the run ends or only waits. A failed step is tried again by the next `drive`.
   * @throws ReleaseError `ERR_RUN_LOCKED` (details: owner), `ERR_RUN_NOT_FOUND`, `ERR_JOURNAL_DAMAGED`
   */
  drive(runId: string, workflow: Workflow, options?: DriveOptions): Promise<RunRecord>;
  /** Sends a signal; kept until the run asks for it. */
  signal(runId: string, key: string, body: Json, options?: SignalOptions): Promise<void>;
  /** Ends a run that nobody drives, for good. */
  abort(runId: string, body: Json): Promise<void>;
  inspect(runId: string): Promise<RunRecord>;
  list(): Promise<readonly RunRecord[]>;
}

/** The topic of a key: `sign#2` is the second wait on `sign`. */
export function topicOf(key: string): string {
  return key.replace(/#\d+$/, "");
}
