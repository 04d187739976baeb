import { describe, expect, it } from "vitest";
import { readDatabaseVariables } from "../../src/config/database-variables.js";
import { databaseAddress } from "../../src/wiring/database-address.js";
import { startOf } from "../../src/wiring/service-starts.js";

const addressOf = (env: Record<string, string>, urlFrom?: string) =>
  databaseAddress(readDatabaseVariables(env, []), { name: "main", urlFrom }).libpq;

describe("databaseAddress", () => {
  it.each<[string, Record<string, string>, string | undefined, Record<string, string>]>([
    ["libpq's variables", { PGHOST: "db", PGUSER: "u", PGX: "1" }, undefined, { PGHOST: "db", PGUSER: "u", PGX: "1" }],
    ["them before DATABASE_URL", { PGDATABASE: "d", DATABASE_URL: "postgres://h/x" }, undefined, { PGDATABASE: "d" }],
    [
      "DATABASE_URL with its parameters",
      { DATABASE_URL: "postgresql://u%40x:p%2Fw@h:6432/d?sslmode=verify-full&connect_timeout=3&application_name=x" },
      undefined,
      {
        ...{ PGHOST: "h", PGPORT: "6432", PGUSER: "u@x", PGPASSWORD: "p/w", PGDATABASE: "d" },
        ...{ PGSSLMODE: "verify-full", PGCONNECT_TIMEOUT: "3" },
      },
    ],
    ["a socket", { U: "postgres:///d?host=/run/postgresql" }, "U", { PGDATABASE: "d", PGHOST: "/run/postgresql" }],
    ["IPv6", { U: "postgres://[::1]:5433/d" }, "U", { PGHOST: "::1", PGPORT: "5433", PGDATABASE: "d" }],
    [
      "no password of another server, but how it is reached",
      { PGHOST: "other", PGPASSWORD: "x", PGSSLMODE: "require", U: "postgres://u@h/d" },
      "U",
      { PGSSLMODE: "require", PGHOST: "h", PGUSER: "u", PGDATABASE: "d" },
    ],
  ])("takes %s", (_, env, urlFrom, libpq) => {
    expect(addressOf(env, urlFrom)).toEqual(libpq);
  });

  it.each([
    ["", "ERR_DATABASE_NOT_NAMED"],
    ["mysql://u:hunter2@h/d", "ERR_DATABASE_ADDRESS"],
    ["postgres://u:hunter2@a:1,b:2/d", "ERR_DATABASE_ADDRESS"],
    ["postgres://u:hunter2@a,b/d", "ERR_DATABASE_ADDRESS"],
    ["postgres://u:hunter2%@h/d", "ERR_DATABASE_ADDRESS"],
    ["postgres://u:hunter2@h/d?sslmodus=on", "ERR_DATABASE_ADDRESS"],
    ["hunter2", "ERR_DATABASE_ADDRESS"],
  ])("refuses %s, and repeats no secret", (url, code) => {
    expect(() => addressOf({ U: url }, "U")).toThrow(
      expect.objectContaining({ code, message: expect.not.stringContaining("hunter2") as string }),
    );
  });

  it("does not guess where a service file leads", () => {
    expect(() => addressOf({ PGSERVICE: "avni" })).toThrow(expect.objectContaining({ code: "ERR_DATABASE_ADDRESS" }));
    expect(() => addressOf({})).toThrow(expect.objectContaining({ code: "ERR_DATABASE_NOT_NAMED" }));
  });

  it("remembers every password as a secret", () => {
    const secrets: string[] = [];
    const { urlOf } = readDatabaseVariables({ PGPASSWORD: "first", U: "postgres://u:sec%2Fond@h/d" }, secrets);
    expect([urlOf("U"), urlOf("NONE")]).toEqual(["postgres://u:sec%2Fond@h/d", null]);
    expect(secrets).toEqual(["first", "sec/ond"]);
  });
});

describe("startOf", () => {
  const now = new Date("2026-11-22T10:00:00.000Z");
  const shown = (state: string, micros: string, load = "loaded"): string =>
    `LoadState=${load}\nActiveState=${state}\nExecMainStartTimestampMonotonic=${micros}\n`;

  it.each<[string, string, string, string | null]>([
    ["counts back by the uptime", shown("active", "1000000"), "3601.00 7000.1\n", "2026-11-22T09:00:00.000Z"],
    ["takes a stopped one to begin now", shown("inactive", "0"), "10.0 1.0", now.toISOString()],
    ["knows nothing of a unit that is not there", shown("inactive", "0", "not-found"), "10.0 1.0", null],
    ["knows nothing without a start", shown("active", "0"), "10.0 1.0", null],
    ["believes no start after now", shown("active", "20000000"), "10.0 1.0", null],
    ["knows nothing of garbage", "what?", "up", null],
  ])("%s", (_, answer, uptime, expected) => {
    expect(startOf(answer, uptime, now)).toBe(expected);
  });
});
