import { springBatchSchema, startPostgres, type TestDatabase, type TestPostgres } from "@signalbox/testbed/postgres";
import { waitForGate } from "@signalbox/release-core";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { systemSuite } from "../../../../tools/require-system.js";
import type { JobEngine } from "../../src/jobs/job-engine.js";
import { springBatch } from "../../src/jobs/spring-batch/spring-batch.js";
import { jobsIdle } from "../../src/jobs-idle/jobs-idle.js";
import { listRunningJobs } from "../../src/list-running-jobs/list-running-jobs.js";
import type { JobsPorts } from "../../src/list-running-jobs/ports.js";
import type { Databases, SqlClient } from "../../src/ports.js";
import { insertExecution } from "../support/batch-rows.js";
import { databasesOf } from "../support/databases.js";

const REQUEST = { database: "main", timeZone: "UTC" };
const started = (ago: string): string => `(now() at time zone 'UTC' - interval '${ago}')`;
const noRedis = { openRedis: () => Promise.reject(new Error("there is no Redis in this test")) };

systemSuite("jobs on PostgreSQL", ["linux", "postgresql"], () => {
  let server: TestPostgres;
  let template: TestDatabase;
  beforeAll(async () => {
    server = await startPostgres();
    template = await server.database();
    await template.run(springBatchSchema(5));
    await template.run(
      "create role watcher login; create role stranger login; grant select on all tables in schema public to watcher",
    );
  });
  afterAll(() => server.stop());

  const portsOf = (
    database: TestDatabase,
    user?: string,
  ): JobsPorts & { databases: ReturnType<typeof databasesOf> } => ({
    databases: { ...databasesOf(database, user), ...noRedis },
  });
  const importJob = (id: number, ago: string) => insertExecution(5, { id, job: "importJob", created: started(ago) });

  // First, since it copies every database that is there.
  test("says that a standby is one", async () => {
    const database = await server.database({ template });
    await database.run(importJob(1, "1 minute"));
    const standby = await server.standby();
    onTestFinished(() => standby.stop());
    const [report] = await listRunningJobs(portsOf({ ...standby.main, database: database.database }), REQUEST);
    expect(report).toMatchObject({ total: 1, warnings: [{ code: "standby" }] });
  });

  test("needs no right but to read, one connection at a time, and writes nothing", async () => {
    const database = await server.database({ template });
    await database.run(importJob(1, "20 minutes"));
    // Every row with who wrote or locked it last; the statistics of PostgreSQL would be late.
    const rows = `query_to_xml(format('select ctid, xmin, xmax from %s', relid::regclass), true, false, '')::text`;
    const written = `select string_agg(${rows}, '' order by relid) from pg_stat_user_tables`;
    const before = await database.run(written);
    expect(before).toContain("<xmin>");
    const ports = portsOf(database, "watcher");
    const [report] = await listRunningJobs(ports, REQUEST);
    expect(report).toMatchObject({ engine: "spring-batch", total: 1, warnings: [] });
    expect(report?.executions).toMatchObject([
      { id: "1", state: "running", evidence: [{ code: "checkpoint" }, { code: "nothing-against" }] },
    ]);
    expect(await database.run(written)).toBe(before);
    expect(ports.databases.connections).toEqual({ open: 0, total: 1 });
  });

  test("sends nothing but reads in a read-only transaction", async () => {
    const database = await server.database({ template });
    await database.run(importJob(1, "20 minutes"));
    const inner = databasesOf(database);
    const sent: string[] = [];
    const recording = (client: SqlClient): SqlClient => ({
      query: (text, values) => {
        sent.push(text);
        return client.query(text, values);
      },
    });
    const databases: Databases = {
      ...noRedis,
      openSql: async (name, options) => {
        const { client, close } = await inner.openSql(name, options);
        return { client: recording(client), close: () => close() };
      },
    };
    await listRunningJobs({ databases }, REQUEST);
    expect(sent[0]).toMatch(/^begin transaction read only; (set local [a-z_]+ = '[^']+'; ){4}select /);
    expect(sent.slice(1, -1).filter((text) => !/^\s*select /.test(text))).toEqual([]);
    expect(sent.at(-1)).toBe("rollback");
  });

  test("waits while a job runs, and passes after two looks without one", async () => {
    const database = await server.database({ template });
    await database.run(importJob(1, "20 minutes"));
    const reasons: string[] = [];
    const ended = [
      () => database.run("update batch_job_execution set status = 'COMPLETED', end_time = localtimestamp"),
      () => Promise.resolve(""),
    ];
    const evidence = await waitForGate(jobsIdle(portsOf(database)), REQUEST, {
      onEvent: (event) => event.type === "gate-checked" && reasons.push(String(event["reason"])),
      sleep: async () => void (await ended.shift()?.()),
    });
    expect(reasons).toEqual([
      expect.stringMatching(/^importJob 1 for 20 min/),
      "No job is running, by 1 of 2 looks.",
      "No job is running, by 2 looks in a row.",
    ]);
    expect(evidence).toMatchObject({ counting: 0, cleanPolls: 2 });
  });

  test("proves an orphan by its services' age, blocks for it, and passes on a person's word", async () => {
    const database = await server.database({ template });
    await database.run(importJob(1, "3 hours"));
    const asked: number[] = [];
    const startedAt = new Date(Date.now() - 3_600_000).toISOString();
    const ports: JobsPorts = {
      ...portsOf(database),
      serviceStarts: {
        list: async () => {
          // The transaction is over: hosts may take longer than it may stay idle.
          asked.push(
            Number(await database.run("select count(*) from pg_stat_activity where application_name = 'signalbox'")),
          );
          return [{ host: "app-1", service: "avni-server.service", startedAt }];
        },
      },
    };
    const gate = jobsIdle(ports);
    const once = { ...REQUEST, cleanPolls: 1 };
    expect(await gate.check(once)).toMatchObject({
      status: "block",
      evidence: { reports: [{ executions: [{ state: "orphan", evidence: [{ code: "services-newer" }] }] }] },
    });
    const word = { by: "anna", reason: "the server was restarted", at: "2026-11-22T11:00:00Z" };
    expect(await gate.check({ ...once, acknowledged: [{ execution: "1", ...word }] })).toMatchObject({
      status: "pass",
    });
    expect(await gate.check({ ...once, acknowledged: [{ execution: "2", ...word }] })).toMatchObject({
      status: "block",
    });
    expect(asked).toEqual([0, 0, 0]);
  });

  test("asks no hosts while nothing runs, and wonders about a database that was never used", async () => {
    const database = await server.database({ template });
    const serviceStarts = { list: () => Promise.reject(new Error("nobody should be asked")) };
    const [report] = await listRunningJobs({ ...portsOf(database), serviceStarts }, REQUEST);
    expect(report).toMatchObject({ executions: [], warnings: [{ code: "never-used" }] });
  });

  test("lists every job also where a history cannot be read, and gives it a second at most", async () => {
    const database = await server.database({ template });
    await database.run(importJob(1, "20 minutes"));
    const limits: unknown[] = [];
    const withHistory = (name: string, history: string): JobEngine => ({
      ...springBatch,
      name,
      find: async (source, options) => {
        const reader = await springBatch.find(source, options);
        const usualDurations = async (): Promise<ReadonlyMap<string, number>> => {
          const [row] = source.via === "sql" ? await source.session.rows(history) : [];
          return new Map([["importJob", Number(limits.push(row?.["limited"]))]]);
        };
        return reader && { ...reader, usualDurations };
      },
    });
    const engines = [
      withHistory("first", "select current_setting('statement_timeout') as limited"),
      withHistory("refused", "select 1 / 0 as limited"),
      withHistory("last", "select 'never asked' as limited"),
    ];
    const reports = await listRunningJobs({ ...portsOf(database), engines }, REQUEST);
    expect(limits).toEqual(["1s"]);
    expect(
      reports.map(({ engine, total, executions, warnings }) => [
        engine,
        total,
        executions[0]?.expectedEndAt === null,
        warnings.map(({ code }) => code),
      ]),
    ).toEqual([
      ["first", 1, false, []],
      ["refused", 1, true, ["history-unread"]],
      ["last", 1, true, ["history-unread"]],
    ]);
  });

  test.each([
    ["spring-batch", "batch_job_execution"],
    ["delayed-job", "delayed_jobs"],
  ])("refuses to look where row-level security may hide jobs: %s", async (engine, table) => {
    const database = await server.database({ template });
    await database.run(`create table delayed_jobs (id int, handler text, locked_at timestamptz, locked_by text,
        failed_at timestamptz); grant select on delayed_jobs to watcher; alter table ${table} enable row level security`);
    const look = (user?: string) => listRunningJobs(portsOf(database, user), { ...REQUEST, engine });
    const refused = { code: "ERR_JOBS_ROWS_HIDDEN", message: expect.stringContaining(table) as string };
    expect(await look(), "whoever sees everything").toMatchObject([{ total: 0 }]);
    await expect(look("watcher")).rejects.toMatchObject(refused);
    await database.run(`create policy mine on ${table} for select to watcher using (current_user = 'x')`);
    await expect(look("watcher")).rejects.toMatchObject(refused);
    await database.run(`create policy all_rows on ${table} for select to public using (true)`);
    expect(await look("watcher"), "a policy for every row").toMatchObject([{ total: 0 }]);
    await database.run(`create policy fewer on ${table} as restrictive for all to watcher using (current_user = 'x')`);
    await expect(look("watcher")).rejects.toMatchObject(refused);
  });

  test("says which of the engines could not be read, and looks on where one is named", async () => {
    const database = await server.database({ template });
    await database.run("create table oban_jobs (id bigint, state text, worker text)");
    await expect(listRunningJobs(portsOf(database, "watcher"), REQUEST)).rejects.toMatchObject({
      code: "ERR_DB_NO_PRIVILEGE",
      message: expect.stringMatching(/^oban: .*oban_jobs/) as string,
      hint: expect.stringContaining("If oban is not what works here, name the engine") as string,
      details: { engine: "oban" },
    });
    const [report] = await listRunningJobs(portsOf(database, "watcher"), { ...REQUEST, engine: "spring-batch" });
    expect(report).toMatchObject({ engine: "spring-batch", total: 0 });
  });

  test("says what is wrong with the database, and what to do", async () => {
    const database = await server.database({ template });
    const empty = await server.database();
    await empty.run("create table nightly_jobs (id int)");
    const failing = (ports: JobsPorts, request: object = {}) => listRunningJobs(ports, { ...REQUEST, ...request });
    await expect(failing(portsOf(empty))).rejects.toMatchObject({
      code: "ERR_JOBS_ENGINE_NOT_FOUND",
      hint: expect.stringContaining("public.nightly_jobs") as string,
    });
    await expect(failing(portsOf(database), { prefix: "wrong_" })).rejects.toMatchObject({
      code: "ERR_JOBS_ENGINE_NOT_FOUND",
    });
    await expect(failing(portsOf(database), { engine: "cron" })).rejects.toMatchObject({
      code: "ERR_JOBS_ENGINE_UNKNOWN",
    });
    await expect(failing(portsOf(database), { timeZone: "Mars/Phobos" })).rejects.toMatchObject({
      code: "ERR_JOBS_TIME_ZONE",
    });
    await expect(failing(portsOf(database), { limit: 0 })).rejects.toMatchObject({ code: "ERR_INPUT_INVALID" });
    await expect(failing(portsOf(database, "stranger"))).rejects.toMatchObject({ code: "ERR_DB_NO_PRIVILEGE" });
    await expect(failing(portsOf(database, "nobody"))).rejects.toMatchObject({ code: "ERR_DB_LOGIN" });
    await expect(failing(portsOf({ ...database, database: "gone" }))).rejects.toMatchObject({
      code: "ERR_DB_UNKNOWN",
    });
    await expect(failing(portsOf({ ...database, host: "/nowhere" }))).rejects.toMatchObject({
      code: "ERR_DB_UNREACHABLE",
    });
    await database.run("drop table batch_job_execution cascade");
    await expect(failing(portsOf(database))).rejects.toMatchObject({ code: "ERR_JOBS_ENGINE_NOT_FOUND" });
  });

  test("closes its connection when the look is cut off", async () => {
    const database = await server.database({ template });
    const inner = databasesOf(database);
    const databases: Databases = {
      ...noRedis,
      openSql: async (name, options) => {
        const opened = await inner.openSql(name, options);
        await database.run(
          "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()",
        );
        return opened;
      },
    };
    await expect(listRunningJobs({ databases }, REQUEST)).rejects.toMatchObject({
      code: "ERR_DB_CONNECTION_LOST",
      retryable: true,
    });
    expect(inner.connections.open).toBe(0);
    await expect(
      listRunningJobs(portsOf(database), REQUEST, { signal: AbortSignal.abort(new Error("stopped")) }),
    ).rejects.toThrow("stopped");
  });
});
