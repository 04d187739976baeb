import { describe, expect, it } from "vitest";
import { type Entry, type EntryBody, replay, type RunRecord } from "../../src/index.js";

const owner = { id: "o", host: "h", user: "ann", pid: 1, startTime: null, bootId: null, since: "t" };
const at = (second: number) => `2026-11-22T08:00:${String(second).padStart(2, "0")}.000Z`;
const entriesOf = (bodies: readonly EntryBody[]): Entry[] =>
  [{ type: "run-created", format: 1, runId: "r", input: { n: 1 } } as const, ...bodies].map((body, index) => ({
    ...body,
    seq: index + 1,
    at: at(index),
    prev: "",
    hash: "",
  }));

const started = (key: string): EntryBody => ({ type: "step-started", key });
const finished = (key: string): EntryBody => ({ type: "step-finished", key, result: key });
const failed = (key: string): EntryBody => ({ type: "step-failed", key, error: { code: "ERR_X" } });
const wait = (key: string, kind: "time" | "signal" | "poll", reason = ""): EntryBody => ({
  type: "wait-started",
  key,
  kind,
  until: kind === "signal" ? null : at(59),
  reason,
  request: null,
  state: kind === "poll" ? { seen: reason } : null,
});
const signal = (key: string): EntryBody => ({
  type: "signal-received",
  key,
  file: `${key}.json`,
  sentAt: at(1),
  body: "yes",
});

describe("replay", () => {
  it.each<{ name: string; bodies: readonly EntryBody[]; record: Partial<RunRecord> | object }>([
    {
      name: "a run that was only created",
      bodies: [],
      record: { status: "running", input: { n: 1 }, startedAt: at(0), updatedAt: at(0), steps: [], owner: null },
    },
    {
      name: "a step under way, or cut",
      bodies: [started("a")],
      record: {
        status: "running",
        steps: [{ key: "a", status: "running", startedAt: at(1), endedAt: null, attempts: 1 }],
      },
    },
    {
      name: "a finished step",
      bodies: [started("a"), finished("a")],
      record: { steps: [{ status: "finished", result: "a", endedAt: at(2) }] },
    },
    {
      name: "a step that failed and then went well",
      bodies: [
        started("a"),
        failed("a"),
        { type: "run-failed", error: { code: "ERR_X" } },
        { type: "resumed", owner },
        started("a"),
        finished("a"),
      ],
      record: {
        status: "running",
        error: null,
        steps: [{ status: "finished", error: null, attempts: 2, startedAt: at(5) }],
      },
    },
    {
      name: "a failed run",
      bodies: [started("a"), failed("a"), { type: "run-failed", error: { code: "ERR_X" } }],
      record: { status: "failed", error: { code: "ERR_X" }, steps: [{ status: "failed", error: { code: "ERR_X" } }] },
    },
    {
      name: "a run that waits for a person",
      bodies: [wait("s", "signal")],
      record: { status: "waiting", waits: [{ key: "s", kind: "signal", since: at(1), until: null }] },
    },
    {
      name: "a run that waits beside a running step",
      bodies: [wait("s", "signal"), started("a")],
      record: { status: "running", waits: [{ key: "s" }] },
    },
    {
      name: "an answered wait",
      bodies: [wait("s", "signal"), signal("s")],
      record: { status: "running", waits: [], signals: [{ key: "s", at: at(1), body: "yes" }] },
    },
    {
      name: "a soak",
      bodies: [wait("t", "time", "soak")],
      record: { status: "waiting", waits: [{ kind: "time", until: at(59), reason: "soak" }] },
    },
    {
      name: "a soak that is over",
      bodies: [wait("t", "time"), { type: "wait-ended", key: "t" }],
      record: { status: "running", waits: [] },
    },
    {
      name: "a poll whose reason changed: since when stays",
      bodies: [wait("g", "poll", "3 jobs"), wait("g", "poll", "2 jobs")],
      record: { status: "waiting", waits: [{ key: "g", kind: "time", since: at(1), reason: "2 jobs" }] },
    },
    {
      name: "a poll that passed",
      bodies: [wait("g", "poll"), finished("g")],
      record: { waits: [], steps: [{ key: "g", status: "finished", startedAt: at(1), endedAt: at(2), attempts: 1 }] },
    },
    {
      name: "a poll that was waived",
      bodies: [wait("g", "poll"), signal("g")],
      record: { waits: [], signals: [{ key: "g" }] },
    },
    {
      name: "a step and a wait of one key",
      bodies: [started("a"), finished("a"), wait("a", "signal"), wait("a", "time"), signal("a")],
      record: { status: "waiting", waits: [{ key: "a", kind: "time" }] },
    },
    {
      name: "a finished run",
      bodies: [{ type: "run-finished", result: "end" }],
      record: { status: "finished", result: "end" },
    },
    {
      name: "an aborted run waits for nothing",
      bodies: [wait("s", "signal"), { type: "run-aborted", body: { reason: "x" } }],
      record: { status: "aborted", result: { reason: "x" }, waits: [] },
    },
    {
      name: "an unlocking",
      bodies: [wait("s", "signal"), { type: "resumed", owner }, { type: "unlocked", body: null }],
      record: { status: "waiting" },
    },
  ])("$name", ({ bodies, record }) => {
    expect(replay(entriesOf(bodies))).toMatchObject(record);
  });
});
