import { startPostgres, type TestDatabase, type TestPostgres } from "@signalbox/testbed/postgres";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { systemSuite } from "../../../../tools/require-system.js";
import { customJobs, type CustomJobs } from "../../src/jobs/custom/custom-jobs.js";
import { delayedJob } from "../../src/jobs/delayed-job/delayed-job.js";
import { jobEngines } from "../../src/jobs/engines.js";
import { connect } from "../support/pg.js";
import { goodJob } from "../../src/jobs/good-job/good-job.js";
import { graphileWorker } from "../../src/jobs/graphile-worker/graphile-worker.js";
import type { EngineOptions, JobEngine, JobReader, Sighting } from "../../src/jobs/job-engine.js";
import { oban } from "../../src/jobs/oban/oban.js";
import { pgBoss } from "../../src/jobs/pg-boss/pg-boss.js";
import { solidQueue } from "../../src/jobs/solid-queue/solid-queue.js";
import { OLDER_SCHEMAS } from "./schemas/older.js";
import { OTHER_SCHEMAS } from "./schemas/others.js";
import { RAILS_SCHEMAS } from "./schemas/rails.js";
import { openSqlWorld } from "./worlds/sql-world.js";
import { solidQueueRows } from "./worlds/written-rows.js";

type Options = Partial<EngineOptions> & { readonly user?: string };

systemSuite("versions and places of job engines", ["linux", "postgresql"], () => {
  let server: TestPostgres;
  beforeAll(async () => void (server = await startPostgres({ settings: { TimeZone: "America/New_York" } })));
  afterAll(() => server.stop());

  const prepared = async (schema: string): Promise<TestDatabase> => {
    const database = await server.database();
    await database.run(schema);
    return database;
  };
  const read = async <T>(
    database: TestDatabase,
    engine: JobEngine,
    work: (reader: JobReader) => Promise<T>,
    options: Options = {},
  ) => {
    const world = await openSqlWorld(database, engine, options);
    onTestFinished(() => world.end());
    return world.look(work);
  };
  const sightings = async (
    database: TestDatabase,
    engine: JobEngine,
    options?: Options,
  ): Promise<readonly Sighting[]> =>
    (await read(database, engine, (reader) => reader.unfinished(10), options))?.sightings ?? [];

  test("pg-boss 9 has other names, and pg-boss 12 beats", async () => {
    const nine = await prepared(`${OLDER_SCHEMAS["pg-boss 9"]}
      insert into pgboss.job (name, state, startedon) values ('report', 'active', now());
      insert into pgboss.archive select * from pgboss.job;
      update pgboss.archive set state = 'completed', completedon = startedon + interval '3 s'`);
    expect(await sightings(nine, pgBoss)).toMatchObject([{ job: "report", signs: [] }]);
    expect(await read(nine, pgBoss, (reader) => reader.usualDurations(["report"]))).toEqual(
      new Map([["report", 3000]]),
    );

    const twelve = await prepared(`${OLDER_SCHEMAS["pg-boss 12"]}
      insert into pgboss.job (name, state, started_on, heartbeat_on, heartbeat_seconds) values
        ('old', 'active', now() - interval '2 h', now() - interval '61 s', 60), ('new', 'active', now() - interval '1 min', now(), 60), ('none', 'active', now(), null, null)`);
    const [old, fresh, none] = await sightings(twelve, pgBoss);
    expect(old?.signs).toMatchObject([{ kind: "heartbeat", everyMs: 30_000, deadAfterMs: 60_000 }]);
    expect([ageOf(old) > 60_000, ageOf(fresh) < 60_000, none?.signs]).toEqual([true, true, []]);
  });

  test("Graphile Worker had other tables before 0.16", async () => {
    const database = await prepared(`${OLDER_SCHEMAS["graphile-worker 0.13"]}
      insert into graphile_worker.tasks (identifier) values ('report');
      insert into graphile_worker.jobs (task_id, locked_at, locked_by) values (1, now(), 'worker-1'), (1, null, null)`);
    expect(await sightings(database, graphileWorker)).toMatchObject([
      { job: "report", worker: { process: "worker-1" } },
    ]);
  });

  test("GoodJob 3 locks by the Active Job's id, and a standby proves nothing", async () => {
    const database = await prepared(`${OLDER_SCHEMAS["good-job 3"]}
      insert into good_jobs (active_job_id, serialized_params, performed_at) select gen_random_uuid(), '{"job_class": "ReportJob"}', now() from generate_series(1, 2)`);
    const world = await openSqlWorld(database, goodJob);
    onTestFinished(() => world.end());
    const holder = await openSqlWorld(database, customJobs({ name: "holder", sql: LOCK_FIRST }));
    onTestFinished(() => holder.end());
    await holder.look((reader) => reader.unfinished(1));
    const all = await world.look((reader) => reader.unfinished(5));
    expect(all?.sightings.map(({ job, signs }) => [job, signs[0]?.kind === "lock" && signs[0].held]).sort()).toEqual([
      ["ReportJob", false],
      ["ReportJob", true],
    ]);
    // As with a hash that cannot be followed: the lock may be the other job's.
    const other = await connect(database);
    await other.query("select pg_advisory_lock(4711)");
    const doubtful = await world.look((reader) => reader.unfinished(5));
    expect(doubtful?.sightings.map(({ signs }) => signs.length).sort()).toEqual([0, 1]);
    await other.query("select pg_advisory_unlock(4711)");
    expect((await world.look((reader) => reader.unfinished(5)))?.sightings.map(({ signs }) => signs.length)).toEqual([
      1, 1,
    ]);
    if (process.env["EXHAUSTIVE"]) {
      const standby = await server.standby();
      onTestFinished(() => standby.stop());
      const copy = { ...standby.main, database: database.database };
      expect((await sightings(copy, goodJob)).map(({ signs }) => signs)).toEqual([[], []]);
    }
  });

  test("GoodJob without job locks is judged by its process", async () => {
    const utc = "timezone('UTC', now())";
    const database = await prepared(`${RAILS_SCHEMAS["good-job"]}
      insert into good_job_processes (id, created_at, updated_at, lock_type, state) values
        ('00000000-0000-0000-0000-000000000001', ${utc}, ${utc} - interval '301 s', null, '{"hostname": "app-1", "pid": 1}'),
        ('00000000-0000-0000-0000-000000000002', ${utc}, ${utc}, null, '[]'),
        ('00000000-0000-0000-0000-000000000003', ${utc}, ${utc}, 0, null);
      insert into good_jobs (performed_at, created_at, updated_at, lock_type, locked_by_id, queue_name)
        select ${utc} + n * interval '1 ms', ${utc}, ${utc}, 1, lpad(n::text, 36, '00000000-0000-0000-0000-000000000000')::uuid, n::text from generate_series(1, 4) n`);
    const [beats, fresh, locked, missing] = await sightings(database, goodJob);
    expect(beats).toMatchObject({
      worker: { host: "app-1", process: "pid 1" },
      signs: [{ kind: "heartbeat", deadAfterMs: 300_000 }],
    });
    expect([ageOf(beats) > 300_000, ageOf(fresh) < 300_000]).toEqual([true, true]);
    expect(locked?.signs).toMatchObject([{ kind: "lock", held: false }]);
    expect(missing?.signs).toEqual([]);
    // With nobody alive, an application that writes local time looks the same: no proof unless the zone is told.
    await database.run(`update good_job_processes set updated_at = updated_at - interval '4 h'`);
    expect((await sightings(database, goodJob))[0]?.signs).toMatchObject([{ kind: "checkpoint" }]);
    expect((await sightings(database, goodJob, { timeZone: "UTC" }))[0]?.signs).toMatchObject([{ kind: "heartbeat" }]);
  });

  test("Solid Queue: a claim without a process is orphaned, and nobody's beat proves nothing", async () => {
    const database = await prepared(RAILS_SCHEMAS["solid-queue"]);
    await database.run(solidQueueRows.start("ReportJob"));
    await database.run("update solid_queue_processes set last_heartbeat_at = last_heartbeat_at - interval '1 h'");
    expect((await sightings(database, solidQueue))[0]?.signs).toMatchObject([{ kind: "checkpoint" }]);
    await database.run("delete from solid_queue_processes");
    expect((await sightings(database, solidQueue))[0]).toMatchObject({
      worker: null,
      signs: [{ kind: "lock", held: false }],
    });
  });

  test("names of Rails' zone are told to it, and names of jobs are read out of handlers", async () => {
    const database = await prepared(`${RAILS_SCHEMAS["delayed-job"]}
      insert into delayed_jobs (handler, locked_at, locked_by) values
        (e'--- !ruby/object:Delayed::PerformableMethod\\nobject: !ruby/object:User\\nmethod_name: :remind\\n', '2026-01-05 10:00', 'host:a pid:1')`);
    const [remind] = await sightings(database, delayedJob, { timeZone: "Asia/Kolkata" });
    expect([remind?.job, remind?.startedAt?.toISOString()]).toEqual(["User#remind", "2026-01-05T04:30:00.000Z"]);
  });

  test("two sets of tables: the search path decides, else the caller", async () => {
    const inSchema = (name: string): string =>
      `create schema ${name}; set search_path = ${name}; ${OTHER_SCHEMAS.oban}`;
    const database = await prepared(`${inSchema("one")} ${inSchema("two")}
      insert into one.oban_jobs (state, worker) values ('executing', 'One');`);
    await expect(sightings(database, oban)).rejects.toMatchObject({ code: "ERR_JOBS_AMBIGUOUS" });
    expect(await sightings(database, oban, { schema: "one" })).toMatchObject([{ job: "One" }]);
    await database.run(`alter role ${database.user} in database ${database.database} set search_path = two`);
    expect(await sightings(database, oban)).toEqual([]);
    expect(await read(database, oban, (reader) => Promise.resolve(reader.description))).toContain("also in one");
  });

  test("one look at the catalog serves all engines", async () => {
    const asked: string[] = [];
    const session = { rows: (text: string) => (asked.push(text), Promise.resolve([])) };
    const { signal } = new AbortController();
    for (const engine of jobEngines.filter(({ via, name }) => via === "sql" && name !== "spring-batch")) {
      expect(await engine.find({ via: "sql", session }, { timeZone: null, signal })).toBeNull();
    }
    expect(asked).toHaveLength(1);
  });

  describe("customJobs", () => {
    const runs: CustomJobs = {
      name: "scheduled_job_run",
      sql: `select id, job_name as job, started_at, null as started_by, 3 as done, 10 as total, started_at as last_sign_at
            from scheduled_job_run where ended_at is null; -- the comment of the query`,
    };
    const table = `create table scheduled_job_run (id bigserial, job_name text, started_at timestamptz default now(), ended_at timestamptz);`;
    const unfinished = (sql: string) => (reader: JobReader) =>
      sql === "" ? reader.unfinished(2) : reader.unfinished(10);

    test("guards any table", async () => {
      const database = await prepared(`${table} insert into scheduled_job_run (job_name, started_at)
        values ('SyncJobs', '2026-01-05T10:00Z'), ('', now()), ('b', null); insert into scheduled_job_run (job_name, ended_at) values ('done', now())`);
      const engine = customJobs(runs);
      expect(await read(database, engine, (reader) => reader.anyUnfinished())).toBe(true);
      const two = await read(database, engine, unfinished(""));
      expect([two?.sightings.length, two?.total]).toEqual([2, 3]);
      const [first] = await sightings(database, engine);
      expect(first).toMatchObject({
        id: "1",
        job: "SyncJobs",
        progress: { done: 3, total: 10 },
        signs: [{ kind: "checkpoint" }],
      });
      expect(first?.startedAt?.toISOString()).toBe("2026-01-05T10:00:00.000Z");
      const beating = customJobs({ ...runs, heartbeat: { everyMs: 1000, deadAfterMs: 9000 } });
      expect((await sightings(database, beating))[0]?.signs).toMatchObject([{ kind: "heartbeat", deadAfterMs: 9000 }]);
    });

    test("guesses no zone", async () => {
      const database = await prepared(table);
      const local = customJobs({
        name: "x",
        sql: "select 1 as id, 'x' as job, timestamp '2026-01-05 10:00' as started_at, 'u' as started_by, null as done, null as total, null as last_sign_at",
      });
      expect(await sightings(database, local)).toMatchObject([
        { startedAt: null, startedAtLocal: "2026-01-05T10:00:00", startedBy: "u" },
      ]);
      const [told] = await sightings(database, local, { timeZone: "Asia/Kolkata" });
      expect(told?.startedAt?.toISOString()).toBe("2026-01-05T04:30:00.000Z");
    });

    test("says what a query lacks, and writes nothing", async () => {
      const database = await prepared(`${table} insert into scheduled_job_run (job_name) values ('a')`);
      const lacking = customJobs({ name: "x", sql: "select id from scheduled_job_run" });
      await expect(sightings(database, lacking)).rejects.toMatchObject({
        code: "ERR_JOBS_QUERY",
        message: expect.stringContaining("job, started_at") as string,
      });
      const writing = customJobs({ name: "x", sql: "select 1) jobs; delete from scheduled_job_run; select (1" });
      await expect(sightings(database, writing)).rejects.toMatchObject({ code: "ERR_JOBS_QUERY" });
      expect(await database.run("select count(*) from scheduled_job_run")).toBe("1");
    });
  });
});

// A session of its own takes the lock of the first job, as GoodJob 3 does; it is held until the session ends.
const LOCK_FIRST = `select active_job_id as id, 'lock' as job, null as started_at, null as started_by, null as total, null as last_sign_at,
  pg_try_advisory_lock(('x' || substr(md5('good_jobs-' || active_job_id::text), 1, 16))::bit(64)::bigint)::int as done
  from (select active_job_id from good_jobs order by active_job_id limit 1) first`;

function ageOf(sighting: Sighting | undefined): number {
  const [sign] = sighting?.signs ?? [];
  return sign === undefined || sign.kind === "lock" ? Number.NaN : sign.ageMs;
}
