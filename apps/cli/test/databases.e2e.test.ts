import type { ChildProcess } from "node:child_process";
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { springBatchSchema, startPostgres, type TestDatabase, type TestPostgres } from "@signalbox/testbed/postgres";
import { startRedis } from "@signalbox/testbed/redis";
import { Redis } from "ioredis";
import pg from "pg";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { systemSuite } from "../../../tools/require-system.js";
import { acknowledgedDocument, databaseDocument, jobsDocument } from "./support/database-documents.js";
import { endedJob, runningJob, serveDatabase } from "./support/serve-database.js";

/** Every wrong address, a lost connection, a standby: each is a start of the program or of a server. */
const IS_EXHAUSTIVE = process.env["EXHAUSTIVE"] === "1";
/** Two cores may be busy with other tests. */
const PATIENT = { timeout: 30_000 };
const waitingIn = (database: TestDatabase): Promise<string> =>
  database.run("select count(*) from pg_locks where not granted");

systemSuite("jobs, db check and dump", ["linux", "postgresql"], () => {
  let server: TestPostgres;
  let template: TestDatabase;
  beforeAll(async () => {
    server = await startPostgres();
    template = await server.database();
    await template.run(`${springBatchSchema(5)} create table users (id int, username text); insert into users values (7, 'anna');
      create role stranger login password 'pw-of-a-stranger'`);
  });
  afterAll(() => server.stop());
  const fresh = (): Promise<TestDatabase> => server.database({ template });
  const connect = async (database: TestDatabase): Promise<pg.Client> => {
    const { host, port, user, database: name } = database;
    const client = new pg.Client({ host, port, user, database: name });
    client.on("error", () => {});
    await client.connect();
    onTestFinished(() => client.end().catch(() => {}));
    return client;
  };

  test("jobs says who runs what, and ends with 0, 3 and 4", async () => {
    const { cli, database } = await serveDatabase(await fresh(), { users: { table: "users" }, pollSeconds: 1 });
    const unused = await cli("jobs --json");
    expect(unused).toMatchObject({ code: 0, stderr: "" });
    expect(jobsDocument.parse(unused.json())).toMatchObject({ verdict: "pass", warnings: [{ code: "never-used" }] });

    await database.run(runningJob(4711));
    const running = await cli("jobs --json");
    expect(running.code).toBe(3);
    expect(jobsDocument.parse(running.json())).toMatchObject({
      verdict: "wait",
      engine: "spring-batch",
      executions: [{ id: "4711", job: "importJob", state: "running", startedBy: "anna" }],
    });
    const told = await cli("jobs --explain");
    expect(told).toMatchObject({
      code: 3,
      stdout: expect.stringMatching(/importJob 4711 {2}running, by anna, for \d+ s/),
    });
    expect(told.stdout).toContain("because:");

    const late = await cli("jobs --wait --timeout 1s --json");
    expect(late.code).toBe(3);
    expect(jobsDocument.parse(late.json()).verdict).toBe("wait");
  });

  test("jobs --wait waits for the end, by looks in a row", async () => {
    const { cli, database } = await serveDatabase(await fresh(), { pollSeconds: 1 });
    await database.run(runningJob(1));
    let isEnded = false;
    const answer = await cli("jobs --wait", {
      onStart: (child) =>
        child.stderr?.on("data", (text: Buffer) => {
          if (isEnded || !text.toString().includes("importJob 1")) return;
          isEnded = true;
          void database.run(endedJob(1));
        }),
    });
    expect(answer).toMatchObject({ code: 0, stdout: expect.stringContaining("by 2 looks in a row") });
  });

  test("an orphan blocks until a person says that it does not count, and only an orphan can be set aside", async () => {
    const { cli, database } = await serveDatabase(await server.database());
    await database.run(`create table solid_queue_processes (id bigint primary key, kind varchar, name varchar, pid int,
        hostname varchar, last_heartbeat_at timestamp, supervisor_id bigint, metadata text, created_at timestamp);
      create table solid_queue_jobs (id bigint primary key, queue_name varchar, class_name varchar, arguments text,
        priority int, active_job_id varchar, scheduled_at timestamp, finished_at timestamp, concurrency_key varchar,
        created_at timestamp, updated_at timestamp);
      create table solid_queue_claimed_executions (id bigint primary key, job_id bigint, process_id bigint, created_at timestamp);
      insert into solid_queue_jobs (id, queue_name, class_name, created_at, updated_at)
        values (5, 'default', 'ImportJob', now() at time zone 'UTC', now() at time zone 'UTC');
      insert into solid_queue_claimed_executions values (9, 5, 3, now() at time zone 'UTC')`);
    const found = await cli("jobs --json");
    expect(found.code).toBe(4);
    const [orphan] = jobsDocument.parse(found.json()).executions;
    expect(orphan).toMatchObject({ state: "orphan", acknowledged: null });
    expect(orphan?.recovery).not.toEqual([]);

    const said = await cli(`jobs acknowledge ${orphan?.id} --reason killed --as anna --json`);
    expect(acknowledgedDocument.parse(said.json())).toMatchObject({ by: "anna", executions: [{ job: "ImportJob" }] });
    const after = await cli("jobs --json");
    expect(after.code).toBe(0);
    expect(jobsDocument.parse(after.json()).executions).toMatchObject([{ acknowledged: { by: "anna" } }]);
    expect(await cli("jobs acknowledge 77 --reason x")).toMatchObject({ code: 4 });
  });

  test("db check names who stands in the way, and shows no literal", async () => {
    const { cli, database } = await serveDatabase(await fresh(), {
      thresholds: { idleInTransactionMs: 0, lockWaitMs: 0 },
    });
    const idle = await connect(database);
    await idle.query("set application_name = 'console'; begin; update users set username = 'secret' where id = 7");
    const waiting = (await connect(database)).query("alter table users add x int");
    await expect.poll(() => waitingIn(database), PATIENT).toBe("1");
    const blocked = await cli("db check --json");
    expect(blocked.code).toBe(4);
    expect(databaseDocument.parse(blocked.json()).findings.map(({ code }) => code)).toContain("lock-wait");
    const text = await cli("db check");
    expect(text.stdout).toMatch(/blocked by pid \d+ \(postgres, console\), idle in transaction/);
    expect(blocked.stdout + text.stdout).not.toContain("secret");
    await idle.query("rollback");
    await waiting;
  });

  test("dump makes one verified file; killed in the middle it leaves none, and goes on", async () => {
    const { cli, database, folder } = await serveDatabase(await fresh());
    if (IS_EXHAUSTIVE) expect((await cli("dump before.dump --dry-run --detailed-exitcode")).code).toBe(10);
    const locker = await connect(database);
    await locker.query("begin; lock table users in access exclusive mode");
    let child: ChildProcess | undefined;
    const killed = cli("dump before.dump --yes", { onStart: (started) => (child = started) });
    await expect.poll(() => waitingIn(database), PATIENT).toBe("1");
    child?.kill("SIGKILL");
    expect((await killed).signal).toBe("SIGKILL");
    expect((await readdir(folder)).filter((name) => name.startsWith("before"))).toEqual([]);
    await locker.query("rollback");

    const made = await cli("dump before.dump --drill --yes --json");
    expect(made).toMatchObject({ code: 0 });
    expect(made.json()).toMatchObject({ applied: [{ outcome: "done" }, { outcome: "done", result: { tables: 7 } }] });
    expect((await stat(join(folder, "before.dump"))).mode & 0o077).toBe(0);
    expect(await cli("dump before.dump --drill --yes")).toMatchObject({
      code: 0,
      stdout: expect.stringContaining("nothing to do"),
    });
    expect((await readdir(folder)).filter((name) => name.includes("before"))).toEqual([
      "before.dump",
      "before.dump.json",
    ]);
  });

  const wrongAddresses: [string, string, (url: URL) => Record<string, string>, readonly [number, string]][] = [
    ["a wrong password", "db check", (url) => ({ MAIN_DB: at(url, { password: "hunter2" }) }), [1, "ERR_DB_LOGIN"]],
  ];
  if (IS_EXHAUSTIVE)
    wrongAddresses.push(
      ["nothing is named", "jobs", () => ({ MAIN_DB: "" }), [2, "ERR_DATABASE_NOT_NAMED"]],
      ["the URL is none", "jobs", () => ({ MAIN_DB: "mysql://u:hunter2@h/d" }), [2, "ERR_DATABASE_ADDRESS"]],
      ["nobody listens", "jobs", (url) => ({ MAIN_DB: at(url, { port: "1" }) }), [1, "ERR_DB_UNREACHABLE"]],
      ["no such database", "jobs", (url) => ({ MAIN_DB: at(url, { pathname: "/none" }) }), [1, "ERR_DB_UNKNOWN"]],
      [
        "no privilege",
        "jobs",
        (url) => ({ MAIN_DB: at(url, { username: "stranger", password: "pw-of-a-stranger" }) }),
        [1, "ERR_DB_NO_PRIVILEGE"],
      ],
      ["a server without TLS", "jobs", (url) => ({ MAIN_DB: `${url.href}?sslmode=verify-full` }), [1, "ERR_DB_TLS"]],
      ["an unknown engine", "jobs --engine cron", () => ({}), [2, "ERR_JOBS_ENGINE_UNKNOWN"]],
    );
  test.each(wrongAddresses)("says it where %s", async (_, line, environment, [code, expected]) => {
    const { cli, database } = await serveDatabase(template);
    const env = environment(new URL(database.url));
    const answer = await cli(`${line} --json`, { env });
    expect(answer.json()).toMatchObject({ error: { code: expected, hint: expect.stringMatching(/./) } });
    expect(answer.code).toBe(code);
    expect(answer.stdout + answer.stderr).not.toMatch(new RegExp(`hunter2|pw-of-a-stranger|${server.password}`));
  });

  if (IS_EXHAUSTIVE)
    test("says it where tables are missing, are locked, or the connection is lost in the middle", async () => {
      const empty = await serveDatabase(await server.database());
      expect((await empty.cli("jobs --json")).json()).toMatchObject({ error: { code: "ERR_JOBS_ENGINE_NOT_FOUND" } });
      const wrong = await serveDatabase(await fresh(), { prefix: "other_" });
      expect((await wrong.cli("jobs --json")).json()).toMatchObject({ error: { code: "ERR_JOBS_ENGINE_NOT_FOUND" } });

      const { cli, database } = await serveDatabase(await fresh());
      const locker = await connect(database);
      await locker.query("begin; lock table batch_job_execution in access exclusive mode");
      expect((await cli("jobs --json")).json()).toMatchObject({ error: { code: "ERR_DB_LOCK_TIMEOUT" } });
      const cut = cli("jobs --json");
      const killer = await connect(database);
      const kill = "select pg_terminate_backend(pid) from pg_locks where not granted";
      await expect.poll(async () => (await killer.query(kill)).rowCount, { ...PATIENT, interval: 20 }).toBe(1);
      expect((await cut).json()).toMatchObject({ error: { code: "ERR_DB_CONNECTION_LOST" } });
    });

  test("reaches a database by libpq's variables, and tells a standby", async () => {
    const database = await fresh();
    const { cli, configure } = await serveDatabase(database);
    await configure({});
    const env = { ...database.env, MAIN_DB: "" };
    expect((await cli("jobs", { env })).code).toBe(0);
    expect(databaseDocument.parse((await cli("db check --json", { env })).json()).findings).toEqual([]);
    if (!IS_EXHAUSTIVE) return;
    const standby = await server.standby();
    onTestFinished(() => standby.stop());
    const onStandby = { ...standby.main.env, PGDATABASE: database.database };
    const checked = await cli("db check --json", { env: onStandby });
    expect([checked.code, databaseDocument.parse(checked.json()).findings[0]?.code]).toEqual([4, "standby"]);
    const jobs = await cli("jobs --json", { env: onStandby });
    expect(jobsDocument.parse(jobs.json()).warnings.map(({ code }) => code)).toContain("standby");
  });
});

systemSuite("jobs in Redis", ["linux", "command:redis-server"], () => {
  test("a job of Sidekiq holds up a deploy until it has ended", async () => {
    const server = await startRedis();
    onTestFinished(() => server.stop());
    const { path, db } = server.database();
    const redis = new Redis({ path, db });
    onTestFinished(() => redis.disconnect());
    const { cli } = await serveDatabase(null, { engine: "sidekiq", redisUrlFrom: "JOBS_REDIS" });
    const look = () => cli("jobs --json", { env: { JOBS_REDIS: `unix://${path}?db=${db}` } });

    // As its launcher and its processor write it.
    const [worker, seconds] = ["app-1:4711:0123456789ab", Date.now() / 1000];
    const info = JSON.stringify({ hostname: "app-1", pid: 4711, tag: "app", started_at: seconds, identity: worker });
    await redis.sadd("processes", worker);
    await redis.hset(worker, { info, concurrency: 5, busy: 1, beat: seconds, rtt_us: 90, quiet: "false", rss: 9 });
    const payload = JSON.stringify({ class: "ImportJob", jid: "jid-1", args: [] });
    await redis.hset(
      `${worker}:work`,
      "t1",
      JSON.stringify({ queue: "default", payload, run_at: Math.floor(seconds) }),
    );
    const running = await look();
    expect(running.code, running.stderr).toBe(3);
    expect(jobsDocument.parse(running.json())).toMatchObject({
      ...{ verdict: "wait", engine: "sidekiq" },
      executions: [{ id: "jid-1", job: "ImportJob", state: "running", evidence: [{ code: "heartbeat" }] }],
    });
    await redis.del(`${worker}:work`);
    expect((await look()).code).toBe(0);
  });
});

const at = (url: URL, change: Partial<Record<"port" | "pathname" | "password" | "username", string>>): string =>
  Object.assign(new URL(url), change).href;
