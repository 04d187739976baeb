import type { RedisDatabase } from "@signalbox/testbed/redis";
import { Redis } from "ioredis";
import { bullmq } from "../../../src/jobs/bullmq/bullmq.js";
import type { EngineOptions, JobEngine, JobReader } from "../../../src/jobs/job-engine.js";
import { sidekiq } from "../../../src/jobs/sidekiq/sidekiq.js";
import type { EngineWorld } from "../engine-contract.js";
import { startWorker } from "../workers/start-worker.js";

const { signal } = new AbortController();

export interface RedisLook extends Pick<EngineWorld, "look" | "end"> {
  readonly redis: Redis;
}

/** Looks at a Redis database as the guard does, each time anew. `username`: a user of the server's access list. */
export async function openRedisLook(
  database: RedisDatabase,
  engine: JobEngine,
  { username, ...options }: Partial<EngineOptions> & { readonly username?: string } = {},
): Promise<RedisLook> {
  const login = username === undefined ? {} : { username, password: username };
  const redis = new Redis({ ...database, ...login, lazyConnect: true });
  await redis.connect();
  const client = {
    call: (command: string, ...args: (string | number)[]): Promise<unknown> => redis.call(command, ...args),
  };
  return {
    redis,
    look: async <T>(work: (reader: JobReader) => Promise<T>) => {
      const reader = await engine.find({ via: "redis", client }, { timeZone: null, signal, ...options });
      return reader === null ? null : work(reader);
    },
    end: () => Promise.resolve(redis.disconnect()),
  };
}

/** BullMQ makes its own keys; its worker runs in a process of its own. */
export async function bullmqWorld(database: RedisDatabase): Promise<EngineWorld & { readonly redis: Redis }> {
  const [worker, look] = [await startWorker("./bullmq.mjs", database), await openRedisLook(database, bullmq)];
  return {
    ...look,
    start: async (job) => ({ id: `mails:${await worker.start(job.replace("mails:", ""))}`, job }),
    finish: ({ id }) => Promise.resolve(worker.finish(id.replace("mails:", ""))),
    kill: () => worker.kill(),
    garbage: async () => {
      await worker.kill();
      await look.redis.rpush("bull:mails:active", "no such job", "0:delayed mark", "odd");
      await look.redis.hset("bull:mails:odd", { name: "", processedOn: "yesterday", progress: '{"step":2}' });
      return 2;
    },
    end: async () => {
      await worker.kill();
      await look.end();
    },
  };
}

const PROCESS = "app-1:4711:0123456789ab";

/** What Sidekiq 8's launcher and processor write (sidekiq/sidekiq 1bb4aa06, LGPL-3.0, launcher.rb, processor.rb). */
export async function sidekiqWorld(database: RedisDatabase): Promise<EngineWorld & { readonly redis: Redis }> {
  const look = await openRedisLook(database, sidekiq);
  const { redis } = look;
  const threads = new Map<string, string>();
  const beat = async (): Promise<void> => {
    const seconds = Date.now() / 1000;
    const work = redis.multi().unlink(`${PROCESS}:work`);
    if (threads.size > 0) work.hset(`${PROCESS}:work`, Object.fromEntries(threads)).expire(`${PROCESS}:work`, 60);
    await work.exec();
    const info = JSON.stringify({ hostname: "app-1", pid: 4711, tag: "app", started_at: seconds, identity: PROCESS });
    await redis
      .multi()
      .sadd("processes", PROCESS)
      .hset(PROCESS, { info, concurrency: 5, busy: threads.size, beat: seconds, rtt_us: 90, quiet: "false", rss: 9 })
      .expire(PROCESS, 60)
      .exec();
  };
  let count = 0;
  return {
    ...look,
    start: async (job) => {
      const jid = `jid-${(count += 1)}`;
      const payload = JSON.stringify({ class: "Sidekiq::ActiveJob::Wrapper", wrapped: job, jid, args: [{}] });
      threads.set(jid, JSON.stringify({ queue: "default", payload, run_at: Math.floor(Date.now() / 1000) }));
      await beat();
      return { id: jid, job };
    },
    finish: async ({ id }) => {
      threads.delete(id);
      await beat();
    },
    // Sixty seconds after the last beat.
    kill: async () => void (await redis.multi().pexpire(PROCESS, 1).pexpire(`${PROCESS}:work`, 1).exec()),
    garbage: async () => {
      await redis.sadd("processes", "", "odd", PROCESS);
      await redis.hset("odd:work", { t1: "{not json", t2: '{"payload":{"class":"Old"},"run_at":"soon"}', t3: "[]" });
      await redis.hset(`${PROCESS}:workers`, { t4: JSON.stringify({ queue: "q", payload: "7", run_at: 1e300 }) });
      return 4;
    },
    end: () => look.end(),
  };
}
