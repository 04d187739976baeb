import { isReleaseError, type Json } from "@signalbox/release-core";
import type { EngineContext } from "../engine-port.js";
import { errorJson, reviveError } from "../error-json.js";

/** Lets only so many run at once; the others stand in line. */
export type Slots = <T>(work: () => Promise<T>) => Promise<T>;

export function openSlots(count: number): Slots {
  let free = Math.max(1, count);
  const line: (() => void)[] = [];
  return async (work) => {
    if (free === 0) await new Promise<void>((resolve) => line.push(resolve));
    else free -= 1;
    try {
      return await work();
    } finally {
      const next = line.shift();
      if (next === undefined) free += 1;
      else next();
    }
  };
}

/**
 * The context as one step of a train sees it. Steps stand in line for a slot, waits do not. The failure of a step that
 * has a rescue is remembered as a result: once its rescue has begun it must not be tried again in the same run.
 */
export function stepContext(
  context: EngineContext,
  slots: Slots,
  rescued: boolean,
  signal: AbortSignal | undefined,
): EngineContext {
  const final = async (work: () => Promise<Json>): Promise<Json> => {
    try {
      return await work();
    } catch (error) {
      if (!rescued || signal?.aborted === true || !isReleaseError(error)) throw error;
      return { failed: errorJson(error) };
    }
  };
  const opened = async (key: string, result: Json): Promise<Json> => {
    const failed = rescued ? ((result as { readonly failed?: Json } | null)?.failed ?? null) : null;
    if (failed === null) return result;
    await context.checkpoint(key).save(null);
    throw reviveError(failed);
  };
  return {
    ...context,
    step: async (key, effect) =>
      opened(key, await slots(() => context.step(key, (attempt) => final(() => effect(attempt))))),
    poll: async (key, request, look) => {
      const end = await context.poll(key, request, async (previous) => {
        if (!rescued) return look(previous);
        let answer: Awaited<ReturnType<typeof look>> | null = null;
        const failed = await final(async () => ((answer = await look(previous)), null));
        return answer ?? { done: true, result: failed };
      });
      return end.by === "look" ? { by: "look", value: await opened(key, end.value) } : end;
    },
  };
}
