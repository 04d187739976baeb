import { redisReads, type RedisReads } from "../redis/redis-reads.js";
import type { JobEngine, JobReader, Sighting } from "../job-engine.js";
import { toDate, toNumber, toText } from "../sql/values.js";
import { findQueues } from "./find-queues.js";
import { usualDurations } from "./usual-durations.js";

/** One queue's keys. */
export interface QueueKeys {
  readonly queue: string;
  /** Before a job's id, and before `active`, `completed`. */
  readonly base: string;
}

/**
 * BullMQ, and Bull before it. Running is the list `<prefix>:<queue>:active`; the worker renews the key `…:<id>:lock`,
 * which expires when it dies (30 seconds by default), after which the engine itself takes the job for stalled and runs
 * it again. Keys: taskforcesh/bullmq, `queue-keys.ts`, `moveToActive.lua`, `moveStalledJobsToWait.lua`.
 */
export const bullmq: JobEngine = {
  name: "bullmq",
  via: "redis",
  find: async (source, { prefix = "bull", signal }) => {
    if (source.via !== "redis") return null;
    const reads = redisReads(source.client, signal);
    const names = await findQueues(reads, prefix);
    if (names.length === 0) return null;
    const queues = names.map((queue): QueueKeys => ({ queue, base: `${prefix}:${queue}:` }));
    const reader: JobReader = {
      description: `BullMQ, prefix ${prefix}, ${names.length === 1 ? "queue" : "queues"} ${names.join(", ")}`,
      anyUnfinished: async () => {
        const lengths = await Promise.all(queues.map(({ base }) => reads.number("LLEN", `${base}active`)));
        return lengths.some((length) => length > 0);
      },
      unfinished: async (limit) => {
        const seen = await Promise.all(queues.map((queue) => ofQueue(reads, queue, limit)));
        const sightings = seen.flatMap((each) => each.sightings);
        sightings.sort((one, other) => (one.startedAt?.getTime() ?? 0) - (other.startedAt?.getTime() ?? 0));
        return { sightings: sightings.slice(0, limit), total: seen.reduce((sum, { total }) => sum + total, 0) };
      },
      usualDurations: (jobs) => usualDurations(reads, queues, jobs),
      everUsed: async () => (await reads.number("EXISTS", ...queues.map(({ base }) => `${base}id`))) > 0,
      // Any worker of the queue does it by itself, and does it right: no command of ours is better.
      recovery: () => [],
    };
    return reader;
  },
};

interface Active {
  readonly id: string;
  readonly fields: readonly (string | null)[];
  readonly lockMs: number;
}

async function ofQueue(
  reads: RedisReads,
  keys: QueueKeys,
  limit: number,
): Promise<{ sightings: Sighting[]; total: number }> {
  const key = `${keys.base}active`;
  const ids = jobIds(await reads.texts("LRANGE", key, 0, -1));
  const looked = await Promise.all(ids.slice(-Math.max(1, limit)).map((id) => look(reads, keys, id)));
  // What ended between two answers has neither lock nor record, and is in the list no more.
  const isDoubtful = ({ lockMs, fields }: Active): boolean => lockMs === -2 || fields[0] === null;
  const still = looked.some(isDoubtful) ? new Set(jobIds(await reads.texts("LRANGE", key, 0, -1))) : null;
  const active = looked.filter((job) => !isDoubtful(job) || still?.has(job.id) === true);
  return {
    sightings: active.map((job) => sightingOf(keys, job)),
    total: ids.length - (looked.length - active.length),
  };
}

// `0:…` are marks of delayed jobs in the lists of older versions, no jobs.
const jobIds = (texts: readonly (string | null)[]): string[] =>
  texts.flatMap((id) => (id === null || id.startsWith("0:") ? [] : [id]));

async function look(reads: RedisReads, { base }: QueueKeys, id: string): Promise<Active> {
  const [fields, lockMs] = await Promise.all([
    reads.texts("HMGET", `${base}${id}`, "name", "processedOn", "progress", "pb"),
    reads.number("PTTL", `${base}${id}:lock`),
  ]);
  return { id, fields, lockMs };
}

function sightingOf({ queue, base }: QueueKeys, { id, fields, lockMs }: Active): Sighting {
  const [name, processedOn, progress, worker] = fields;
  const startedAt = toDate(toNumber(processedOn));
  const done = toNumber(progress);
  // Older versions take a job first and lock it a moment later: without a start, no lock says nothing yet.
  const isTold = lockMs !== -2 || startedAt !== null;
  return {
    ...{
      id: `${queue}:${id}`,
      job: `${queue}:${toText(name) ?? "?"}`,
      engineState: "active",
      startedAt,
      startedBy: null,
    },
    progress: done === null ? null : { done, total: null },
    signs: isTold ? [{ kind: "lock", held: lockMs !== -2, name: `${base}${id}:lock` }] : [],
    worker: toText(worker) === null ? null : { host: null, process: toText(worker) },
  };
}
