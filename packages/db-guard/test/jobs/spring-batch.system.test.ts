import { springBatchSchema, startPostgres, type TestDatabase, type TestPostgres } from "@signalbox/testbed/postgres";
import { afterAll, beforeAll, expect, test } from "vitest";
import { systemSuite } from "../../../../tools/require-system.js";
import type { EngineOptions, JobReader } from "../../src/jobs/job-engine.js";
import { springBatch } from "../../src/jobs/spring-batch/spring-batch.js";
import { readOnly } from "../../src/session/read-only.js";
import { type BatchRow, insertExecution } from "../support/batch-rows.js";
import { connect } from "../support/pg.js";

const { signal } = new AbortController();
const ago = (interval: string): string => `(now() at time zone 'Asia/Kolkata' - interval '${interval}')`;
const user = (id: string): readonly (readonly [string, string])[] => [["userId", id]];

/** Seven that a restart would kill; the query that was written down for it showed two, one under a wrong user. */
const SEVEN: readonly BatchRow[] = [
  { id: 1, job: "exportVisitJob", created: ago("10 days"), parameters: user("1") }, // crashed
  { id: 2, job: "importJob", created: ago("19 hours"), parameters: user("2") }, // since before midnight
  { id: 3, job: "syncAttributesJob", created: ago("90 minutes"), parameters: user("3") }, // 00:00:30, say
  {
    id: 4,
    job: "importJob",
    created: ago("20 minutes"),
    parameters: [
      ["userId", "5"],
      ["fileName", "f.csv"],
      ["noOfLines", "1000"],
    ],
    steps: [
      { name: "import", written: 200, ended: true, updated: ago("5 minutes") },
      { name: "notify", written: 50, updated: ago("30 seconds") },
    ],
  },
  { id: 5, job: "applyTemplateJob", created: ago("10 minutes") }, // nobody
  { id: 6, job: "exportV2Job", created: ago("5 minutes"), status: "STOPPING", parameters: user("6") },
  { id: 7, job: "importZipJob", created: ago("1 minute"), parameters: user("7") },
];
const FINISHED: readonly BatchRow[] = [
  { id: 20, job: "importJob", created: ago("3 days"), ended: ago("2 days 23 hours"), status: "COMPLETED" },
  { id: 21, job: "importJob", created: ago("2 days"), ended: ago("1 day 22 hours"), status: "COMPLETED" },
  { id: 22, job: "importJob", created: ago("2 days"), ended: ago("1 day 20 hours"), status: "COMPLETED" },
  { id: 23, job: "importJob", created: ago("2 days"), ended: ago("1 day"), status: "FAILED" },
];

systemSuite("springBatch", ["linux", "postgresql"], () => {
  let server: TestPostgres;
  const templates = new Map<4 | 5, TestDatabase>();
  beforeAll(async () => {
    server = await startPostgres({ settings: { TimeZone: "America/New_York" } }); // not the engine's
    for (const generation of [4, 5] as const) {
      const template = await server.database();
      await template.run(springBatchSchema(generation));
      await template.run("create table users (id serial primary key, username text, organisation_id int)");
      await template.run("insert into users select n, 'person-' || n, 1 from generate_series(1, 9) n");
      templates.set(generation, template);
    }
  });
  afterAll(() => server.stop());

  const databaseOf = async (generation: 4 | 5, rows: readonly BatchRow[]): Promise<TestDatabase> => {
    const template = templates.get(generation);
    const database = await server.database(template === undefined ? {} : { template });
    await database.run(rows.map((row) => insertExecution(generation, row)).join("\n"));
    return database;
  };
  const look = async <T>(
    database: TestDatabase,
    ask: (reader: JobReader | null) => Promise<T>,
    options: Partial<EngineOptions> = {},
  ): Promise<T> => {
    const client = await connect(database);
    const given = { timeZone: "Asia/Kolkata", signal, ...options };
    return readOnly(client, async (session) => ask(await springBatch.find({ via: "sql", session }, given)), { signal });
  };
  const unfinished = (database: TestDatabase, options: Partial<EngineOptions> = {}, limit = 100) =>
    look(database, async (reader) => (await reader?.unfinished(limit)) ?? { sightings: [], total: -1 }, options);

  test.each([4, 5] as const)(
    "finds all seven executions once, each with its own user (Spring Batch %i)",
    async (generation) => {
      const database = await databaseOf(generation, [...SEVEN, ...FINISHED]);
      const parameters = { users: { table: "users", id: "id", name: "username" } };
      const { sightings, total } = await unfinished(database, { parameters });
      expect(sightings.map(({ id, job, startedBy }) => [id, job, startedBy])).toEqual([
        ["1", "exportVisitJob", "person-1"],
        ["2", "importJob", "person-2"],
        ["3", "syncAttributesJob", "person-3"],
        ["4", "importJob", "person-5"],
        ["5", "applyTemplateJob", null],
        ["6", "exportV2Job", "person-6"],
        ["7", "importZipJob", "person-7"],
      ]);
      expect(total).toBe(7);
      const four = sightings[3];
      expect(four?.progress).toEqual({ done: 250, total: 1000 });
      expect(Date.now() - (four?.startedAt?.getTime() ?? 0)).toBeCloseTo(20 * 60_000, -5);
      expect(four?.signs).toMatchObject([{ kind: "checkpoint", name: "last_updated of the step notify" }]);
      expect(sightings.flatMap(({ doubts }) => doubts)).toEqual([]);
      const usual = await look(database, async (reader) => reader?.usualDurations(["importJob", "exportV2Job"]));
      expect([...(usual ?? [])]).toEqual([["importJob", 2 * 3_600_000]]); // of one, two and four hours
    },
  );

  test("tolerates parameters that are doubled, empty or garbage", async () => {
    const database = await databaseOf(5, [
      {
        id: 1,
        job: "a",
        created: ago("9 minutes"),
        parameters: [
          ["userId", "4"],
          ["userId", "4"],
          ["userId", "5"],
        ],
      },
      {
        id: 2,
        job: "b",
        created: ago("8 minutes"),
        parameters: [
          ["userId", ""],
          ["user", " "],
          ["createdBy", "cron"],
        ],
      },
      {
        id: 3,
        job: "c",
        created: ago("7 minutes"),
        parameters: [
          ["userId", null],
          ["username", "x'; drop table users"],
        ],
      },
      { id: 4, job: "d", created: ago("6 minutes"), parameters: [["userId", "99999999999999999999999"]] },
      {
        id: 5,
        job: "e",
        created: ago("5 minutes"),
        parameters: [
          ["userId", "404"],
          ["noOfLines", "many"],
        ],
        steps: [{ name: "s", written: 3 }],
      },
    ]);
    const parameters = { users: { table: "public.users", id: "id", name: "username" } };
    const { sightings } = await unfinished(database, { parameters });
    expect(sightings.map(({ startedBy }) => startedBy)).toEqual([
      "person-4",
      "cron",
      "x'; drop table users",
      "99999999999999999999999",
      "404",
    ]);
    expect(sightings.at(-1)?.progress).toEqual({ done: 3, total: null });
    expect((await unfinished(database, { parameters: { startedBy: [], total: [] } })).total).toBe(5);
    const named = { startedBy: ["it's \\ mine"], total: [] };
    expect((await unfinished(database, { parameters: named })).sightings.map(({ startedBy }) => startedBy)).toEqual(
      sightings.map(() => null),
    );
  });

  test("sees executions that were ended by half, and those that the engine is unsure of", async () => {
    const database = await databaseOf(5, [
      { id: 1, job: "a", created: ago("3 hours"), status: "FAILED" },
      { id: 2, job: "b", created: ago("2 hours"), status: "STARTED", ended: ago("1 hour") }, // ended, whatever it says
      { id: 3, job: "c", created: ago("1 hour"), status: "UNKNOWN" },
      { id: 4, job: "d", created: ago("1 hour"), status: "UNKNOWN", ended: ago("1 minute") }, // ended, unsure how
      { id: 5, job: "e", created: ago("1 minute"), started: null, status: "STARTING" },
      { id: 6, job: "f", created: ago("0 minutes"), status: null },
    ]);
    const { sightings } = await unfinished(database);
    expect(sightings.map(({ id, doubts }) => [id, doubts?.map(({ code }) => code)])).toEqual([
      ["1", ["half-ended"]],
      ["3", ["engine-unsure"]],
      ["5", []],
      ["6", ["half-ended"]],
    ]);
  });

  test("gives SQL that ends an execution whole, for the engine too", async () => {
    const database = await databaseOf(5, SEVEN);
    const texts = await look(database, async (reader) => {
      const [first, , , fourth] = (await reader?.unfinished(100))?.sightings ?? [];
      return [first, fourth].flatMap((sighting) => (sighting === undefined ? [] : (reader?.recovery(sighting) ?? [])));
    });
    await database.run(texts.join("\n"));
    expect((await unfinished(database)).sightings.map(({ id }) => id)).toEqual(["2", "3", "5", "6", "7"]);
    const row =
      "status, exit_code, version, end_time between localtimestamp + interval '9 hours' and localtimestamp + interval '11 hours'";
    expect(await database.run(`select ${row} from batch_job_execution where job_execution_id = 4`)).toMatch(
      /^FAILED\tFAILED\t2\tt$/,
    );
    expect(await database.run("select status, version from batch_step_execution order by 1")).toBe(
      "COMPLETED\t1\nFAILED\t2",
    );
  });

  test("says no time where nobody said the zone, and reads those that have one", async () => {
    const database = await databaseOf(5, SEVEN.slice(3, 4));
    const [unzoned] = (await unfinished(database, { timeZone: null })).sightings;
    expect(unzoned).toMatchObject({
      startedAt: null,
      startedAtLocal: expect.stringMatching(/^\d{4}-\d\d-\d\d /) as string,
      signs: [],
    });
    await database.run(
      "alter table batch_job_execution alter create_time type timestamptz using create_time at time zone 'Asia/Kolkata', alter start_time type timestamptz using start_time at time zone 'Asia/Kolkata', alter last_updated type timestamptz using last_updated at time zone 'Asia/Kolkata'",
    );
    const [zoned] = (await unfinished(database, { timeZone: null })).sightings;
    expect(Date.now() - (zoned?.startedAt?.getTime() ?? 0)).toBeCloseTo(20 * 60_000, -5);
  });

  test("finds its tables by prefix and schema, and says where it cannot", async () => {
    const database = await server.database();
    expect(await look(database, (reader) => Promise.resolve(reader))).toBeNull();
    await database.run(`create schema etl; set search_path = etl; ${springBatchSchema(5, "nightly_")}`);
    await database.run(
      `set search_path = etl; ${insertExecution(5, { id: 1, job: "j", created: ago("1 minute") }, "nightly_")}`,
    );
    const described = (options: Partial<EngineOptions>) =>
      look(database, (reader) => Promise.resolve(reader?.description ?? null), options);
    expect(await described({})).toBe("Spring Batch 5 or newer, tables etl.nightly_…");
    expect(await described({ prefix: "etl.NIGHTLY_" })).toContain("etl.nightly_");
    expect(await described({ prefix: "BATCH_" })).toBeNull();
    expect(await described({ schema: "public" })).toBeNull();
    expect((await unfinished(database)).total).toBe(1);
    await database.run(springBatchSchema(4));
    expect(await described({})).toBe("Spring Batch 4, tables public.batch_…"); // the search path goes first
    await database.run(`create schema other; set search_path = other; ${springBatchSchema(5, "nightly_")}`);
    await expect(described({ prefix: "nightly_" })).rejects.toMatchObject({ code: "ERR_JOBS_AMBIGUOUS" });
    await database.run("drop table public.batch_step_execution cascade");
    await expect(described({ schema: "public" })).rejects.toMatchObject({ code: "ERR_JOBS_SCHEMA" });
  });

  test("counts all and lists up to the limit; is never used where no execution is", async () => {
    const database = await databaseOf(5, []);
    const ask = (): Promise<unknown> =>
      look(database, async (reader) => [await reader?.everUsed(), await reader?.anyUnfinished()]);
    expect(await ask()).toEqual([false, false]);
    await database.run(SEVEN.map((row) => insertExecution(5, row)).join("\n"));
    expect(await ask()).toEqual([true, true]);
    const { sightings, total } = await unfinished(database, {}, 2);
    expect([sightings.map(({ id }) => id), total]).toEqual([["1", "2"], 7]);
  });
});
