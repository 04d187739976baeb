import { isReleaseError } from "@signalbox/release-core";
import { expect, test } from "vitest";
import { databaseError, notARead } from "../../src/session/errors.js";

const coded = (code: string): Error => Object.assign(new Error("as it says"), { code });

test.each([
  [coded("42P01"), "ERR_DB_TABLE_MISSING", false],
  [coded("42501"), "ERR_DB_NO_PRIVILEGE", false],
  [coded("57014"), "ERR_DB_STATEMENT_TIMEOUT", true],
  [coded("55P03"), "ERR_DB_LOCK_TIMEOUT", true],
  [coded("57P01"), "ERR_DB_CONNECTION_LOST", true],
  [coded("08006"), "ERR_DB_CONNECTION_LOST", true],
  [coded("ECONNRESET"), "ERR_DB_CONNECTION_LOST", true],
  [coded("ECONNREFUSED"), "ERR_DB_UNREACHABLE", true],
  [new AggregateError([coded("ECONNREFUSED"), coded("ECONNREFUSED")], ""), "ERR_DB_UNREACHABLE", true],
  [coded("28P01"), "ERR_DB_LOGIN", false],
  [coded("28000"), "ERR_DB_LOGIN", false],
  [coded("3D000"), "ERR_DB_UNKNOWN", false],
  [coded("25006"), "ERR_DB_READ_ONLY", false],
  [coded("53300"), "ERR_DB_TOO_MANY_CONNECTIONS", true],
  [new Error("Connection terminated unexpectedly"), "ERR_DB_CONNECTION_LOST", true],
  [new Error("The server does not support SSL connections"), "ERR_DB_TLS", false],
  [coded("XX000"), "ERR_DB_QUERY", false],
  ["a string", "ERR_DB_QUERY", false],
])("%s is %s", (error, code, retryable) => {
  const told = databaseError(error);
  if (!isReleaseError(told)) throw new Error("no error of the house");
  expect([told.code, told.retryable, told.hint.length > 20]).toEqual([code, retryable, true]);
});

test.each([
  "SASL: SCRAM-SERVER-FIRST-MESSAGE: client password must be a string",
  "SASL: SCRAM-SERVER-FIRST-MESSAGE: client password must be a non-empty string",
])("a password that is not set is said in plain words: %s", (said) => {
  expect(databaseError(new Error(said))).toMatchObject({
    code: "ERR_DB_LOGIN",
    message: "The database wants a password, and PGPASSWORD is not set.",
  });
});

test("passes errors of the house unchanged", () => {
  const error = notARead("delete from job");
  expect(databaseError(error)).toBe(error);
});
