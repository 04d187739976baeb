import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { drillCut, programFailed } from "../../src/dump-database/errors.js";
import type { DumpFacts } from "../../src/dump-database/inspect.js";
import { plan } from "../../src/dump-database/plan.js";
import type { DumpRecord } from "../../src/dump-database/record.js";
import { parseTableOfContents } from "../../src/dump-database/table-of-contents.js";

const record: DumpRecord = {
  format: 1,
  ...{ database: "main", name: "openchs", serverVersion: "15.18", programVersion: "16.2" },
  ...{ sha256: "0".repeat(64), size: 100, tables: 3, at: "2026-11-22T10:00:00.000Z", drill: null },
};
const absent: DumpFacts = {
  found: "absent",
  ...{ record: null, ageMs: null, last: null, server: "15.18", tables: 3, databaseBytes: 1000, freeBytes: 5000 },
  programs: { version: "16.2", pgDump: "/bin/pg_dump", pgRestore: "/bin/pg_restore", psql: "/bin/psql" },
  scratch: "signalbox_drill_0",
};
const last = (size: number) => ({ file: "/dumps/old", size, at: "2026-11-15T10:00:00.000Z" });
const drilled = { ...record, drill: { at: "2026-11-22T11:00:00.000Z", tables: 3, tookMs: 9 } };

const given = { database: "main", file: "/dumps/new", drill: false, lockWaitMs: 100 };

const planOf = (drill: boolean, facts: Partial<DumpFacts>): string[] => {
  const { actions, problems = [], warnings = [] } = plan({ ...given, drill }, { ...absent, ...facts });
  return [...actions.map(({ type }) => type), ...problems.map(({ code }) => code), ...warnings.map(({ code }) => code)];
};

describe("the plan of dump-database", () => {
  it.each<[string, boolean, Partial<DumpFacts>, string[]]>([
    ["nothing there", false, {}, ["dump-database"]],
    ["with a drill", true, {}, ["dump-database", "restore-drill"]],
    ["there already", false, { found: "same", record }, ["dump-is-old"]],
    ["there, not drilled", true, { found: "same", record }, ["restore-drill", "dump-is-old"]],
    ["there and drilled", true, { found: "same", record: drilled }, ["dump-is-old"]],
    ["another file", true, { found: "other" }, ["ERR_DUMP_FILE_TAKEN"]],
    ["no programs", false, { programs: null }, ["dump-database", "ERR_PG_DUMP_MISSING"]],
    ["less room than the last one took", false, { last: last(6000) }, ["dump-database", "ERR_DUMP_NO_SPACE"]],
    ["less room than the database has", false, { freeBytes: 999 }, ["dump-database", "dump-space"]],
    ["no tables", false, { tables: 0 }, ["dump-database", "dump-empty"]],
    ["just half of the last one", false, { found: "same", record, last: last(200) }, ["dump-is-old"]],
    [
      "less than half of the last one",
      false,
      { found: "same", record, last: last(201) },
      ["dump-is-old", "dump-shrunk"],
    ],
  ])("%s", (_, drill, facts, expected) => {
    expect(planOf(drill, facts)).toEqual(expected);
  });
});

describe("a dump that is there already", () => {
  const there: DumpFacts = { ...absent, found: "same", record, tables: 8, ageMs: 3 * 86_400_000 };
  const told = "/dumps/new is there since 2026-11-22 10:00 UTC, 3 d old: 3 tables then, 8 now.";

  it("is told with its age and what has changed since", () => {
    expect(plan(given, there).warnings).toMatchObject([{ code: "dump-is-old", message: told }]);
    expect(plan({ ...given, maxAgeMs: 3 * 86_400_000 }, there).problems).toEqual([]);
  });

  it("is refused where it is older than it may be, and not restored either", () => {
    const { actions, problems } = plan({ ...given, drill: true, maxAgeMs: 3_600_000 }, there);
    expect(actions).toEqual([]);
    expect(problems).toMatchObject([{ code: "ERR_DUMP_OLD", message: `${told} It may be 1 h old.` }]);
  });
});

describe("parseTableOfContents", () => {
  it("finds tables by their numbers, whatever their names are", () => {
    const list = [
      ";",
      "; Archive created at 2026-11-22 10:00:00 UTC",
      ";     Dumped from database version: 15.18",
      "5; 2615 16390 SCHEMA - odd name postgres",
      "215; 1259 16385 TABLE public users postgres",
      "216; 1259 16391 TABLE odd name TABLE DATA x postgres",
      "217; 1259 16400 VIEW public all_users postgres",
      "3344; 0 16385 TABLE DATA public users postgres",
      "3200; 2606 16389 CONSTRAINT public users users_pkey postgres",
    ].join("\n");
    const { entries, tables, withRows } = parseTableOfContents(list);
    expect(entries).toBe(6);
    expect([...tables]).toEqual([16385, 16391]);
    expect([...withRows]).toEqual([16385]);
  });

  it("takes anything", () => {
    fc.assert(fc.property(fc.string(), (text) => parseTableOfContents(text).entries >= 0));
  });
});

describe("programFailed", () => {
  it.each([
    ["pg_dump: error: query failed: ERROR:  canceling statement due to statement timeout", "ERR_DB_LOCK_TIMEOUT"],
    ["pg_dump: error: query failed: ERROR:  permission denied for table users", "ERR_DB_NO_PRIVILEGE"],
    ['ERROR:  query would be affected by row-level security policy for table "x"', "ERR_DB_NO_PRIVILEGE"],
    ["ERROR:  permission denied to create database", "ERR_DRILL_NOT_ALLOWED"],
    ["pg_dump: error: aborting because of server version mismatch", "ERR_PG_DUMP_MISSING"],
    ['connection to server at "h", port 5432 failed: FATAL:  password authentication failed', "ERR_DB_LOGIN"],
    ['connection to server at "h", port 5432 failed: Connection refused', "ERR_DB_UNREACHABLE"],
    ['could not extend file "base/1/2": No space left on device', "ERR_DUMP_NO_SPACE"],
    ["something else", "ERR_DUMP_FAILED"],
    ["", "ERR_DUMP_FAILED"],
  ])("%s", (said, code) => {
    const error = programFailed("pg_dump", 1, said);
    expect(error.code).toBe(code);
    expect(error.hint).not.toBe("");
  });

  it("repeats nothing of the rows", () => {
    const said =
      'pg_restore: error: duplicate key\nDETAIL:  Key (name)=(Anna) exists.\nCONTEXT:  COPY users, line 3: "Anna"';
    expect(programFailed("pg_restore", 1, said).message).toBe(
      "pg_restore ended with code 1: pg_restore: error: duplicate key",
    );
  });
});

describe("drillCut", () => {
  it("says that the dump is good where the connection was lost, and touches nothing else", () => {
    const cut = drillCut(programFailed("pg_restore", 1, "server closed the connection unexpectedly"), "/dumps/new");
    expect(cut).toMatchObject({
      code: "ERR_DB_UNREACHABLE",
      retryable: true,
      hint: expect.stringContaining("is good"),
    });
    const other = programFailed("pg_restore", 1, "duplicate key");
    expect(drillCut(other, "/dumps/new")).toBe(other);
  });
});
