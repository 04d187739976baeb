import { type TestDatabase, startPostgres, type TestPostgres } from "@signalbox/testbed/postgres";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { systemSuite } from "../../../../tools/require-system.js";
import { databaseReady } from "../../src/database-ready/database-ready.js";
import type { DatabaseEvidence } from "../../src/database-ready/judge.js";
import { connect } from "../support/pg.js";
import { databasesOf } from "../support/databases.js";

const PREPARED = { max_prepared_transactions: 5 };
/** Everything counts at once, so that nobody has to wait. */
const NOW = { longTransactionMs: 0, idleInTransactionMs: 0, preparedTransactionMs: 0, lockWaitMs: 0 };

systemSuite("databaseReady", ["linux", "postgresql"], () => {
  let server: TestPostgres;
  let standby: TestPostgres | undefined;
  beforeAll(async () => {
    server = await startPostgres({ settings: PREPARED });
    await server.main.run("create role unseeing login; create role guard login in role pg_monitor");
  });
  afterAll(async () => {
    await standby?.stop();
    await server.stop();
  });

  const check = (database: TestDatabase, thresholds: object = NOW, role = "guard") =>
    databaseReady({ databases: databasesOf(database, role) }).check({ database: "main", thresholds });
  const codes = ({ findings }: DatabaseEvidence): string[] => findings.map(({ level, code }) => `${level} ${code}`);
  const withTable = async (): Promise<TestDatabase> => {
    const database = await server.database();
    await database.run("create table users (id int primary key, name text); insert into users values (1, 'Anna')");
    return database;
  };

  test("passes on a quiet database, by one connection, and leaves none", async () => {
    const database = await withTable();
    const databases = databasesOf(database, "guard");
    const verdict = await databaseReady({ databases }).check({ database: "main" });
    expect(verdict).toMatchObject({ status: "pass", evidence: { user: "guard", database: database.database } });
    expect(databases.connections).toEqual({ open: 0, total: 1 });
    await expect(check({ ...database, database: "gone" })).rejects.toMatchObject({ code: "ERR_DB_UNKNOWN" });
  });

  test("names who holds up whom, over two who wait, and blocks while the last one does nothing", async () => {
    const database = await withTable();
    const [idle, altering, reading] = [await connect(database), await connect(database), await connect(database)];
    await idle.query("set application_name = 'forgotten'; begin; update users set name = 'Berta' where id = 1");
    const waiting = altering.query("alter table users add column mail text default 'anna@example.org'");
    await expect.poll(() => database.run("select count(*) from pg_locks where not granted")).toBe("1");
    const behind = reading.query("select * from users where name = 'Anna' and id = 1");
    await expect.poll(() => database.run("select count(*) from pg_locks where not granted")).toBe("2");

    const verdict = await check(database);
    expect(verdict.status).toBe("block");
    const waits = verdict.evidence.findings.filter(({ code }) => code === "lock-wait");
    expect(waits).toHaveLength(2);
    for (const { level, message, blockers } of waits) {
      expect(level).toBe("block");
      expect(message).toContain("(postgres, forgotten), idle in transaction");
      expect(blockers.at(-1)?.session?.query).toContain("update users set name = ? where id = ?");
    }
    expect(waits.map(({ blockers }) => blockers.length).sort()).toEqual([1, 2]);
    expect(JSON.stringify(verdict)).not.toMatch(/Anna|Berta|anna@example/);
    expect(codes(verdict.evidence)).toContain("block idle-in-transaction");

    await idle.query("rollback");
    await Promise.all([waiting, behind]);
    await expect.poll(async () => (await check(database)).status).toBe("pass");
  });

  test("waits for whoever works, and blocks on what nobody ends", async () => {
    const database = await withTable();
    const [working, preparing] = [await connect(database), await connect(database)];
    const sleeping = working.query("select pg_sleep(30)").catch(() => "cancelled");
    await preparing.query("begin; insert into users values (2, 'x'); prepare transaction 'left behind'");
    await expect.poll(() => database.run("select count(*) from pg_stat_activity where state = 'active'")).toBe("2");
    const { status, reason, evidence } = await check(database);
    expect(status).toBe("block");
    expect(reason).toContain("The prepared transaction left behind of postgres");
    expect(codes(evidence)).toEqual(["block prepared-transaction", "wait long-transaction"]);
    await preparing.query("rollback prepared 'left behind'");
    expect(await check(database)).toMatchObject({ status: "wait", retryAfterMs: 15_000 });
    await database.run("select pg_cancel_backend(pid) from pg_stat_activity where query like '%pg_sleep(30)'");
    expect(await sleeping).toBe("cancelled");
  });

  test("takes nothing for healthy that the role may not see", async () => {
    const database = await withTable();
    const idle = await connect(database);
    await idle.query("begin; select * from users");
    const verdict = await check(database, NOW, "unseeing");
    expect(verdict).toMatchObject({ status: "block", hint: "Grant it once: grant pg_monitor to unseeing;" });
    expect(codes(verdict.evidence)).toEqual(["unknown not-visible"]);
  });

  test("sees a full server before it refuses connections", async () => {
    const { evidence } = await check(await withTable(), { freeConnections: 97 });
    expect(codes(evidence)).toEqual(["wait few-connections"]);
  });

  test("sees replicas that are behind, slots that nobody reads, and a standby", async () => {
    const database = await withTable();
    standby = await server.standby({ settings: { ...PREPARED, recovery_min_apply_delay: "1h" } });
    expect(await check(standby.main)).toMatchObject({ status: "block", evidence: { findings: [{ code: "standby" }] } });

    await database.run("insert into users select g, 'x' from generate_series(10, 20) g");
    const limits = { replicaLagBytes: 1, slotRetainedBytes: 1 };
    await expect.poll(async () => codes((await check(database, limits)).evidence)).toEqual(["wait replica-lag"]);
    expect(codes((await check(database, limits, "unseeing")).evidence)).toContain("unknown not-visible");

    await database.run("select pg_create_physical_replication_slot('abandoned', true)");
    onTestFinished(() => void server.main.run("select pg_drop_replication_slot('abandoned')"));
    const { evidence } = await check(database, limits);
    expect(codes(evidence)).toEqual(["block slot-inactive", "wait replica-lag"]);
    expect(evidence.findings[0]?.hint).toContain("pg_drop_replication_slot('abandoned')");
  });

  test("holds up nobody: twenty looks under load wait for no lock, and hold none", async () => {
    const database = await withTable();
    const clients = await Promise.all([connect(database), connect(database), connect(database)]);
    let isOver = false;
    const load = clients.map(async (client, index) => {
      let rounds = 0;
      for (; !isOver; rounds++) {
        await client.query("begin; lock table users in access exclusive mode");
        await client.query("update users set name = $1 where id = 1", [`${index} ${rounds}`]);
        await client.query("commit");
      }
      return rounds;
    });
    for (let look = 0; look < 20; look++) {
      const { evidence } = await check(database, { lockWaitMs: 60_000, idleInTransactionMs: 60_000 });
      expect(evidence.findings).toEqual([]);
    }
    isOver = true;
    for (const rounds of await Promise.all(load)) expect(rounds).toBeGreaterThan(0);
  });
});
