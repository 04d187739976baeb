import { expect, it } from "vitest";
import { patienceOf } from "../../src/databases/guard-input.js";

it.each([
  ["an hour", {}, undefined, { deadlineMs: 3_600_000 }],
  [
    "as the configuration says",
    { deadlineMinutes: 120, cleanPolls: 3 },
    undefined,
    { deadlineMs: 7_200_000, cleanPolls: 3 },
  ],
  ["as the person says", { deadlineMinutes: 120, pollSeconds: 5 }, 90_000, { deadlineMs: 90_000, pollMs: 5000 }],
])("waits %s", (_case, settings, timeoutMs, patience) => {
  expect(patienceOf({ name: "main", settings }, timeoutMs)).toEqual(patience);
});
