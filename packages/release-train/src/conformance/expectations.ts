import assert from "node:assert/strict";
import type { Json } from "@signalbox/release-core";
import type { Engine, RunRecord, Workflow } from "../engine-port.js";

export function codeOf(error: Json): Json {
  return (error as { readonly code?: Json } | null)?.code ?? null;
}

/** For `assert.rejects`. */
export function hasCode(code: string): (error: unknown) => true {
  return (error) => {
    assert.equal((error as { readonly code?: unknown } | null)?.code, code);
    return true;
  };
}

/** Begins a drive that never gets past a step, and comes back when it is inside. The process is then taken for dead. */
export function crashIn(engine: Engine, runId: string, key: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const stuck: Workflow = (context) =>
      context.step(key, () => {
        resolve();
        return new Promise<Json>(() => undefined);
      });
    engine.drive(runId, stuck).catch(reject);
  });
}

/** Drives until the run does more than wait for a time. The waits under test are short. */
export async function driveOn(engine: Engine, runId: string, workflow: Workflow): Promise<RunRecord> {
  for (;;) {
    const record = await engine.drive(runId, workflow);
    const until = record.waits.find((wait) => wait.kind === "time")?.until ?? null;
    if (record.status !== "waiting" || until === null) return record;
    await new Promise((resolve) => setTimeout(resolve, Math.max(1, Date.parse(until) - Date.now() + 1)));
  }
}
