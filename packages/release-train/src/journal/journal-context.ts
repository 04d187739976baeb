import { canonicalJson, isReleaseError, type Json } from "@signalbox/release-core";
import { type EngineContext, type PollEnd, topicOf } from "../engine-port.js";
import { errorJson } from "../error-json.js";
import { quickJson } from "./quick-json.js";
import { waitPlace } from "./replay.js";
import type { SessionControl } from "./session.js";

const forever = <T>(): Promise<T> => new Promise<T>(() => undefined);

/** The engine port over an open journal. */
export function journalContext(session: SessionControl): EngineContext {
  const { journal, signal } = session;
  const { state } = journal;

  /** False when this drive is over and whoever asks must be left waiting. */
  const open = (): boolean => {
    if (!session.closed) signal.throwIfAborted();
    return !session.closed;
  };
  /** An effect that was cut by the abort has no known end: its intent stays open, and the next drive looks. */
  const fail = (key: string, error: unknown): void => {
    const cut = signal.aborted && (error === signal.reason || !isReleaseError(error));
    if (!cut) journal.append({ type: "step-failed", key, error: errorJson(error) });
  };
  const result = (key: string): Json => state.steps.get(key)?.result ?? null;

  return {
    runId: session.runId,
    checkpoint: (key) => session.checkpoints.of(topicOf(key)),

    step: async (key, effect) => {
      if (!open()) return forever();
      session.claim("step", key);
      const before = state.steps.get(key)?.status;
      if (before === "finished") return result(key);
      return session.busy(async () => {
        journal.append({ type: "step-started", key });
        let value: Json;
        try {
          value = quickJson(await effect({ interrupted: before === "running" }));
        } catch (error) {
          fail(key, error);
          throw error;
        }
        journal.append({ type: "step-finished", key, result: value });
        return result(key);
      });
    },

    waitUntil: async (key, untilMs, reason) => {
      if (!open()) return forever();
      session.claim("time", key);
      if (state.passed.has(key)) return;
      const known = state.waits.get(waitPlace("time", key));
      const until = known?.until === undefined || known.until === null ? untilMs : Date.parse(known.until);
      const leftMs = until - session.now().getTime();
      if (known === undefined) {
        if (leftMs <= 0) return;
        const at = new Date(until).toISOString();
        journal.append({ type: "wait-started", key, kind: "time", until: at, reason, request: null, state: null });
      }
      if (leftMs > session.patienceMs) return session.park(() => undefined) as Promise<never>;
      await session.busy(async () => {
        await session.rest(leftMs);
        journal.append({ type: "wait-ended", key });
      });
    },

    waitFor: async (key, request) => {
      if (!open()) return forever();
      session.claim("signal", key);
      const received = session.taken(key);
      if (received !== undefined) return received;
      const now = session.take(key);
      if (now !== undefined) return now;
      if (!state.waits.has(waitPlace("signal", key))) {
        journal.append({ type: "wait-started", key, kind: "signal", until: null, reason: "", request, state: null });
      }
      return session.park(() => session.take(key));
    },

    poll: async (key, request, look) => {
      if (!open()) return forever();
      session.claim("step", key);
      if (state.steps.get(key)?.status === "finished") return { by: "look", value: result(key) };
      const received = session.taken(key);
      if (received !== undefined) return { by: "signal", value: received };
      const place = waitPlace("poll", key);
      let previous = state.waits.get(place)?.state ?? null;
      for (;;) {
        const given = session.take(key);
        if (given !== undefined) return { by: "signal", value: given };
        const answer = await session.busy(async () => {
          try {
            return await look(previous);
          } catch (error) {
            fail(key, error);
            throw error;
          }
        });
        if (answer.done) {
          journal.append({ type: "step-finished", key, result: quickJson(answer.result) });
          return { by: "look", value: result(key) };
        }
        previous = quickJson(answer.state);
        const until = new Date(session.now().getTime() + answer.retryAfterMs).toISOString();
        const line = {
          type: "wait-started",
          key,
          kind: "poll",
          until,
          reason: answer.reason,
          request,
          state: previous,
        } as const;
        if (state.waits.get(place)?.reason !== answer.reason) journal.append(line);
        if (answer.retryAfterMs > session.patienceMs) {
          writeIfChanged(line);
          return session.park(() => session.take(key)).then((value): PollEnd => ({ by: "signal", value }));
        }
        await session
          .busy(() => session.rest(answer.retryAfterMs, key))
          .catch((error: unknown) => {
            writeIfChanged(line);
            throw error;
          });
      }

      function writeIfChanged(line: Parameters<typeof journal.append>[0] & { readonly type: "wait-started" }): void {
        const last = state.waits.get(place);
        // A time that is over would say that the run may go on now.
        const isOver = Date.parse(last?.until ?? "") <= session.now().getTime();
        if (isOver || canonicalJson(last?.state ?? null) !== canonicalJson(line.state)) journal.append(line);
      }
    },
  };
}
