import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { converges } from "@signalbox/testbed";
import { type TestDatabase, startPostgres, type TestPostgres } from "@signalbox/testbed/postgres";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { systemSuite } from "../../../../tools/require-system.js";
import { dumpDatabase } from "../../src/dump-database/dump-database.js";
import { scratchName } from "../../src/dump-database/inspect.js";
import { connect } from "../support/pg.js";
import { databasesOf } from "../support/databases.js";
import { programsOf } from "../support/programs.js";

systemSuite("dumpDatabase", ["linux", "postgresql"], () => {
  let server: TestPostgres;
  let template: TestDatabase;
  beforeAll(async () => {
    server = await startPostgres();
    template = await server.database();
    await template.run(`
      create schema "odd name"; create table "odd name"."TABLE DATA x" (id int);
      create table users (id int primary key, name text); insert into users select g, 'n' || g from generate_series(1, 500) g;
      create table events (at date not null) partition by range (at);
      create table events_2026 partition of events for values from ('2026-01-01') to ('2027-01-01');
      create view all_users as select * from users;
      create role reader login; create role dumper login in role pg_read_all_data;`);
  });
  afterAll(() => server.stop());

  const prepare = async (user?: string) => {
    const database = await server.database({ template });
    const folder = await mkdtemp(join(tmpdir(), "dump-"));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    const programs = programsOf(server, database, user);
    const operation = dumpDatabase({ databases: databasesOf(database, user), programs });
    const file = join(folder, "dumps", "first.dump");
    return { database, folder, operation, programs, file, files: () => readdir(join(folder, "dumps")) };
  };
  const scratches = (): Promise<string> =>
    server.main.run("select datname from pg_database where datname like 'signalbox_drill_%'");

  test("makes one verified file with its record, restores it once, and leaves no scratch database", async () => {
    const { operation, file, files, database } = await prepare();
    await server.main.run(`create database ${scratchName("main")}`); // as a killed drill leaves it
    const events: string[] = [];
    const { receipt } = await converges(
      operation,
      { database: "main", file, drill: true },
      { call: { onEvent: ({ type }) => events.push(type) } },
    );
    expect(receipt.applied).toMatchObject([
      { outcome: "done", result: { file, tables: 4, warnings: [] } },
      { outcome: "done", result: { tables: 4 } },
    ]);
    expect(await files()).toEqual(["first.dump", "first.dump.json"]);
    const record = JSON.parse(await readFile(`${file}.json`, "utf8")) as Record<string, unknown>;
    const sha256 = createHash("sha256")
      .update(await readFile(file))
      .digest("hex");
    expect(record).toMatchObject({
      format: 1,
      database: "main",
      name: database.database,
      sha256,
      drill: { tables: 4 },
    });
    expect(await scratches()).toBe("");

    const copy = await server.database();
    await promisify(execFile)(join(server.programs, "pg_restore"), ["-d", copy.database, file], { env: copy.env });
    expect(await copy.run("select count(*), max(name) from users")).toBe("500\tn99");
  });

  test("plans without writing anything", async () => {
    const { operation, file, folder } = await prepare("dumper");
    const { actions } = await operation.plan({ database: "main", file, drill: true });
    expect(actions.map(({ type }) => type)).toEqual(["dump-database", "restore-drill"]);
    expect(await readdir(folder)).toEqual([]);
    expect(await scratches()).toBe("");
  });

  test("drills a dump later that was made without", async () => {
    const { operation, file } = await prepare();
    await operation.apply(await operation.plan({ database: "main", file }));
    const { plan } = await converges(operation, { database: "main", file, drill: true });
    expect(plan.actions.map(({ type }) => type)).toEqual(["restore-drill"]);
  });

  test("overwrites nothing, and notices a dump that was changed", async () => {
    const { operation, file, folder } = await prepare();
    const other = join(folder, "mine.dump");
    await writeFile(other, "mine");
    const taken = await operation.plan({ database: "main", file: other });
    expect(taken).toMatchObject({ actions: [], problems: [{ code: "ERR_DUMP_FILE_TAKEN" }] });

    const plan = await operation.plan({ database: "main", file, drill: true });
    await operation.apply(await operation.plan({ database: "main", file }));
    const bytes = await readFile(file);
    bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
    await writeFile(file, bytes);
    expect((await operation.plan({ database: "main", file })).problems).toMatchObject([
      { code: "ERR_DUMP_FILE_TAKEN" },
    ]);
    await expect(operation.apply(plan)).rejects.toMatchObject({ code: "ERR_PLAN_STALE" });
    expect(await readFile(other, "utf8")).toBe("mine");
  });

  test("leaves nothing under the name when a table is locked, not readable, or the call is aborted", async () => {
    const locked = await prepare();
    const client = await connect(locked.database);
    await client.query("begin; lock table users in access exclusive mode");
    const given = { database: "main", file: locked.file };
    const plan = await locked.operation.plan({ ...given, lockWaitMs: 100 });
    await expect(locked.operation.apply(plan)).rejects.toMatchObject({ code: "ERR_DB_LOCK_TIMEOUT", retryable: true });
    expect(await locked.files()).toEqual([]);

    const stop = new AbortController();
    const running = locked.operation.apply(await locked.operation.plan(given), { signal: stop.signal });
    await expect.poll(() => locked.database.run("select count(*) from pg_locks where not granted")).toBe("1");
    await writeFile(join(locked.folder, "dumps", ".first.dump.999999999-0a0b0c0d.part"), "of a killed one");
    stop.abort(new Error("stopped"));
    await expect(running).rejects.toThrow("stopped");
    await client.query("rollback");

    await locked.operation.apply(await locked.operation.plan(given));
    expect(await locked.files()).toEqual(["first.dump", "first.dump.json"]);

    const { operation, file, files } = await prepare("reader");
    const denied = operation.plan({ database: "main", file }).then((made) => operation.apply(made));
    await expect(denied).rejects.toMatchObject({ code: "ERR_DB_NO_PRIVILEGE" });
    expect(await files()).toEqual([]);
  });

  test("drops the scratch database also when the restore fails or is not allowed", async () => {
    const { operation, file, database } = await prepare();
    await database.run(`create function has_users(int) returns bool language sql as 'select exists (select from public.users)';
      create table a_first (id int check (has_users(id))); insert into a_first values (1)`);
    const plan = await operation.plan({ database: "main", file, drill: true });
    const failure = (await operation.apply(plan).catch((error: unknown) => error)) as Error;
    expect(failure).toMatchObject({
      code: "ERR_DUMP_FAILED",
      receipt: { applied: [{ outcome: "done" }, { outcome: "failed" }] },
    });
    expect(failure.message).not.toContain("Failing row");
    expect(await scratches()).toBe("");

    const poor = await prepare("dumper");
    const drill = await poor.operation.plan({ database: "main", file: poor.file, drill: true });
    await expect(poor.operation.apply(drill)).rejects.toMatchObject({ code: "ERR_DRILL_NOT_ALLOWED" });
    expect(await poor.files()).toEqual(["first.dump", "first.dump.json"]);
  });

  test("does not disturb a drill that is under way", async () => {
    const { operation, file, database } = await prepare();
    const other = await connect(database);
    await other.query("select pg_advisory_lock(hashtext($1))", [scratchName("main")]);
    const plan = await operation.plan({ database: "main", file, drill: true });
    await expect(operation.apply(plan)).rejects.toMatchObject({ code: "ERR_DRILL_RUNNING", retryable: true });
  });

  test("says which program is missing, and that a dump has shrunk", async () => {
    const { operation, file, database, programs } = await prepare();
    const old = {
      ...programs,
      list: () => Promise.resolve([{ version: "12.4", pgDump: "", pgRestore: "", psql: "" }]),
    };
    const without = dumpDatabase({ databases: databasesOf(database), programs: old });
    expect((await without.plan({ database: "main", file })).problems).toMatchObject([{ code: "ERR_PG_DUMP_MISSING" }]);

    await operation.apply(await operation.plan({ database: "main", file }));
    await database.run('drop view all_users; drop table users; drop table events; drop schema "odd name" cascade');
    const next = `${file}.2`;
    const plan = await operation.plan({ database: "main", file: next });
    expect(plan.warnings).toMatchObject([{ code: "dump-empty" }]);
    const { applied } = await operation.apply(plan);
    expect(applied).toMatchObject([{ outcome: "done", result: { tables: 0, warnings: [{ code: "dump-shrunk" }] } }]);
  });
});
