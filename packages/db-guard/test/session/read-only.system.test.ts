import { startPostgres, type TestDatabase, type TestPostgres } from "@signalbox/testbed/postgres";
import { afterAll, beforeAll, expect, test } from "vitest";
import { systemSuite } from "../../../../tools/require-system.js";
import type { SqlClient } from "../../src/ports.js";
import { readOnly } from "../../src/session/read-only.js";
import { connect } from "../support/pg.js";

const { signal } = new AbortController();

systemSuite("readOnly", ["linux", "postgresql"], () => {
  let server: TestPostgres;
  let database: TestDatabase;
  beforeAll(async () => {
    server = await startPostgres();
    database = await server.database();
    await database.run(
      "create table job (id int primary key); insert into job values (1);" +
        "create role reader login; grant select on job to reader; create table secret (id int)",
    );
  });
  afterAll(() => server.stop());

  test("reads with limits of its own, and leaves the connection as it was", async () => {
    const client = await connect(database);
    const settings = `select current_setting('transaction_read_only') as read_only, current_setting('statement_timeout') as
      statement, current_setting('lock_timeout') as lock, current_setting('application_name') as name,
      current_setting('idle_in_transaction_session_timeout') as idle`;
    const before = (await client.query(settings)).rows as unknown;
    const limits = { statementTimeoutMs: 4000 };
    const seen = await readOnly(client, (session) => session.rows(settings), { signal, limits });
    expect(seen).toEqual([{ read_only: "on", statement: "4s", lock: "1s", name: "signalbox", idle: "15s" }]);
    expect((await client.query(settings)).rows).toEqual(before);
    expect(
      await readOnly(client, (session) => session.rows("select id from job where id = $1", [1]), { signal }),
    ).toEqual([{ id: 1 }]);
  });

  test("takes two round trips for one question", async () => {
    const client = await connect(database);
    const sent: string[] = [];
    const counting: SqlClient = {
      query: (text, values) => {
        sent.push(text);
        return client.query(text, values as unknown[]);
      },
    };
    await readOnly(counting, (session) => session.rows("select 1 as one"), { signal });
    await readOnly(counting, () => Promise.resolve(), { signal });
    expect(sent).toEqual([
      expect.stringMatching(/^begin transaction read only; set local .*select 1 as one$/),
      "rollback",
    ]);
  });

  test.each([
    ["insert into job values (2)", "ERR_DB_READ_ONLY"],
    ["select 1; delete from job", "ERR_DB_READ_ONLY"],
    ["with gone as (delete from job returning id) select * from gone", "ERR_DB_READ_ONLY"],
    ["select 1 into copy_of_job", "ERR_DB_READ_ONLY"],
    ["select * from no_such_job", "ERR_DB_TABLE_MISSING"],
    ["select pg_sleep(10)", "ERR_DB_STATEMENT_TIMEOUT"],
  ])("refuses %s", async (text, code) => {
    const client = await connect(database);
    const limits = { statementTimeoutMs: 100 };
    await expect(readOnly(client, (session) => session.rows(text), { signal, limits })).rejects.toMatchObject({ code });
    expect((await client.query("select count(*)::int as jobs from job")).rows).toEqual([{ jobs: 1 }]);
  });

  test("needs no right but to read, and says which is missing", async () => {
    const client = await connect(database, "reader");
    const read = (text: string) => readOnly(client, (session) => session.rows(text), { signal });
    expect(await read("select id from job")).toEqual([{ id: 1 }]);
    await expect(read("select id from secret")).rejects.toMatchObject({
      code: "ERR_DB_NO_PRIVILEGE",
      message: expect.stringContaining("secret") as string,
    });
    expect(await read("select id from job")).toEqual([{ id: 1 }]); // the failed look left nothing behind
  });

  test("does not queue behind a lock", async () => {
    const [holder, client] = [await connect(database), await connect(database)];
    await holder.query("begin; lock table job in access exclusive mode");
    const limits = { lockTimeoutMs: 50 };
    const read = readOnly(client, (session) => session.rows("select * from job"), { signal, limits });
    await expect(read).rejects.toMatchObject({ code: "ERR_DB_LOCK_TIMEOUT", retryable: true });
  });

  test("tells a connection that was cut in the middle", async () => {
    const [killer, client] = [await connect(database), await connect(database)];
    const look = readOnly(
      client,
      async (session) => {
        const [row] = await session.rows("select pg_backend_pid() as pid");
        await killer.query("select pg_terminate_backend($1)", [row?.["pid"]]);
        return session.rows("select id from job");
      },
      { signal },
    );
    await expect(look).rejects.toMatchObject({ code: "ERR_DB_CONNECTION_LOST", retryable: true });
  });

  test("ends at once when it is stopped", async () => {
    const client = await connect(database);
    const stop = new AbortController();
    const look = readOnly(client, (session) => session.rows("select pg_sleep(3)"), { signal: stop.signal });
    stop.abort(new Error("stopped"));
    await expect(look).rejects.toThrow("stopped");
  });
});
