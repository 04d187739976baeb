import type { CallOptions, Settled } from "@signalbox/release-core";

/**
 * Gathers questions that are asked in the same turn of the event loop, so that operations over many repositories share
 * queries although each of them asks only for its own. Calls with different signals are not put together.
 */
export function gather<Question, Answer>(
  answerAll: (questions: readonly Question[], options: CallOptions) => Promise<Settled<unknown, Answer>[]>,
): (question: Question, options: CallOptions) => Promise<Answer> {
  const waiting = new Map<AbortSignal | undefined, Waiting<Question, Answer>[]>();
  return (question, options) =>
    new Promise((resolve, reject) => {
      const { signal } = options;
      const group = waiting.get(signal) ?? [];
      group.push({ question, resolve, reject });
      if (group.length > 1) return;
      waiting.set(signal, group);
      setImmediate(() => {
        waiting.delete(signal);
        void answerGroup(group, (questions) => answerAll(questions, { signal }));
      });
    });
}

interface Waiting<Question, Answer> {
  readonly question: Question;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

async function answerGroup<Question, Answer>(
  group: readonly Waiting<Question, Answer>[],
  answerAll: (questions: readonly Question[]) => Promise<Settled<unknown, Answer>[]>,
): Promise<void> {
  try {
    const settled = await answerAll(group.map(({ question }) => question));
    for (const [at, { resolve, reject }] of group.entries()) {
      const line = settled[at];
      if (line?.status === "fulfilled") resolve(line.value);
      else reject(line?.status === "rejected" ? line.error : new Error("There is no answer to this question."));
    }
  } catch (error) {
    for (const { reject } of group) reject(error);
  }
}
