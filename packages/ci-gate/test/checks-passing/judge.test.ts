import type { Check, RequiredChecks } from "@signalbox/github";
import { describe, expect, test } from "vitest";
import type { ChecksFacts } from "../../src/checks-passing/checks-passing.js";
import { input } from "../../src/checks-passing/input.js";
import { judge } from "../../src/checks-passing/judge.js";

const COMMIT = "0123456789abcdef0123456789abcdef01234567";
const NOW = new Date("2026-03-02T10:00:00Z");

const check = (name: string, fields: Partial<Check> = {}): Check => ({
  kind: "check-run",
  name,
  app: "github-actions",
  appId: 15368,
  workflow: "CI",
  event: "push",
  state: "success",
  startedAt: "2026-03-02T09:00:00Z",
  completedAt: "2026-03-02T09:05:00Z",
  url: `https://github.com/acme/api/actions/runs/1/${name}`,
  ...fields,
});
const status = (name: string, fields: Partial<Check> = {}): Check =>
  check(name, { kind: "status", app: null, appId: null, workflow: null, event: null, completedAt: null, ...fields });
const run = (state: Check["state"], fields: Partial<Check> = {}): Check =>
  check("CI", { kind: "workflow-run", state, completedAt: null, ...fields });
const requires = (...names: string[]): RequiredChecks => ({
  status: "read",
  checks: names.map((name) => ({ name, appId: null })),
});

const judged = (
  checks: readonly Check[],
  given: object = {},
  more: Partial<ChecksFacts> = {},
  previousSince?: string,
) => {
  const facts = { commit: COMMIT, checks, required: null, ...more };
  const parsed = input.parse({ repository: "acme/api", commit: COMMIT, ...given });
  if (previousSince === undefined) return judge(parsed, facts, NOW);
  const first = judge(parsed, facts, new Date(previousSince));
  return judge(parsed, facts, NOW, first);
};

const LATER = { startedAt: "2026-03-02T09:30:00Z", completedAt: "2026-03-02T09:35:00Z" };

const CASES: readonly [string, readonly Check[], object, Partial<ChecksFacts>, string, RegExp][] = [
  ["all passed", [check("build"), status("ci/circleci: test")], {}, {}, "pass", /^2 checks of 0123456789 passed/],
  [
    "neutral and skipped are passes",
    [check("a", { state: "neutral" }), check("b", { state: "skipped" })],
    {},
    {},
    "pass",
    /2 checks/,
  ],
  [
    "one runs",
    [check("build"), check("test", { state: "in_progress", completedAt: null })],
    {},
    {},
    "wait",
    /CI \/ test \(in progress since 2026-03-02T09:00:00Z\)/,
  ],
  [
    "one is queued and has not begun",
    [check("build", { state: "queued", startedAt: null, completedAt: null })],
    {},
    {},
    "wait",
    /CI \/ build \(queued\)/,
  ],
  ["a status that is expected", [status("ci/slow", { state: "expected" })], {}, {}, "wait", /expected/],
  [
    "one failed",
    [check("build", { state: "failure" }), check("test", { state: "in_progress" })],
    {},
    {},
    "block",
    /CI \/ build \(failure\)/,
  ],
  ["cancelled", [check("build", { state: "cancelled" })], {}, {}, "block", /cancelled/],
  ["timed out", [check("build", { state: "timed_out" })], {}, {}, "block", /timed out/],
  ["somebody has to act", [check("build", { state: "action_required" })], {}, {}, "block", /action required/],
  ["stale: GitHub gave up after 14 days", [check("build", { state: "stale" })], {}, {}, "block", /stale/],
  ["a state of later days", [check("build", { state: "paused" as Check["state"] })], {}, {}, "block", /paused/],
  ["an error of the older API", [status("travis", { state: "error" })], {}, {}, "block", /travis \(error\)/],
  ["run again and passed", [check("build", { state: "failure" }), check("build", LATER)], {}, {}, "pass", /^1 check /],
  [
    "run again and failed",
    [check("build", LATER), check("build", { ...LATER, state: "failure", startedAt: "2026-03-02T09:50:00Z" })],
    {},
    {},
    "block",
    /1 check /,
  ],
  [
    "run again and still queued",
    [check("build", { state: "failure" }), check("build", { state: "queued", startedAt: null })],
    {},
    {},
    "wait",
    /queued/,
  ],
  [
    "two attempts at the same second: the worse counts",
    [check("build"), check("build", { state: "failure" })],
    {},
    {},
    "block",
    /failure/,
  ],
  [
    "the same name of two apps",
    [
      check("build"),
      check("build", {
        app: "other-ci",
        appId: 7,
        workflow: null,
        state: "failure",
        startedAt: "2026-03-02T08:00:00Z",
      }),
    ],
    {},
    {},
    "block",
    /1 check .*build \(failure\)/,
  ],
  [
    "the same job by push and by pull request",
    [check("build", { state: "failure" }), check("build", { ...LATER, event: "pull_request" })],
    {},
    {},
    "block",
    /failure/,
  ],
  [
    "the same job of two workflows",
    [check("build", { state: "failure" }), check("build", { ...LATER, workflow: "Nightly" })],
    {},
    {},
    "block",
    /CI \/ build/,
  ],
  [
    "a workflow whose file is broken has no job",
    [check("lint", { workflow: "Lint" }), run("startup_failure")],
    {},
    {},
    "block",
    /CI \(startup failure\)/,
  ],
  ["a workflow that was mended and ran", [run("startup_failure"), check("build", LATER)], {}, {}, "pass", /1 check/],
  ["a workflow that has no job yet", [run("queued")], {}, {}, "wait", /CI \(queued/],
  [
    "ignored by name",
    [check("build"), check("flaky", { state: "failure" })],
    { ignore: ["flaky"] },
    {},
    "pass",
    /1 check/,
  ],
  [
    "ignored by pattern",
    [check("build"), status("codecov/patch", { state: "failure" })],
    { ignore: ["codecov/*"] },
    {},
    "pass",
    /1 check/,
  ],
  [
    "ignored with its workflow",
    [check("build"), check("build", { workflow: "Nightly", state: "failure" })],
    { ignore: ["Nightly / *"] },
    {},
    "pass",
    /1 check/,
  ],
  [
    "a pattern is no regular expression",
    [check("a+b", { state: "failure" }), check("ok")],
    { ignore: ["a.b"] },
    {},
    "block",
    /a\+b/,
  ],
  [
    "what is required by name is never ignored",
    [check("build", { state: "failure" })],
    { ignore: ["*"], required: ["build"] },
    {},
    "block",
    /failure/,
  ],
  ["required with its workflow", [check("build")], { required: ["CI / build"] }, {}, "pass", /1 check/],
  ["required and absent", [check("build")], { required: ["e2e"] }, {}, "wait", /still lacks e2e/],
  ["required by the branch and absent", [check("build")], {}, { required: requires("e2e") }, "wait", /still lacks e2e/],
  [
    "required by the branch, but ignored",
    [check("build")],
    { ignore: ["e2e"] },
    { required: requires("e2e") },
    "pass",
    /1 check/,
  ],
  [
    "required of an app, and reported by another",
    [check("build")],
    {},
    { required: { status: "read", checks: [{ name: "build", appId: 7 }] } },
    "wait",
    /lacks build/,
  ],
  [
    "only what is required",
    [check("build"), check("flaky", { state: "failure" })],
    { requiredOnly: true },
    { required: requires("build") },
    "pass",
    /1 check/,
  ],
  [
    "only what is required, and nothing is",
    [check("build")],
    { requiredOnly: true },
    { required: requires() },
    "wait",
    /no checks that count/,
  ],
  [
    "unreadable rules",
    [check("build")],
    { branch: "main" },
    { required: { status: "unreadable", reason: "403.", checks: [] } },
    "block",
    /What main requires cannot be read/,
  ],
  [
    "unreadable rules, but the checks are named",
    [check("build")],
    { required: ["build"] },
    { required: { status: "unreadable", reason: "403.", checks: [] } },
    "pass",
    /1 check/,
  ],
  ["no checks at all", [], {}, {}, "wait", /no checks at all yet/],
  ["no checks at all, allowed", [], { allowNone: true }, {}, "pass", /no checks, which is allowed/],
  ["all ignored", [check("flaky")], { ignore: ["*"] }, {}, "wait", /no checks that count/],
  ["unknown commit", [], {}, { commit: null }, "block", /acme\/api has no commit 0123456789/],
  ["unknown branch", [check("build")], { branch: "mian" }, { required: "no-branch" }, "block", /no branch mian/],
];

describe("checks-passing judges", () => {
  test.each(CASES)("%s", (...[, checks, given, facts, wanted, reason]) => {
    const verdict = judged(checks, given, facts);
    expect([verdict.status, verdict.reason]).toEqual([wanted, expect.stringMatching(reason)]);
  });

  test("what stays away beyond the deadline blocks", () => {
    const late = judged([check("build")], { required: ["e2e"] }, {}, "2026-03-02T09:29:59Z");
    expect(late).toMatchObject({
      status: "block",
      reason: expect.stringContaining("no workflow produced it within 30 min"),
    });
    const inTime = judged([check("build")], { required: ["e2e"] }, {}, "2026-03-02T09:59:50Z");
    expect(inTime).toMatchObject({
      status: "wait",
      retryAfterMs: 15_000,
      evidence: { missingSince: "2026-03-02T09:59:50.000Z" },
    });
    const soon = judged([], {}, {}, "2026-03-02T09:30:05Z");
    expect(soon).toMatchObject({ status: "wait", retryAfterMs: 5_000 });
    expect(judged([], { deadlineMs: 0 })).toMatchObject({ status: "block" });
  });

  test("the evidence names what failed, what runs and since when", () => {
    const { evidence } = judged(
      [check("build"), check("lint", { state: "failure" }), check("e2e", { state: "in_progress", completedAt: null })],
      { ignore: ["docs"], required: ["sign"] },
    );
    expect(evidence).toEqual({
      commit: COMMIT,
      branch: null,
      failed: [
        {
          name: "CI / lint",
          app: "github-actions",
          state: "failure",
          since: "2026-03-02T09:05:00Z",
          url: expect.any(String),
        },
      ],
      running: [
        {
          name: "CI / e2e",
          app: "github-actions",
          state: "in_progress",
          since: "2026-03-02T09:00:00Z",
          url: expect.any(String),
        },
      ],
      missing: ["sign"],
      passed: 1,
      ignored: [],
      unreadable: null,
      missingSince: NOW.toISOString(),
    });
  });

  test("a short commit id is no branch, and the hint says what it lacks", () => {
    const verdict = judged([], { branch: "8ffe0ca854" }, { required: "no-branch" });
    expect(verdict).toMatchObject({ status: "block", hint: expect.stringContaining("all 40 digits") });
  });

  test("a hint leads to what failed", () => {
    expect(judged([check("lint", { state: "failure" })])).toMatchObject({
      hint: expect.stringContaining("/actions/runs/1/lint"),
    });
    expect(judged([check("lint", { state: "action_required" })])).toMatchObject({
      hint: expect.stringContaining("Do what it asks for"),
    });
  });

  test("without a commit there is nothing to check", () => {
    const verdict = judged([], { commit: null, branch: "main" }, { commit: null });
    expect(verdict).toMatchObject({ status: "pass", evidence: { commit: null, missing: [], missingSince: null } });
  });

  test("neither commit nor branch is refused", () => {
    expect(input.safeParse({ repository: "acme/api" }).success).toBe(false);
    expect(input.safeParse({ repository: "acme/api", commit: "main" }).success).toBe(false);
  });
});
