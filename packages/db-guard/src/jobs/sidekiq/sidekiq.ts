import { redisNow, redisReads, type RedisReads } from "../redis/redis-reads.js";
import type { JobEngine, JobReader, Sighting, SignOfLife } from "../job-engine.js";
import { toDate, toNumber } from "../sql/values.js";
import { readWork } from "./work.js";

// Launcher: BEAT_PAUSE, and the time to live of both keys of a process.
const EVERY_MS = 10_000;
const DEAD_AFTER_MS = 60_000;

/**
 * Sidekiq. Running is what a process of the set `processes` lists in its hash `<process>:work` (`:workers` before 6.5).
 * The hash is written anew with each beat: a job that began since is not in it yet, and 60 seconds after the last beat
 * of a dead process nothing is left of its jobs. Keys and times: sidekiq/sidekiq, `launcher.rb`, `processor.rb`.
 */
export const sidekiq: JobEngine = {
  name: "sidekiq",
  via: "redis",
  find: async (source, { prefix = "", signal }) => {
    if (source.via !== "redis") return null;
    const reads = redisReads(source.client, signal);
    const [processes, processed] = [`${prefix}processes`, `${prefix}stat:processed`];
    const type = String(await reads.ask("TYPE", processes));
    if (type !== "set" && (await reads.number("EXISTS", processed)) === 0) return null;
    const anyWork = async (): Promise<boolean> => {
      const names = await processesOf(reads, processes);
      const counts = names.flatMap((name) => workKeys(prefix, name).map((key) => reads.number("HLEN", key)));
      return (await Promise.all(counts)).some((count) => count > 0);
    };
    const reader: JobReader = {
      description: `Sidekiq${prefix === "" ? "" : `, prefix ${prefix}`}`,
      anyUnfinished: anyWork,
      unfinished: async (limit) => {
        const names = await processesOf(reads, processes);
        const sightings = (await Promise.all(names.map((name) => ofProcess(reads, prefix, name)))).flat();
        sightings.sort((one, other) => (one.startedAt?.getTime() ?? 0) - (other.startedAt?.getTime() ?? 0));
        return { sightings: sightings.slice(0, limit), total: sightings.length };
      },
      usualDurations: async () => new Map(),
      // Counted from the first finished job on.
      everUsed: async () => (await reads.number("EXISTS", processed)) > 0 || anyWork(),
      // Nothing to end: what is left of a dead process expires by itself.
      recovery: () => [],
    };
    return reader;
  },
};

const processesOf = async (reads: RedisReads, key: string): Promise<string[]> =>
  (await reads.texts("SMEMBERS", key)).flatMap((name) => (name === null || name === "" ? [] : [name])).sort();

const workKeys = (prefix: string, process: string): string[] => [
  `${prefix}${process}:work`,
  `${prefix}${process}:workers`,
];

async function ofProcess(reads: RedisReads, prefix: string, process: string): Promise<Sighting[]> {
  const works = await Promise.all(workKeys(prefix, process).map((key) => reads.hash(key)));
  const entries = works.flatMap((work) => [...work]);
  if (entries.length === 0) return [];
  const signs = [await beatOf(reads, `${prefix}${process}`)];
  // Component#identity: host, process id and a nonce; no host's name has a colon.
  const [host, pid] = process.split(":");
  const worker = { host: host || null, process: pid === undefined ? null : `pid ${pid}` };
  return entries.map(([thread, text]) => {
    const { id, job, startedMs, readable } = readWork(text);
    return {
      ...{ id: id ?? `${process}:${thread}`, job: job ?? "?", engineState: readable ? "working" : "unreadable" },
      ...{ startedAt: toDate(startedMs), startedBy: null, progress: null, signs, worker },
    };
  });
}

/** By what is left of the key's time to live: that is the server's clock, `beat` is the process's. */
async function beatOf(reads: RedisReads, key: string): Promise<SignOfLife> {
  const left = await reads.number("PTTL", key);
  const sign = { kind: "heartbeat", everyMs: EVERY_MS, deadAfterMs: DEAD_AFTER_MS, name: `beat of ${key}` } as const;
  if (left >= 0) return { ...sign, ageMs: DEAD_AFTER_MS - left };
  if (left === -2) return { ...sign, ageMs: DEAD_AFTER_MS + 1 };
  const beat = toNumber((await reads.texts("HMGET", key, "beat"))[0]);
  return beat === null
    ? { kind: "checkpoint", ageMs: 0, name: `${key} without a beat` }
    : { ...sign, ageMs: (await redisNow(reads)) - beat * 1000 };
}
