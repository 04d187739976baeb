import { describe, expect, it } from "vitest";
import type { Exchanged } from "../../src/http/exchange.js";
import { waitBeforeRetry } from "../../src/http/wait-before-retry.js";

const patience = { retries: 3, patienceMs: 65_000 };
const lost: Exchanged = { status: null, retryAfterMs: null, reason: "socket hang up", wasSent: true };
const answered = (status: number, retryAfterMs: number | null = null): Exchanged => ({
  status,
  retryAfterMs,
  text: "",
  body: null,
});

describe("the wait before a read is sent again", () => {
  it.each([
    ["a good answer", answered(200), 0, null],
    ["no such thing", answered(404), 0, null],
    ["a wrong question", answered(400), 0, null],
    ["a lost connection", lost, 0, 500],
    ["a lost connection, the third time", lost, 2, 8000],
    ["a lost connection, once too often", lost, 3, null],
    ["a server that fails", answered(503), 1, 2000],
    ["a server that fails and names a time", answered(503, 7000), 1, 7000],
    ["a limit", answered(429, 3000), 0, 3000],
    ["a limit that names no time", answered(429), 0, 10_000],
    ["a limit of an hour", answered(429, 3_600_000), 0, null],
  ])("%s", (_, exchanged, number, expected) => {
    expect(waitBeforeRetry(exchanged, number, patience)).toBe(expected);
  });
});
