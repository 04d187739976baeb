import { expect, test } from "vitest";
import { jobsQueryIncomplete } from "../../src/jobs/custom/errors.js";
import type { Sighting } from "../../src/jobs/job-engine.js";
import { reportOf, type Seen } from "../../src/list-running-jobs/report-of.js";

const NOW = new Date("2026-11-22T12:00:00Z");
const sighting: Sighting = {
  id: "7",
  job: "importJob",
  engineState: "STARTED",
  startedAt: new Date("2026-11-22T11:50:00Z"),
  startedBy: "anna",
  progress: { done: 1, total: 2 },
  signs: [],
  worker: null,
};
const gone: Sighting = { ...sighting, id: "8", signs: [{ kind: "lock", held: false, name: "lock 8" }] };
const seen = (fields: Partial<Seen>): Seen => ({
  database: "default",
  engine: "spring-batch",
  reader: { description: "Spring Batch 5 or newer", recovery: ({ id }) => [`end ${id}`] },
  sightings: [],
  total: fields.sightings?.length ?? 0,
  usual: new Map(),
  historyProblem: null,
  everUsed: true,
  serviceStarts: null,
  acknowledged: [],
  clocks: { checkedAt: NOW, databaseTime: NOW, isStandby: false },
  ...fields,
});
const word = { execution: "8", by: "anna", reason: "its server burnt down", at: "2026-11-22T11:00:00Z" };

test("tells how long, how far, and when it should end by its job's history", () => {
  const [execution] = reportOf(seen({ sightings: [sighting], usual: new Map([["importJob", 900_000]]) })).executions;
  expect(execution).toMatchObject({
    id: "7",
    state: "running",
    startedAt: "2026-11-22T11:50:00.000Z",
    runningForMs: 600_000,
    expectedEndAt: "2026-11-22T12:05:00.000Z",
    startedBy: "anna",
    progress: { done: 1, total: 2 },
    acknowledged: null,
    recovery: [],
  });
});

test("hands out what would end a job only where something speaks against it", () => {
  const half = { ...sighting, id: "9", doubts: [{ code: "half-ended", message: "…" }] };
  const { executions } = reportOf(seen({ sightings: [sighting, half, gone] }));
  expect(executions.map(({ state, recovery }) => [state, recovery])).toEqual([
    ["running", []],
    ["suspect", ["end 9"]],
    ["orphan", ["end 8"]],
  ]);
});

test("says where the zone is to be written", () => {
  const [warning] = reportOf(
    seen({ sightings: [{ ...sighting, startedAt: null, startedAtLocal: "2026-11-22 17:20:00" }] }),
  ).warnings;
  expect(warning?.hint).toContain('databases: { default: { timeZone: "Asia/Kolkata" } }');
});

test("takes a person's word for an orphan only, and only for the one that is named", () => {
  const executionsOf = (acknowledged: Seen["acknowledged"]) =>
    reportOf(seen({ sightings: [sighting, gone], acknowledged })).executions.map(({ acknowledged: by, evidence }) => [
      by?.by ?? null,
      evidence.some(({ code }) => code === "acknowledgement-ignored"),
    ]);
  expect(executionsOf([word])).toEqual([
    [null, false],
    ["anna", false],
  ]);
  expect(executionsOf([{ ...word, execution: "7" }])).toEqual([
    [null, true],
    [null, false],
  ]);
  expect(executionsOf([{ ...word, engine: "quartz" }])).toEqual([
    [null, false],
    [null, false],
  ]);
});

test("takes no age of a process for a proof while a job is from the future, or the clocks differ by more", () => {
  const serviceStarts = [{ host: "app-1", service: "batch", startedAt: "2026-11-22T11:51:00Z" }];
  const statesOf = (fields: Partial<Seen>) =>
    reportOf(seen({ sightings: [sighting], serviceStarts, ...fields })).executions.map(({ state }) => state);
  const later = { ...sighting, id: "9", startedAt: new Date("2026-11-22T17:20:00Z") };
  expect(statesOf({})).toEqual(["orphan"]);
  expect(statesOf({ sightings: [sighting, later] })).toEqual(["running", "running"]);
  expect(statesOf({ clocks: { ...clocks, checkedAt: new Date("2026-11-22T12:01:00Z") } })).toEqual(["running"]);
});

const clocks = { checkedAt: NOW, databaseTime: NOW, isStandby: false };
test.each<[string, Partial<Seen>]>([
  ["never-used", { everUsed: false }],
  ["standby", { clocks: { ...clocks, isStandby: true } }],
  ["clock-skew", { clocks: { ...clocks, databaseTime: new Date("2026-11-22T12:01:00Z") } }],
  ["time-zone-unknown", { sightings: [{ ...sighting, startedAt: null, startedAtLocal: "2026-11-22 17:20:00" }] }],
  ["from-the-future", { sightings: [{ ...sighting, startedAt: new Date("2026-11-22T17:20:00Z") }] }],
  ["history-unread", { historyProblem: jobsQueryIncomplete("nightly", "it took too long") }],
  ["more-than-limit", { sightings: [sighting], total: 2 }],
])("warns: %s", (code, fields) => {
  expect(reportOf(seen(fields)).warnings.map((warning) => warning.code)).toEqual([code]);
});
