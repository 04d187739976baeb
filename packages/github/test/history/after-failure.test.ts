import { expect, test } from "vitest";
import { authRefused, queryFailed, rateLimited, serverFailed, unreachable } from "../../src/errors.js";
import { afterFailure } from "../../src/history/after-failure.js";

const error = (message: string) => queryFailed("q", [{ message }]);

test.each([
  ["502 of many", serverFailed("q", 502), 5, 0, { kind: "halve" }],
  ["504 of two", serverFailed("q", 504), 2, 0, { kind: "halve" }],
  ["502 of one", serverFailed("q", 502), 1, 0, { kind: "wait", waitMs: 500 }],
  ["502 of one again", serverFailed("q", 502), 1, 1, { kind: "wait", waitMs: 2000 }],
  ["502 of one for the third time", serverFailed("q", 502), 1, 2, { kind: "give-up" }],
  ["a connection that broke", unreachable("q", "socket hang up"), 3, 0, { kind: "halve" }],
  ["no such host", unreachable("q", "getaddrinfo ENOTFOUND api.github.test"), 3, 0, { kind: "give-up" }],
  ["a query that took too long", error("Something went wrong while executing your query."), 4, 0, { kind: "halve" }],
  ["a query that took too much", error("Resource limits for this query exceeded."), 4, 0, { kind: "halve" }],
  ["a field that is not there", error("Field 'x' doesn't exist on type 'Commit'"), 4, 0, { kind: "give-up" }],
  ["a limit", rateLimited("q", 3000), 9, 1, { kind: "wait", waitMs: 3000 }],
  ["a limit for the third time", rateLimited("q", 3000), 9, 2, { kind: "give-up" }],
  ["a limit that is long", rateLimited("q", 3_600_000), 9, 0, { kind: "give-up" }],
  ["a limit without a time", rateLimited("q", null), 9, 0, { kind: "give-up" }],
  ["a wrong token", authRefused("q"), 9, 0, { kind: "give-up" }],
  ["what is no answer of GitHub", new TypeError("x"), 9, 0, { kind: "give-up" }],
] as const)("after %s", (...[, failure, together, attempts, expected]) => {
  expect(afterFailure(failure, { together, attempts })).toMatchObject(expected);
});
