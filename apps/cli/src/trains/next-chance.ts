import { realSleep } from "@signalbox/release-core";
import { topicOf, type Engine, type RunRecord } from "@signalbox/release-train";

/** How often `--wait` looks whether somebody decided. */
const LOOK_MS = 1000;

/** True when driving the run can bring it on: a wait is over by its time, or somebody answered one. */
export function hasChance({ status, waits, signals }: RunRecord, now: Date): boolean {
  if (status !== "waiting") return true;
  const answered = new Set(signals.filter(({ taken }) => !taken).map(({ key }) => topicOf(key)));
  return waits.some(
    ({ key, until }) => answered.has(topicOf(key)) || (until !== null && Date.parse(until) <= now.getTime()),
  );
}

/** Waits until a run can go on, without asking the services that its gates look at any earlier than they said. */
export async function nextChance(engine: Pick<Engine, "inspect">, runId: string, signal: AbortSignal): Promise<void> {
  do await realSleep(LOOK_MS, signal);
  while (!hasChance(await engine.inspect(runId), new Date()));
}
