import { type CallOptions, contextOf, isReleaseError, type Sleep } from "@signalbox/release-core";
import type { Question } from "./compose-query.js";
import { afterFailure } from "./after-failure.js";
import { WEIGHT_OF_REQUEST } from "./questions.js";

/** What became of each question of one request; an error is that question's own. */
export type Answers = readonly ({ readonly value: unknown } | { readonly error: unknown })[];

/** Sends questions as one request. Throws when none of them was answered. */
export type SendBatch = (questions: readonly Question[], options: CallOptions) => Promise<Answers>;

/** Asks one question; it travels with others that are asked in the same turn of the event loop. */
export type Ask = (question: Question, options: CallOptions) => Promise<unknown>;

interface Waiting {
  readonly question: Question;
  readonly options: CallOptions;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
  /** How often it failed alone, or was told to wait. */
  attempts: number;
}

/** GitHub takes up to a hundred requests at a time; more than this many connections cost more than they gain. */
const MOST_AT_ONCE = 32;

/**
 * Gathers questions into requests and sends them all at once. A request that is too much for the server (502, 504, a
 * lost connection) is halved, down to one question, and the next ones are smaller; they grow again while all goes well.
 * When the server asks to slow down, all wait as long as it says, and then half as many are sent at once.
 */
export function batches(send: SendBatch, sleep: Sleep): Ask {
  const waiting: Waiting[] = [];
  let isScheduled = false;
  let running = 0;
  let room = WEIGHT_OF_REQUEST;
  let atOnce = MOST_AT_ONCE;
  let held: Promise<void> | null = null;

  const schedule = (): void => {
    if (isScheduled) return;
    isScheduled = true;
    setImmediate(() => {
      isScheduled = false;
      dispatch();
    });
  };

  const dispatch = (): void => {
    while (held === null && running < atOnce && waiting.length > 0) {
      running += 1;
      void run(takeBatch(waiting, room)).finally(() => {
        running -= 1;
        dispatch();
      });
    }
  };

  const run = async (batch: readonly Waiting[]): Promise<void> => {
    const [first] = batch;
    if (first === undefined) return;
    try {
      const answers = await send(
        batch.map(({ question }) => question),
        first.options,
      );
      room = Math.min(WEIGHT_OF_REQUEST, room + 1);
      batch.forEach((one, index) => settle(one, answers[index] ?? { error: new Error("no answer") }));
    } catch (error) {
      for (const one of batch) failed(one, error, batch.length);
    }
  };

  const settle = (one: Waiting, answer: Answers[number]): void => {
    if ("value" in answer) one.resolve(answer.value);
    else failed(one, answer.error, 1);
  };

  const failed = (one: Waiting, error: unknown, together: number): void => {
    const { signal, emit, now } = contextOf(one.options);
    const next = signal.aborted
      ? { kind: "give-up" as const }
      : afterFailure(error, { together, attempts: one.attempts });
    if (next.kind === "give-up") return one.reject(signal.aborted ? signal.reason : error);
    if (next.kind === "halve") room = Math.max(1, Math.min(room, Math.floor((one.question.weight * together) / 2)));
    else {
      one.attempts += 1;
      if (isReleaseError(error) && error.code === "ERR_GITHUB_RATE_LIMITED" && held === null)
        atOnce = Math.max(1, Math.ceil(atOnce / 2));
      emit({ type: "waiting", kind: "github", reason: next.reason, untilMs: now().getTime() + next.waitMs });
      hold(next.waitMs, signal);
    }
    waiting.push(one);
    schedule();
  };

  const hold = (ms: number, signal: AbortSignal): void => {
    held ??= sleep(ms, signal)
      .catch(() => undefined) // aborted: each question is told so when its turn comes
      .then(() => {
        held = null;
        dispatch();
      });
  };

  return (question, options) =>
    new Promise((resolve, reject) => {
      waiting.push({ question, options, resolve, reject, attempts: 0 });
      schedule();
    });
}

/** Takes as much as there is room for, in parts of about the same size; one question always fits. */
function takeBatch(waiting: Waiting[], room: number): readonly Waiting[] {
  const total = waiting.reduce((sum, { question }) => sum + question.weight, 0);
  const share = total / Math.ceil(total / room);
  const { signal } = waiting[0]?.options ?? {};
  const taken: Waiting[] = [];
  let weight = 0;
  for (const one of [...waiting]) {
    // One signal ends a whole request, so only those that share it travel together.
    if (one.options.signal !== signal) continue;
    if (taken.length > 0 && (weight >= share || weight + one.question.weight > room)) break;
    taken.push(one);
    weight += one.question.weight;
  }
  waiting.splice(0, waiting.length, ...waiting.filter((one) => !taken.includes(one)));
  return taken;
}
