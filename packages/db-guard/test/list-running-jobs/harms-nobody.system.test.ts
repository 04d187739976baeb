import { springBatchSchema, startPostgres, type TestDatabase, type TestPostgres } from "@signalbox/testbed/postgres";
import { afterAll, beforeAll, expect, test } from "vitest";
import { systemSuite } from "../../../../tools/require-system.js";
import { springBatch } from "../../src/jobs/spring-batch/spring-batch.js";
import { listRunningJobs } from "../../src/list-running-jobs/list-running-jobs.js";
import { readOnly } from "../../src/session/read-only.js";
import { insertExecution } from "../support/batch-rows.js";
import { databasesOf } from "../support/databases.js";
import { connect } from "../support/pg.js";

const EXHAUSTIVE = process.env["EXHAUSTIVE"] !== undefined;
const { signal } = new AbortController();
const request = { database: "main", timeZone: "UTC" };
const noRedis = { openRedis: () => Promise.reject(new Error("there is no Redis in this test")) };

systemSuite("the guard on a busy database", ["linux", "postgresql"], () => {
  let server: TestPostgres;
  let database: TestDatabase;
  beforeAll(async () => {
    server = await startPostgres({ settings: { max_connections: 15 } });
    database = await server.database();
    await database.run(springBatchSchema(5));
  });
  afterAll(() => server.stop());

  test("keeps one connection, holds nobody up, and sees every job that runs", async () => {
    await database.run(insertExecution(5, { id: 1, job: "importJob", created: "localtimestamp" }));
    const [worker, migration, watch] = [await connect(database), await connect(database), await connect(database)];
    const databases = { ...databasesOf(database), ...noRedis };
    let isOver = false;
    const work = async (): Promise<number> => {
      let chunks = 0;
      for (; !isOver; chunks++)
        await worker.query("update batch_job_execution set version = version + 1, last_updated = localtimestamp");
      return chunks;
    };
    const migrate = async (): Promise<number> => {
      let changes = 0;
      // Whoever wants the whole table gets it: no look lasts as long as this waits.
      await migration.query("set lock_timeout = '2s'");
      for (; !isOver; changes++)
        await migration.query(
          `alter table batch_job_execution alter exit_code set storage ${changes % 2 === 0 ? "main" : "extended"}`,
        );
      return changes;
    };
    const count = async (): Promise<number> => {
      let most = 0;
      while (!isOver) {
        const { rows } = await watch.query<{ n: number }>(
          "select count(*)::int as n from pg_stat_activity where application_name = 'signalbox'",
        );
        most = Math.max(most, rows[0]?.n ?? 0);
      }
      return most;
    };
    const others = Promise.all([work(), migrate(), count()]);
    const seen: number[] = [];
    for (let look = 0; look < 30; look++) seen.push((await listRunningJobs({ databases }, request))[0]?.total ?? -1);
    isOver = true;
    const [chunks, changes, most] = await others;
    expect(new Set(seen)).toEqual(new Set([1]));
    expect([chunks, changes].every((done) => done >= 30)).toBe(true);
    expect(most).toBe(1);
    expect(databases.connections).toEqual({ open: 0, total: 30 });
  });

  test("a guard that hangs in the middle is ended by the server, and its locks with it", async () => {
    const [client, migration] = [await connect(database), await connect(database)];
    let wake = (): void => {};
    const asleep = new Promise<void>((resolve) => (wake = resolve));
    let hold = (): void => {};
    const held = new Promise<void>((resolve) => (hold = resolve));
    const look = readOnly(
      client,
      async (session) => {
        await session.rows("select count(*) from batch_job_execution");
        hold();
        await asleep;
        return session.rows("select 1");
      },
      { signal, limits: { idleTimeoutMs: 100 } },
    );
    await held;
    await migration.query("set lock_timeout = '5s'; alter table batch_job_execution alter exit_code set storage main");
    wake();
    await expect(look).rejects.toMatchObject({ code: "ERR_DB_CONNECTION_LOST", retryable: true });
  });

  if (EXHAUSTIVE) {
    test("finds one among a million within its time, without any index", { timeout: 600_000 }, async () => {
      const large = await server.database();
      await large.run(`${springBatchSchema(5)} set session_replication_role = replica;
        insert into batch_job_instance select n, 0, 'job', md5(n::text) from generate_series(1, 1000000) n;
        insert into batch_job_execution select n, 1, n, localtimestamp, localtimestamp, localtimestamp, 'COMPLETED' from generate_series(1, 1000000) n;
        insert into batch_job_execution_params select n, 'p' || p, 'java.lang.String', '', 'Y' from generate_series(1, 1000000) n, generate_series(1, 6) p;
        insert into batch_step_execution (step_execution_id, version, step_name, job_execution_id, create_time) select n, 1, 'step', n, localtimestamp from generate_series(1, 1000000) n;
        ${insertExecution(5, { id: 1_000_001, job: "importJob", created: "localtimestamp", parameters: [["userId", "7"]] })} analyze;`);
      const client = await connect(large);
      const ask = () =>
        readOnly(
          client,
          async (session) => {
            const reader = await springBatch.find({ via: "sql", session }, { timeZone: "UTC", signal });
            return [await reader?.anyUnfinished(), (await reader?.unfinished(10))?.sightings[0]?.startedBy];
          },
          { signal },
        );
      expect(await ask()).toEqual([true, "7"]);
    });
  }
});
