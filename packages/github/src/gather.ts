import type { CallOptions, Settled } from "@signalbox/release-core";

/**
 * Gathers questions that are asked in the same turn of the event loop, so that operations over many repositories share
 * queries although each of them asks only for its own. An abort ends one's own wait; the queries end when nobody waits.
 */
export function gather<Question, Answer>(
  answerAll: (questions: readonly Question[], options: CallOptions) => Promise<Settled<unknown, Answer>[]>,
): (question: Question, options: CallOptions) => Promise<Answer> {
  let open: Waiting<Question, Answer>[] | null = null;
  return (question, { signal }) =>
    new Promise((resolve, reject) => {
      signal?.throwIfAborted();
      if (open === null) {
        const group: Waiting<Question, Answer>[] = (open = []);
        setImmediate(() => {
          open = null;
          void answerGroup(group, answerAll);
        });
      }
      open.push({ question, signal, resolve, reject });
    });
}

interface Waiting<Question, Answer> {
  readonly question: Question;
  readonly signal: AbortSignal | undefined;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

async function answerGroup<Question, Answer>(
  group: readonly Waiting<Question, Answer>[],
  answerAll: (questions: readonly Question[], options: CallOptions) => Promise<Settled<unknown, Answer>[]>,
): Promise<void> {
  const crowd = endsWithTheLast(group);
  try {
    const questions = group.map(({ question }) => question);
    const settled = crowd.signal.aborted ? [] : await answerAll(questions, { signal: crowd.signal });
    for (const [at, { resolve, reject }] of group.entries()) {
      const line = settled[at];
      if (line?.status === "fulfilled") resolve(line.value);
      else reject(line?.status === "rejected" ? line.error : crowd.signal.reason);
    }
  } catch (error) {
    for (const { reject } of group) reject(error);
  } finally {
    crowd.dismiss();
  }
}

/** Each waits until its own signal aborts; the signal of all aborts with the last of them. */
function endsWithTheLast(group: readonly Pick<Waiting<never, never>, "signal" | "reject">[]): {
  readonly signal: AbortSignal;
  dismiss(): void;
} {
  const controller = new AbortController();
  let left = group.length;
  const leave = group.map(({ signal, reject }) => {
    const abort = (): void => {
      reject(signal?.reason);
      left -= 1;
      if (left === 0) controller.abort(signal?.reason);
    };
    if (signal?.aborted === true) abort();
    else signal?.addEventListener("abort", abort, { once: true });
    return () => signal?.removeEventListener("abort", abort);
  });
  return { signal: controller.signal, dismiss: () => leave.forEach((go) => go()) };
}
