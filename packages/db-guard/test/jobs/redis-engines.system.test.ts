import { startRedis, type TestRedis } from "@signalbox/testbed/redis";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { systemSuite } from "../../../../tools/require-system.js";
import { bullmq } from "../../src/jobs/bullmq/bullmq.js";
import { sidekiq } from "../../src/jobs/sidekiq/sidekiq.js";
import { listRunningJobs } from "../../src/list-running-jobs/list-running-jobs.js";
import { saysGarbage, tellsTheLifeOfJobs, type EngineWorld } from "./engine-contract.js";
import { bullmqWorld, openRedisLook, sidekiqWorld } from "./worlds/redis-worlds.js";

const BULLMQ = { jobs: ["mails:report", "mails:invoice"], sign: "lock", killed: "proven", hasHistory: true } as const;
const SIDEKIQ = { jobs: ["ReportJob", "InvoiceJob"], sign: "heartbeat", killed: "gone", hasHistory: false } as const;

systemSuite("job engines on Redis", ["linux", "command:redis-server"], () => {
  let server: TestRedis;
  beforeAll(async () => void (server = await startRedis()));
  afterAll(() => server.stop());

  const closing = async <W extends EngineWorld>(world: Promise<W>): Promise<W> => {
    const opened = await world;
    onTestFinished(() => opened.end());
    return opened;
  };

  test("BullMQ: tells the life of jobs of a real worker, and garbage", async () => {
    const world = await closing(bullmqWorld(server.database()));
    await tellsTheLifeOfJobs(world, { ...BULLMQ, knowsProcess: true });
    await saysGarbage(world);
  });

  test("Sidekiq: tells the life of jobs, and garbage", async () => {
    const world = await closing(sidekiqWorld(server.database()));
    await world.redis.set("stat:processed", 1);
    expect(await world.look((reader) => reader.everUsed())).toBe(true);
    await world.redis.del("stat:processed");
    await world.redis.sadd("processes", "app-1:1:0");
    await tellsTheLifeOfJobs(world, { ...SIDEKIQ, knowsProcess: true });
    await saysGarbage(world);
  });

  test("Sidekiq: tells a beat's age by the server's clock, whatever the process's says", async () => {
    const world = await closing(sidekiqWorld(server.database()));
    await world.start("ReportJob");
    const process = (await world.redis.smembers("processes"))[0] ?? "";
    await world.redis.hset(process, { beat: 1 });
    await world.redis.pexpire(process, 20_000);
    const late = await world.look((reader) => reader.unfinished(5));
    const [sign] = late?.sightings[0]?.signs ?? [];
    expect(sign).toMatchObject({ kind: "heartbeat", everyMs: 10_000, deadAfterMs: 60_000 });
    expect(sign).toHaveProperty("ageMs");
    const age = sign?.kind === "heartbeat" ? sign.ageMs : 0;
    expect([age >= 40_000, age < 50_000]).toEqual([true, true]);
    expect(late?.sightings[0]?.worker).toEqual({ host: "app-1", process: "pid 4711" });
  });

  test("are not found where nothing is, and say what they may not read", async () => {
    const database = server.database();
    for (const engine of [bullmq, sidekiq]) {
      const look = await openRedisLook(database, engine);
      onTestFinished(() => look.end());
      expect(await look.look((reader) => reader.everUsed())).toBeNull();
      await look.redis.acl("SETUSER", "guest", "on", ">guest", "resetkeys", "+@all");
    }
    await (await closing(sidekiqWorld(database))).start("ReportJob");
    const guest = await openRedisLook(database, sidekiq, { username: "guest" });
    onTestFinished(() => guest.end());
    await expect(guest.look((reader) => reader.anyUnfinished())).rejects.toMatchObject({
      code: "ERR_REDIS_NO_PRIVILEGE",
    });
  });

  test("needs no more than the hint says, and says what a look may not ask", async () => {
    const database = server.database();
    const world = await closing(sidekiqWorld(database));
    await world.start("ReportJob");
    await world.redis.acl("SETUSER", "reader", "on", ">reader", "allkeys", "+@read", "+time", "+select", "+info");
    await world.redis.acl("SETUSER", "timeless", "on", ">timeless", "allkeys", "+@read", "+select", "+info");
    const look = async (username: string): Promise<unknown> => {
      const { redis, end } = await openRedisLook(database, sidekiq, { username });
      const client = { call: (command: string, ...args: (string | number)[]) => redis.call(command, ...args) };
      const openRedis = () => Promise.resolve({ client, close: end });
      const openSql = () => Promise.reject(new Error("there is no SQL here"));
      return listRunningJobs({ databases: { openRedis, openSql } }, { database: "main", engine: "sidekiq" });
    };
    expect(await look("reader")).toMatchObject([{ total: 1, warnings: [] }]);
    await expect(look("timeless")).rejects.toMatchObject({ code: "ERR_REDIS_NO_PRIVILEGE" });
    const openRedis = () => Promise.reject(new Error("connect ECONNREFUSED redis://:secret@10.0.0.1:6379"));
    const failing = listRunningJobs(
      { databases: { openRedis, openSql: openRedis } },
      { database: "x", engine: "bullmq" },
    );
    await expect(failing).rejects.toMatchObject({
      code: "ERR_REDIS_UNREACHABLE",
      message: expect.not.stringContaining("secret") as string,
    });
  });

  test("say that the keys are somebody else's", async () => {
    const database = server.database();
    const look = await openRedisLook(database, bullmq);
    onTestFinished(() => look.end());
    await look.redis.hset("bull:mails:meta", { version: "bullmq" });
    await look.redis.set("bull:mails:active", "a text");
    await expect(look.look((reader) => reader.anyUnfinished())).rejects.toMatchObject({ code: "ERR_REDIS_OTHER_KEYS" });
  });

  test("find queues among many other keys, with a prefix that has signs of its own", async () => {
    const look = await openRedisLook(server.database(), bullmq, { prefix: "{b*ll}" });
    onTestFinished(() => look.end());
    const others = look.redis.pipeline();
    for (let n = 0; n < 3000; n++) others.set(`{b*ll}:mails:${n}`, n).set(`bxll:other${n}:meta`, n);
    await others.set("{b*ll}:mails:id", 1).hset("{b*ll}:texts:meta", { version: "bullmq" }).exec();
    expect(await look.look((reader) => Promise.resolve(reader.description))).toBe(
      "BullMQ, prefix {b*ll}, queues mails, texts",
    );
  });
});
