import { expect, test } from "vitest";
import { classify, type Surroundings } from "../../src/jobs/classify.js";
import type { Sighting, SignOfLife } from "../../src/jobs/job-engine.js";

const NOW = new Date("2026-11-22T12:00:00Z");
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

const began = (agoMs: number): Date => new Date(NOW.getTime() - agoMs);
const sighting = (fields: Partial<Sighting>): Sighting => ({
  id: "1",
  job: "importJob",
  engineState: "STARTED",
  startedAt: began(20 * MINUTE),
  startedBy: null,
  progress: null,
  signs: [],
  worker: null,
  ...fields,
});
const service = (host: string, agoMs: number | null) => ({
  host,
  service: "avni-server.service",
  startedAt: agoMs === null ? null : began(agoMs).toISOString(),
});
const held: SignOfLife = { kind: "lock", held: true, name: "advisory lock 7" };
const absent: SignOfLife = { kind: "lock", held: false, name: "advisory lock 7" };
const beat = (ageMs: number): SignOfLife => ({
  kind: "heartbeat",
  ageMs,
  everyMs: 5000,
  deadAfterMs: MINUTE,
  name: "beat of worker 4711",
});
const checkpoint = (ageMs: number): SignOfLife => ({
  kind: "checkpoint",
  ageMs,
  name: "last_updated of the step import",
});
const progress = { done: 10, total: 100 };
const newer = [service("app-1", 5 * MINUTE), service("app-2", 6 * MINUTE)];

const cases: readonly (readonly [string, Partial<Sighting>, Partial<Surroundings>, string, string])[] = [
  ["nothing is known but that it began", {}, {}, "running", "nothing-against"],
  ["it wrote a moment ago", { signs: [checkpoint(3000)], progress }, {}, "running", "checkpoint"],
  ["its lock is held", { signs: [held], startedAt: began(30 * DAY) }, {}, "running", "lock-held"],
  ["nobody holds its lock", { signs: [absent] }, {}, "orphan", "lock-absent"],
  ["its worker beats", { signs: [beat(4000)] }, {}, "running", "heartbeat"],
  ["its worker's clock is ahead", { signs: [beat(-4000)] }, {}, "running", "heartbeat"],
  ["its worker is dead by the engine's rule", { signs: [beat(61_000)] }, {}, "orphan", "heartbeat-dead"],
  [
    "its worker had stopped beating before it took the job up",
    { signs: [beat(22 * MINUTE)] },
    {},
    "running",
    "nothing-against",
  ],
  ["its worker beat last as it took the job up", { signs: [beat(20 * MINUTE)] }, {}, "orphan", "heartbeat-dead"],
  ["its lock is gone and its worker beats: it lives", { signs: [absent, beat(1000)] }, {}, "running", "heartbeat"],
  ["it beats, whatever the hosts say", { signs: [beat(1000)] }, { serviceStarts: newer }, "running", "heartbeat"],
  ["every service began after it", {}, { serviceStarts: newer }, "orphan", "services-newer"],
  [
    "a person says that one of them did",
    {},
    { serviceStarts: [...newer, { ...service("app-3", 10 * MINUTE), saidBy: "anna" }] },
    "orphan",
    "services-said-newer",
  ],
  ["one service began before it", {}, { serviceStarts: [...newer, service("app-3", DAY)] }, "running", "service-older"],
  ["one host did not answer", {}, { serviceStarts: [...newer, service("app-3", null)] }, "running", "services-unknown"],
  ["no host is known", {}, { serviceStarts: [] }, "running", "services-unknown"],
  [
    "it began as the service did",
    {},
    { serviceStarts: [service("app-1", 20 * MINUTE - 5000)] },
    "running",
    "service-older",
  ],
  [
    "the services are counted by a clock that is wrong by more",
    {},
    { serviceStarts: newer, skewMs: 15 * MINUTE },
    "running",
    "service-older",
  ],
  [
    "a time that cannot be read",
    {},
    { serviceStarts: [{ ...service("a", 1), startedAt: "soon" }] },
    "running",
    "service-older",
  ],
  ["its beginning is not known", { startedAt: null }, { serviceStarts: newer }, "running", "start-unknown"],
  [
    "it wrote after the services began",
    { signs: [checkpoint(MINUTE)] },
    { serviceStarts: newer },
    "running",
    "written-since",
  ],
  [
    "it wrote before the services began",
    { signs: [checkpoint(10 * MINUTE)] },
    { serviceStarts: newer },
    "orphan",
    "services-newer",
  ],
  ["age alone: ten days of silence", { startedAt: began(10 * DAY) }, {}, "suspect", "quiet"],
  [
    "without a zone: 40 days, by any zone",
    { startedAt: null, startedAtLocal: "2026-10-13 12:00:00.123456" },
    {},
    "suspect",
    "began-long-ago",
  ],
  [
    "without a zone: 35 h, perhaps only 23",
    { startedAt: null, startedAtLocal: "2026-11-21 01:00:00" },
    {},
    "running",
    "nothing-against",
  ],
  ["no time at all", { startedAt: null, startedAtLocal: "infinity" }, {}, "running", "nothing-against"],
  ["it wrote chunks and stopped to", { signs: [checkpoint(16 * MINUTE)], progress }, {}, "suspect", "quiet"],
  ["a tasklet that wrote at its beginning only", { signs: [checkpoint(16 * MINUTE)] }, {}, "running", "checkpoint"],
  [
    "three times as long as usual",
    { startedAt: began(100 * MINUTE) },
    { usualMs: 10 * MINUTE },
    "suspect",
    "longer-than-usual",
  ],
  [
    "long, but not for this job",
    { startedAt: began(100 * MINUTE) },
    { usualMs: 60 * MINUTE },
    "running",
    "nothing-against",
  ],
  ["short jobs may take an hour", { startedAt: began(50 * MINUTE) }, { usualMs: MINUTE }, "running", "nothing-against"],
  ["the engine contradicts itself", { doubts: [{ code: "half-ended", message: "…" }] }, {}, "suspect", "half-ended"],
  [
    "the engine contradicts itself, and nobody is left",
    { doubts: [{ code: "half-ended", message: "…" }] },
    { serviceStarts: newer },
    "orphan",
    "half-ended",
  ],
];

test.each(cases)("%s", (...[, fields, surroundings, state, code]) => {
  const judged = classify(sighting(fields), { databaseTime: NOW, serviceStarts: null, usualMs: null, ...surroundings });
  expect(judged.state).toBe(state);
  expect(judged.evidence.map((one) => one.code)).toContain(code);
});

test("never calls an orphan by its age, however great", () => {
  for (const days of [1, 10, 100, 10_000]) {
    const old = sighting({ startedAt: began(days * DAY + 1), signs: [checkpoint(days * DAY)], progress });
    expect(classify(old, { databaseTime: NOW, serviceStarts: null, usualMs: 1 }).state).toBe("suspect");
  }
});
