import { describe, expect, it } from "vitest";
import type { RunRecord, SignalRecord, WaitRecord } from "@signalbox/release-train";
import { hasChance } from "../../src/trains/next-chance.js";

const at = "2026-11-22T08:00:00.000Z";
const wait = (key: string, until: string | null): WaitRecord => ({
  key,
  kind: until === null ? "signal" : "time",
  since: at,
  until,
  reason: "",
  request: null,
});
const signal = (key: string, taken: boolean): SignalRecord => ({ key, at, body: null, taken });
const record = (more: Partial<RunRecord>): RunRecord => ({
  runId: "r",
  status: "waiting",
  input: null,
  result: null,
  error: null,
  startedAt: at,
  updatedAt: at,
  steps: [],
  waits: [],
  signals: [],
  owner: null,
  ...more,
});

describe("a run that is waited for", () => {
  it.each([
    { name: "only a person", waits: [wait("sign", null)], chance: false },
    { name: "a gate that looks again later", waits: [wait("gate", "2026-11-22T08:01:00.000Z")], chance: false },
    { name: "a gate whose time has come", waits: [wait("gate", at)], chance: true },
    { name: "a person who answered", waits: [wait("sign#2", null)], signals: [signal("sign", false)], chance: true },
    {
      name: "a person who answered before",
      waits: [wait("sign#2", null)],
      signals: [signal("sign", true)],
      chance: false,
    },
    {
      name: "a person, not the one who wrote",
      waits: [wait("sign", null)],
      signals: [signal("x", false)],
      chance: false,
    },
    { name: "nothing any more", status: "aborted" as const, chance: true },
  ])("for $name: $chance", ({ name: _name, chance, ...more }) => {
    expect(hasChance(record(more), new Date(at))).toBe(chance);
  });
});
