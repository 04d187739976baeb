import { planAndApply, waitForGate } from "@signalbox/release-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { buildPassing, rerunBuild } from "../../src/index.js";
import { bodyOf } from "../../src/travis/trigger-body.js";
import { buildOf, jobsOf, refOf } from "../../src/travis/build-of.js";
import type { Job, WholeBuild } from "../../src/travis/answers.js";
import { causeOf, stateOf } from "../../src/travis/states.js";
import { SLUG, startScene, type TravisScene } from "./setup.js";

const oid = (number: number): string => number.toString(16).padStart(2, "0").repeat(20);

let at: TravisScene;
beforeAll(async () => {
  at = await startScene();
});
afterEach(() => {
  expect(at.travis.violations).toEqual([]);
});
afterAll(() => at.travis.close());

const lists = (): readonly string[] => at.travis.requests.filter((line) => line.includes("/builds?"));

it("begins the last master build of the integration tests again, and waits until it passes", async () => {
  const commit = oid(200);
  const jobs = [{ ends: ["failed", "started"] }] as const;
  const id = at.travis.push(SLUG, { commit, branch: "master", jobs });
  at.travis.push(SLUG, { commit, branch: "master", event: "pull_request" });
  const ports = { systemOf: () => at.with() };
  const input = { repository: SLUG, commit, branch: "master" };

  const receipt = await planAndApply(rerunBuild(ports), input);
  expect(receipt.applied).toMatchObject([{ outcome: "done", result: { id: String(id), attempt: 2 } }]);
  expect(await rerunBuild(ports).plan(input)).toMatchObject({ actions: [], problems: [] });
  const gate = buildPassing(ports);
  expect(await gate.check(input)).toMatchObject({ status: "wait" });
  at.travis.end(id, "passed");
  expect(await waitForGate(gate, input, { timeoutMs: 1000 })).toBeDefined();
  expect(at.travis.requests.filter((line) => line.startsWith("POST "))).toEqual([`POST /build/${id}/restart`]);
});

describe("the search for a commit", () => {
  beforeAll(() => {
    for (let number = 1; number <= 230; number++) {
      const branch = number % 3 === 0 ? "main" : "topic";
      at.travis.push(SLUG, { commit: oid(number % 256), branch });
      for (let minutes = 0; minutes < 30; minutes++) at.tick();
    }
  });

  it("goes from page to page, and ends where builds are older than the commit", async () => {
    const before = lists().length;
    expect(await at.with().listBuilds(SLUG, { commit: oid(129), branch: "main" })).toHaveLength(1);
    expect(lists().slice(before)).toEqual([
      expect.stringContaining("branch.name=main&build.event_type=push%2Capi%2Ccron&limit=100&offset=0"),
    ]);
    // The first page shows it; a day before it the search ends, on the second of three.
    expect(await at.with().listBuilds(SLUG, { commit: oid(140) })).toHaveLength(1);
    expect(lists().slice(before + 1)).toHaveLength(2);
  });

  it("reads all of it for a commit that was never built, or fails when that is too long", async () => {
    expect(await at.with().listBuilds(SLUG, { commit: oid(255) })).toEqual([]);
    const error = at.with({ mostBuilds: 100 }).listBuilds(SLUG, { commit: oid(255) });
    await expect(error).rejects.toMatchObject({ code: "ERR_CI_CANNOT", hint: expect.stringContaining("branch") });
  });
});

it("says what Travis has not, and what to do instead", async () => {
  const ci = at.with();
  const [build] = await ci.listBuilds(SLUG, { commit: oid(200), branch: "master" });
  if (build === undefined) throw new Error("no build");
  const [job] = await ci.listJobs(SLUG, build);
  if (job === undefined) throw new Error("no job");
  const file = { path: "a", job: null, url: "u", size: null, digest: null, expiresAt: null };
  const tag = { tag: "v1", parameters: {} };
  for (const call of [
    ci.approve(SLUG, build, job),
    ci.listArtifacts(SLUG, build),
    ci.openArtifact(file),
    ci.rerun(SLUG, build, "failed"),
    ci.trigger(SLUG, tag),
  ])
    await expect(call).rejects.toMatchObject({ code: "ERR_CI_CANNOT", hint: expect.stringMatching(/\w{4}/) });
  expect(await ci.readBuild("acme/camera", build.id)).toBeNull();
  await expect(ci.listBuilds("acme/camera", { commit: oid(1) })).rejects.toMatchObject({ code: "ERR_CI_NOT_FOUND" });
  await expect(ci.listBuilds("camera", { commit: oid(1) })).rejects.toMatchObject({ code: "ERR_CI_NOT_CONFIGURED" });
});

it.each([
  ["received", "running"],
  ["errored", "failed"],
  ["canceled", "cancelled"],
  ["paused", "unknown"],
  ["constructor", "unknown"],
])("%s is %s", (state, expected) => expect(stateOf(state)).toBe(expected));

it.each([
  ["cron", "schedule"],
  ["pull_request", "pull-request"],
  ["api", "api"],
])("the event %s is %s", (event, cause) => expect(causeOf(event)).toBe(cause));

const BUILD: WholeBuild = {
  id: 7,
  number: "12",
  state: "created",
  event_type: "push",
  started_at: null,
  finished_at: null,
  repository: { slug: SLUG },
  branch: { name: "master" },
  tag: null,
  commit: { sha: "A".repeat(40), ref: "refs/heads/master", committed_at: "2021-07-26T01:00:00Z" },
  jobs: [],
};

it.each<[string, Partial<WholeBuild>, ReturnType<typeof refOf>]>([
  ["a branch", {}, { branch: "master", tag: null }],
  ["a tag, which it calls a branch too", { tag: { name: "v1" }, branch: { name: "v1" } }, { branch: null, tag: "v1" }],
  ["a tag by its ref", { branch: null, commit: { ...BUILD.commit, ref: "refs/tags/v1" } }, { branch: null, tag: "v1" }],
  ["a branch that Travis has forgotten", { branch: null }, { branch: "master", tag: null }],
  ["a pull request", { event_type: "pull_request" }, { branch: null, tag: null }],
])("a build of %s", (_, given, expected) => expect(refOf({ ...BUILD, ...given })).toEqual(expected));

it("knows from its jobs when a build was made, and that it was begun again", () => {
  const job = { created_at: "2021-07-26T02:00:00.123Z", restarted_at: null };
  expect(buildOf({ ...BUILD, jobs: [job] }, "https://app.travis-ci.com/github")).toMatchObject({
    commit: "a".repeat(40),
    state: "queued",
    attempt: 1,
    createdAt: "2021-07-26T02:00:00.123Z",
    url: `https://app.travis-ci.com/github/${SLUG}/builds/7`,
  });
  expect(buildOf({ ...BUILD, jobs: [job, { ...job, restarted_at: "2021-07-27T02:00:00Z" }] }, null).attempt).toBe(2);
  expect(buildOf({ ...BUILD, state: "errored" }, null)).toMatchObject({
    state: "failed",
    problem: expect.stringContaining("12"),
  });
});

it("orders jobs by stages, whatever their names", () => {
  const job = (id: number, stage: number | null, state: string, name: string | null = null): Job => {
    const times = { started_at: state === "canceled" ? null : "2021-07-26T02:00:00Z", finished_at: null };
    const ofStage = stage === null ? null : { number: stage, name: null };
    return { id, number: `12.${id}`, state, ...times, stage: ofStage, config: { name } };
  };
  const read = (jobs: readonly Job[]) =>
    jobsOf(jobs, { url: null }).map(({ name, state, needs }) => [name, state, needs]);
  expect(read([job(3, 2, "canceled"), job(1, 1, "failed", "unit"), job(2, 1, "passed")])).toEqual([
    ["unit", "failed", []],
    ["job 2", "passed", []],
    ["job 3", "not-run", ["unit", "job 2"]],
  ]);
  expect(read([job(1, null, "passed"), job(2, null, "canceled")])).toEqual([
    ["job 1", "passed", []],
    ["job 2", "cancelled", []],
  ]);
});

it.each<[string, Parameters<typeof bodyOf>[1], object | null]>([
  ["nothing", { branch: "master", parameters: {} }, { branch: "master" }],
  [
    "variables",
    { branch: "master", parameters: { SERVER: "https://test.example", RETRIES: 3 } },
    {
      branch: "master",
      merge_mode: "deep_merge_append",
      config: { env: { global: ["SERVER=https://test.example", "RETRIES=3"] } },
    },
  ],
  ["what a shell would run", { branch: "master", parameters: { A: "$(id)" } }, null],
  ["a name that is none", { branch: "master", parameters: { "A B": "1" } }, null],
  ["neither a branch nor a tag", { parameters: {} }, null],
])("begins a build with %s", (_, request, expected) => {
  const body = () => bodyOf({ system: "Travis CI", what: "a build" }, request);
  if (expected === null) expect(body).toThrow(expect.objectContaining({ code: "ERR_CI_CANNOT" }));
  else expect(body()).toEqual({ request: expected });
});
