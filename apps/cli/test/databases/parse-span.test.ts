import { expect, it } from "vitest";
import { parseSpan } from "../../src/databases/parse-span.js";

it.each([
  ["90s", 90_000],
  ["30m", 1_800_000],
  ["2h", 7_200_000],
])("reads %s", (text, ms) => expect(parseSpan("timeout", text)).toBe(ms));

it.each(["", "0s", "5", "-1m", "1w", "1m30s", "soon", "9999999h"])("refuses %j", (text) => {
  expect(() => parseSpan("timeout", text)).toThrow(expect.objectContaining({ code: "ERR_USAGE" }));
});
