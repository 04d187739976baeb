import type { RedisReads } from "../redis/redis-reads.js";

const SCAN_COUNT = 1000;

/**
 * The names of all queues with this prefix. Nothing lists them, so every key is passed once, in small steps: BullMQ
 * keeps `<prefix>:<queue>:meta`, both it and Bull the counter `<prefix>:<queue>:id`. No queue's name has a colon.
 */
export async function findQueues(reads: RedisReads, prefix: string): Promise<readonly string[]> {
  const queues = new Set<string>();
  const glob = `${prefix.replace(/[\\*?[\]]/g, "\\$&")}:*:[im][de]*`;
  let cursor = "0";
  do {
    const [next, keys] = (await reads.ask("SCAN", cursor, "MATCH", glob, "COUNT", SCAN_COUNT)) as [unknown, unknown[]];
    cursor = String(next);
    for (const key of keys) {
      const [queue, kind, ...more] = String(key)
        .slice(prefix.length + 1)
        .split(":");
      if (queue && more.length === 0 && (kind === "meta" || kind === "id")) queues.add(queue);
    }
  } while (cursor !== "0");
  return [...queues].sort();
}
