import { springBatchSchema, startPostgres, type TestDatabase, type TestPostgres } from "@signalbox/testbed/postgres";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { systemSuite } from "../../../../tools/require-system.js";
import { delayedJob } from "../../src/jobs/delayed-job/delayed-job.js";
import { goodJob } from "../../src/jobs/good-job/good-job.js";
import { graphileWorker } from "../../src/jobs/graphile-worker/graphile-worker.js";
import type { JobEngine } from "../../src/jobs/job-engine.js";
import { oban } from "../../src/jobs/oban/oban.js";
import { pgBoss } from "../../src/jobs/pg-boss/pg-boss.js";
import { quartz } from "../../src/jobs/quartz/quartz.js";
import { solidQueue } from "../../src/jobs/solid-queue/solid-queue.js";
import { springBatch } from "../../src/jobs/spring-batch/spring-batch.js";
import { saysGarbage, tellsTheLifeOfJobs, type EngineExpectations, type EngineWorld } from "./engine-contract.js";
import { OTHER_SCHEMAS } from "./schemas/others.js";
import { RAILS_SCHEMAS } from "./schemas/rails.js";
import { realWorkerWorld } from "./worlds/real-workers.js";
import { openSqlWorld } from "./worlds/sql-world.js";
import * as rows from "./worlds/written-rows.js";

interface Row extends EngineExpectations {
  readonly engine: JobEngine;
  readonly schema: string;
  readonly written: rows.WrittenRows;
  readonly timeZone?: string;
}

const RAILS = { jobs: ["ReportJob", "Admin::InvoiceJob"] } as const;
const QUARTZ = { engine: quartz, schema: `${OTHER_SCHEMAS.quartz} create sequence entry;`, hasHistory: false } as const;
const SYNC = { jobs: ["SyncJobs.org-7", "SyncJobs.org-8"], knowsProcess: true } as const;

const ZONE = "America/New_York";

const WRITTEN: Readonly<Record<string, Row>> = {
  "Spring Batch": {
    ...{ engine: springBatch, schema: springBatchSchema(5), jobs: ["importJob", "exportV2Job"], timeZone: ZONE },
    ...{
      sign: "checkpoint",
      killed: "unproven",
      hasHistory: true,
      knowsProcess: false,
      written: rows.springBatchRows(),
    },
  },
  "Quartz, clustered": {
    ...{ ...QUARTZ, ...SYNC, sign: "heartbeat", killed: "proven" },
    written: rows.quartzRows(true),
  },
  "Quartz, not clustered": { ...QUARTZ, ...SYNC, sign: null, killed: "unproven", written: rows.quartzRows(false) },
  Oban: {
    ...{ engine: oban, schema: OTHER_SCHEMAS.oban, jobs: ["App.Report", "App.Invoice"], written: rows.obanRows },
    ...{ sign: null, killed: "unproven", hasHistory: true, knowsProcess: true },
  },
  GoodJob: {
    ...{ engine: goodJob, schema: RAILS_SCHEMAS["good-job"], ...RAILS, written: rows.goodJobRows },
    ...{ sign: "lock", killed: "proven", hasHistory: true, knowsProcess: true },
  },
  "Solid Queue": {
    ...{ engine: solidQueue, schema: RAILS_SCHEMAS["solid-queue"], ...RAILS, written: rows.solidQueueRows },
    ...{ sign: "heartbeat", killed: "proven", hasHistory: false, knowsProcess: true },
  },
  "Delayed Job": {
    ...{ engine: delayedJob, schema: RAILS_SCHEMAS["delayed-job"], ...RAILS, written: rows.delayedJobRows },
    ...{ sign: null, killed: "unproven", hasHistory: false, knowsProcess: true },
  },
};

const REAL = { jobs: ["report", "invoice"], sign: null, killed: "unproven" } as const;

systemSuite("job engines on PostgreSQL", ["linux", "postgresql"], () => {
  let server: TestPostgres;
  // Another zone than the engines write in, and than this machine's.
  beforeAll(async () => void (server = await startPostgres({ settings: { TimeZone: ZONE } })));
  afterAll(() => server.stop());

  describe.each(Object.entries(WRITTEN))("%s", (_name, row) => {
    test("tells the life of jobs, garbage, and a missing privilege", async () => {
      const database = await server.database();
      await database.run(`${row.schema} create role ${database.database}_guest login`);
      const world = await writtenWorld(server, database, row);
      onTestFinished(() => world.end());
      await tellsTheLifeOfJobs(world, row);
      await saysGarbage(world);

      const refused = await openSqlWorld(database, row.engine, { user: `${database.database}_guest` });
      onTestFinished(() => refused.end());
      const looks = refused.look((reader) => reader.anyUnfinished());
      await expect(looks).rejects.toMatchObject({ code: "ERR_DB_NO_PRIVILEGE" });
      const elsewhere = await openSqlWorld(database, row.engine, { schema: "elsewhere" });
      onTestFinished(() => elsewhere.end());
      expect(await elsewhere.look((reader) => reader.everUsed())).toBeNull();
    });
  });

  describe.each([
    ["pg-boss", pgBoss, { ...REAL, hasHistory: true, knowsProcess: false }],
    ["graphile-worker", graphileWorker, { ...REAL, hasHistory: false, knowsProcess: true }],
  ] as const)("%s", (name, engine, expected) => {
    test("tells the life of jobs of a real worker, and garbage", async () => {
      const database = await server.database();
      const world = await realWorkerWorld(name, database);
      onTestFinished(() => world.end());
      await tellsTheLifeOfJobs(world, expected);
      await saysGarbage(world);
      const other = await openSqlWorld(server.main, engine);
      onTestFinished(() => other.end());
      expect(await other.look((reader) => reader.everUsed())).toBeNull();
    });
  });
});

async function writtenWorld(server: TestPostgres, database: TestDatabase, row: Row): Promise<EngineWorld> {
  const world = await openSqlWorld(database, row.engine, { timeZone: row.timeZone ?? null });
  const holder = row.engine === goodJob ? await rows.lockHolder(server.programs, database) : null;
  return {
    ...world,
    start: async (job) => {
      const id = (await database.run(row.written.start(job))).trim().split("\n").at(-1) ?? "";
      await holder?.lock(id);
      return { id, job };
    },
    finish: async ({ id }) => {
      await database.run(row.written.finish(id));
      await holder?.unlock(id);
    },
    kill: async () => {
      await holder?.kill();
      await database.run(row.written.kill());
    },
    garbage: async () => {
      await database.run(row.written.garbage.sql);
      return row.written.garbage.count;
    },
    end: async () => {
      await holder?.kill();
      await world.end();
    },
  };
}
