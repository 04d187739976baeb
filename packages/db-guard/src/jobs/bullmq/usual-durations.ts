import type { RedisReads } from "../redis/redis-reads.js";
import { toNumber } from "../sql/values.js";
import type { QueueKeys } from "./bullmq.js";

// Queues keep what is finished as they are told to, often all of it: the newest say what is usual.
const NEWEST = 100;

/** Medians over the newest finished jobs of each queue that is asked for. */
export async function usualDurations(
  reads: RedisReads,
  queues: readonly QueueKeys[],
  jobs: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const wanted = queues.filter(({ queue }) => jobs.some((job) => job.startsWith(`${queue}:`)));
  const durations = new Map<string, number[]>();
  for (const { queue, base } of wanted) {
    const ids = await reads.texts("ZREVRANGE", `${base}completed`, 0, NEWEST - 1);
    const rows = await Promise.all(
      ids.map((id) => reads.texts("HMGET", `${base}${id ?? ""}`, "name", "processedOn", "finishedOn")),
    );
    for (const [name, began, ended] of rows) {
      const [from, to] = [toNumber(began), toNumber(ended)];
      const job = `${queue}:${name ?? "?"}`;
      if (from === null || to === null || to < from || !jobs.includes(job)) continue;
      durations.set(job, [...(durations.get(job) ?? []), to - from]);
    }
  }
  return new Map([...durations].map(([job, each]) => [job, medianOf(each)]));
}

function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  const half = sorted.length / 2;
  const upper = sorted[Math.floor(half)] ?? 0;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[half - 1] ?? upper)) / 2;
}
