import { describe, expect, test } from "vitest";
import { input } from "../../src/build-passing/input.js";
import { judge } from "../../src/build-passing/judge.js";
import type { BuildLook } from "../../src/builds/newest-builds.js";
import type { Build, BuildJob, BuildState } from "../../src/builds/ports.js";

const COMMIT = "1f2e3d4c5b".repeat(4);
const NOW = new Date("2026-03-10T09:00:00Z");
const DAY_MS = 86_400_000;

const look = (state: BuildState, jobs: Record<string, BuildState> = {}, more: Partial<Build> = {}): BuildLook => {
  const id = more.id ?? "5034460f";
  return {
    build: {
      id,
      name: "test_and_build",
      commit: COMMIT,
      branch: "16.12",
      tag: null,
      cause: "push",
      parameters: null,
      state,
      attempt: 1,
      createdAt: "2026-03-09T09:00:00Z",
      startedAt: "2026-03-09T09:00:00Z",
      endedAt: ["passed", "failed", "cancelled", "not-run"].includes(state) ? "2026-03-09T09:30:00Z" : null,
      url: `https://ci.test/${id}`,
      ...more,
    },
    jobs: Object.entries(jobs).map(([name, each]): BuildJob => job(name, each)),
  };
};

const job = (name: string, state: BuildState, more: Partial<BuildJob> = {}): BuildJob => ({
  id: name,
  name,
  kind: name.endsWith("_approve") ? "approval" : "job",
  state,
  startedAt: state === "queued" || state === "held" ? null : "2026-03-09T09:00:00Z",
  endedAt: null,
  needs: null,
  url: null,
  ...more,
});

const judged = (looks: readonly BuildLook[], given: object = {}, since?: string) => {
  const parsed = input.parse({ repository: "avniproject/avni-server", commit: COMMIT, ...given });
  if (since === undefined) return judge(parsed, looks, NOW);
  return judge(parsed, looks, NOW, judge(parsed, looks, new Date(since)));
};

const HELD = { test: "passed", build: "passed", PROD_approve: "held", PROD_deploy: "queued" } as const;
const LATE = "2026-03-10T08:00:00Z";

type Case = readonly [string, readonly BuildLook[], object, string, RegExp];

const CASES: readonly Case[] = [
  [
    "begun again by a CI whose clock is behind ours",
    [look("passed")],
    { after: LATE, follows: "2026-03-09T08:59:59Z" },
    "pass",
    /passed/,
  ],
  [
    "there before, whatever was begun again",
    [look("passed")],
    { after: LATE, follows: "2026-03-09T09:00:00Z" },
    "wait",
    /no build/,
  ],
  ["nothing to build", [], { commit: null }, "pass", /no commit/],
  ["passed", [look("passed")], {}, "pass", /^test_and_build on 16\.12 at 1f2e3d4c5b passed, begun 1 d ago\.$/],
  ["queued", [look("queued", {}, { startedAt: null })], {}, "wait", /queued/],
  ["running", [look("running", { test: "failed" })], {}, "wait", /running since 2026-03-09/],
  ["failed", [look("failed", { test: "failed", build: "not-run" })], {}, "block", /did not pass: test \(failed\)/],
  ["failed, and CI names no job", [look("failed")], {}, "block", /test_and_build on 16\.12 \(failed\)/],
  ["cancelled", [look("cancelled", { build: "cancelled" })], {}, "block", /build \(cancelled\)/],
  ["left out", [look("not-run")], {}, "block", /not run/],
  ["never begun", [look("failed", {}, { problem: "config: bad" })], {}, "block", /could not begin it: config: bad/],
  ["held", [look("held", HELD)], {}, "wait", /waits for PROD_approve/],
  ["a state of later days", [look("unknown")], {}, "wait", /nobody knows/],
  ["one of two workflows failed", [look("passed"), look("failed", {}, { name: "lint", id: "2" })], {}, "block", /lint/],
  ["one of two workflows runs", [look("passed"), look("running", {}, { name: "lint" })], {}, "wait", /lint/],
  ["no build yet", [], {}, "wait", /no build of 1f2e3d4c5b\.$/],
  ["no build yet, of a branch", [], { branch: "16.12" }, "wait", /1f2e3d4c5b on 16\.12\.$/],

  ["held, and the named jobs passed", [look("held", HELD)], { jobs: ["test", "build"] }, "pass", /: test and build\.$/],
  ["failed elsewhere", [look("failed", { ...HELD, x: "failed" })], { jobs: ["build"] }, "pass", /: build/],
  ["by a pattern", [look("held", { test_a: "passed", test_b: "running" })], { jobs: ["test_*"] }, "wait", /test_b/],
  ["a named job failed", [look("running", { test: "failed" })], { jobs: ["test"] }, "block", /test \(failed\)/],
  [
    "the deploy runs",
    [look("running", { PROD_deploy: "running" })],
    { jobs: ["PROD_deploy"] },
    "wait",
    /running since/,
  ],
  ["the deploy was not approved", [look("held", HELD)], { jobs: ["PROD_deploy"] }, "wait", /waits for PROD_approve/],
  ["it never came to it", [look("failed", { PROD_deploy: "queued" })], { jobs: ["PROD_*"] }, "block", /not run/],
  [
    "it failed elsewhere, and comes to it yet",
    [look("failed", { RWB_deploy: "failed", PROD_deploy: "queued" }, { endedAt: null })],
    { jobs: ["PROD_deploy"] },
    "wait",
    /PROD_deploy \(queued\)/,
  ],
  [
    "a pattern, and CI lists more later",
    [look("running", { deploy_a: "passed" })],
    { jobs: ["deploy_*"] },
    "wait",
    /deploy_\* still to come/,
  ],
  [
    "a pattern, and CI lists all from the beginning",
    [{ ...look("running"), jobs: [job("deploy_a", "passed", { needs: [] })] }],
    { jobs: ["deploy_*"] },
    "pass",
    /deploy_a/,
  ],
  ["not listed yet", [look("running", { test: "running" })], { jobs: ["build"] }, "wait", /build still to come/],
  ["not listed, and all waits", [look("held", HELD)], { jobs: ["Build"] }, "wait", /no job Build yet/],
  ["never listed", [look("passed", { test: "passed" })], { jobs: ["Build"] }, "block", /is over and has no job Build/],
  ["an unknown build", [look("unknown", { build: "queued" })], { jobs: ["build"] }, "wait", /nobody knows/],
  [
    "in one of two workflows",
    [look("held", HELD), look("failed", { lint: "failed" }, { name: "lint" })],
    { jobs: ["build"] },
    "pass",
    /build/,
  ],

  ["young enough", [look("passed")], { maxAgeMs: DAY_MS }, "pass", /begun 1 d ago/],
  ["too old", [look("passed")], { maxAgeMs: DAY_MS - 1 }, "block", /begun 1 d ago; at most 23 h 59 min are allowed/],
  [
    "over, and nobody tells since when",
    [look("passed", {}, { startedAt: null })],
    { maxAgeMs: 1 },
    "block",
    /too|at most/,
  ],
  [
    "never begun, and made too early",
    [look("failed", {}, { startedAt: null, problem: "config: bad" })],
    { after: "2026-03-10T00:00:00Z" },
    "wait",
    /no build of .* begun since/,
  ],
  ["begun too early", [look("passed")], { after: "2026-03-10T00:00:00Z" }, "wait", /begun since 2026-03-10/],
  ["begun in that second", [look("passed")], { after: "2026-03-09T09:00:00.999Z" }, "pass", /passed/],
  ["begun in the second before", [look("passed")], { after: "2026-03-09T09:00:01Z" }, "wait", /begun since/],
  ["begun late enough", [look("passed")], { after: "2026-03-09T09:00:00Z" }, "pass", /passed/],
];

describe("build-passing", () => {
  test.each(CASES)("%s", (...[, looks, given, status, reason]) => {
    expect(judged(looks, given)).toMatchObject({ status, reason: expect.stringMatching(reason) });
  });

  test.each<[string, readonly BuildLook[], object, RegExp, RegExp]>([
    ["no build", [], {}, /no build of 1f2e3d4c5b, after 30 min/, /filters/],
    ["held", [look("held", HELD)], {}, /waits for PROD_approve, after 30 min/, /`jobs`/],
    ["a job behind it", [look("held", HELD)], { jobs: ["PROD_deploy"] }, /PROD_deploy waits/, /signalbox ci approve/],
    ["no such job", [look("held", HELD)], { jobs: ["Build"] }, /no job Build yet, after/, /renamed/],
    ["unknown", [look("unknown")], {}, /nobody knows/, /report it/],
    ["too early", [look("passed")], { after: "2026-03-10T00:00:00Z" }, /begun since/, /signalbox ci rerun/],
  ])("blocks after the deadline: %s", (...[, looks, given, reason, hint]) => {
    expect(judged(looks, given, LATE)).toMatchObject({
      status: "block",
      reason: expect.stringMatching(reason),
      hint: expect.stringMatching(hint),
    });
    expect(judged(looks, { ...given, deadlineMs: 2 * 3_600_000 }, LATE)).toMatchObject({
      status: "wait",
      evidence: { stuck: { since: LATE.replace("Z", ".000Z") } },
    });
  });

  test("counts from the first look at which it was so", () => {
    const parsed = input.parse({ repository: "acme/api", commit: COMMIT });
    const missing = judge(parsed, [], new Date(LATE));
    expect(judge(parsed, [look("held", HELD)], NOW, missing)).toMatchObject({
      status: "wait",
      evidence: { stuck: { why: "held", since: NOW.toISOString() } },
    });
    expect(judge(parsed, [], new Date("2026-03-10T08:29:59.950Z"), missing)).toMatchObject({ retryAfterMs: 100 });
  });

  test("is as old as the oldest result that it holds", () => {
    const again = look("passed", {}, { startedAt: "2026-03-10T08:00:00Z" });
    const kept = { ...again, jobs: [job("build", "passed", { startedAt: "2026-03-01T08:00:00Z" })] };
    expect(judged([kept], { maxAgeMs: 7 * DAY_MS })).toMatchObject({
      status: "block",
      hint: expect.stringContaining("rerun-build"),
      evidence: { builds: [{ ageMs: 9 * DAY_MS + 3_600_000 }] },
    });
  });

  test("names the build, its age and its jobs, and where to look", () => {
    const failed = look("failed", { test: "failed", build: "not-run" });
    expect(judged([failed])).toMatchObject({
      hint: expect.stringContaining("https://ci.test/5034460f"),
      evidence: {
        commit: COMMIT,
        builds: [{ id: "5034460f", state: "failed", ageMs: DAY_MS }],
        jobs: [{ name: "test" }, { name: "build" }],
        failed: [{ name: "test", build: "5034460f" }],
      },
    });
  });
});
