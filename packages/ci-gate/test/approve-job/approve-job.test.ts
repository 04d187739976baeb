import { converges } from "@signalbox/testbed";
import { describe, expect, it } from "vitest";
import { approveJob, triggerBuild } from "../../src/index.js";
import type { MadeJob } from "../builds/setup.js";
import {
  COMMIT,
  DAY_MS,
  drive,
  everyDeath,
  looksOnly,
  openScene,
  OTHER,
  REPOSITORY,
  REQUESTS,
  type Scene,
  SERVER_JOBS,
} from "../support/scene.js";

const given = { repository: REPOSITORY, commit: COMMIT, branch: "16.12", job: "PROD_approve" };

const planned = async (scene: Scene, more: object = {}) => {
  const { problems, actions, warnings } = await approveJob(scene.ports).plan({ ...given, ...more }, scene.call());
  return { codes: problems.map(({ code }) => code), problems, actions, warnings: warnings.map(({ code }) => code) };
};

describe("approve-job", () => {
  it("approves the one job, and says what that starts", async () => {
    const scene = openScene();
    scene.push();
    const operation = approveJob(scene.ports);
    await looksOnly(scene, () => operation.plan(given, scene.call()));
    const { plan, receipt } = await converges(operation, given, { call: scene.call() });
    expect(plan.actions).toMatchObject([
      {
        summary: "Approve PROD_approve of test_and_build on 16.12 at 1f2e3d4c5b: starts PROD_deploy (build build-1)",
        starts: ["PROD_deploy"],
      },
    ]);
    expect(receipt.applied).toMatchObject([{ outcome: "done", result: { build: "build-1", job: "PROD_approve" } }]);
    const [build] = scene.ci.builds();
    const jobs = await scene.ci.system.listJobs(REPOSITORY, build as NonNullable<typeof build>);
    expect(Object.fromEntries(jobs.map(({ name, state }) => [name, state]))).toMatchObject({
      PROD_deploy: "passed",
      STAGING_approve: "held",
      STAGING_deploy: "queued",
    });
  });

  it("names jobs only as far as they wait for nothing else", async () => {
    const scene = openScene();
    const jobs: MadeJob[] = [
      { name: "a", approval: true },
      { name: "b", approval: true },
      { name: "one", needs: ["a"] },
      { name: "two", needs: ["one"] },
      { name: "both", needs: ["a", "b"] },
    ];
    const id = scene.push(jobs);
    expect((await planned(scene, { job: "a" })).actions).toMatchObject([{ starts: ["one", "two"] }]);
    scene.ci.approveByHand(id, "b");
    expect((await planned(scene, { job: "a" })).actions).toMatchObject([{ starts: ["one", "two", "both"] }]);
    const untold = openScene({ needs: false });
    untold.push(jobs);
    expect((await planned(untold, { job: "a" })).actions).toMatchObject([
      { starts: null, summary: expect.stringContaining("which CI does not tell") },
    ]);
  });

  it.each(REQUESTS)("approves once whenever a process dies, for a request %s", async (_, lists, faults) => {
    const open = () => {
      const scene = openScene();
      scene.push();
      scene.ci.delay(lists);
      scene.ci.faults("write", faults);
      return scene;
    };
    const deaths = await everyDeath(
      open,
      (scene, ports, checkpoint) => drive(approveJob(ports), given, scene, checkpoint),
      async (scene, death) => {
        expect([death, scene.ci.writes()]).toEqual([death, 1]);
        expect(await planned(scene)).toMatchObject({ codes: [], actions: [] });
      },
    );
    expect(deaths).toBeGreaterThan(8);
  });

  it("finds the approval by the names that a configuration gives", async () => {
    const scene = openScene();
    scene.push();
    expect((await planned(scene, { job: ["PRODUCTION_approve", "PROD_approve"] })).actions).toHaveLength(1);
    expect(await planned(scene, { job: "*_approve" })).toMatchObject({
      problems: [{ code: "ERR_CI_SEVERAL_JOBS", message: expect.stringContaining("STAGING_approve and PROD_approve") }],
    });
    expect(await planned(scene, { job: "hold_live" })).toMatchObject({
      problems: [{ code: "ERR_CI_NO_JOB", hint: "It has STAGING_approve and PROD_approve." }],
    });
    expect((await planned(scene, { job: "PROD_deploy" })).codes).toEqual(["ERR_CI_NO_JOB"]);
  });

  it("refuses what is too old, what did not pass, and what does not wait", async () => {
    const old = openScene();
    const id = old.push();
    old.clock.pass(8 * DAY_MS);
    expect((await planned(old, { maxAgeMs: 7 * DAY_MS })).codes).toEqual(["ERR_CI_BUILD_OLD"]);
    expect((await planned(old, { since: "2026-03-03T00:00:00Z" })).codes).toEqual(["ERR_CI_BUILD_OLD"]);
    expect((await planned(old, { jobs: ["test", "lint"] })).problems).toMatchObject([
      { code: "ERR_CI_JOBS_NOT_PASSED", message: expect.stringContaining("lint (not there)") },
    ]);
    old.ci.approveByHand(id, "PROD_approve");
    expect(await planned(old, { maxAgeMs: 7 * DAY_MS, jobs: ["lint"] })).toMatchObject({ codes: [], actions: [] });

    expect((await planned(old, { since: "2026-03-03T00:00:00Z", build: id })).codes).toEqual([]);
    // What was approved for an earlier release is no approval of this one.
    expect((await planned(old, { since: "2026-03-03T00:00:00Z" })).codes).toEqual(["ERR_CI_BUILD_OLD"]);

    const beside = openScene();
    beside.push([...SERVER_JOBS, { name: "lint", ends: ["failed"] }]);
    expect((await planned(beside, { jobs: ["lint"] })).codes).toEqual(["ERR_CI_JOBS_NOT_PASSED"]);
    expect((await planned(beside)).codes).toEqual([]);

    const early = openScene();
    const started = early.push([{ name: "build", ends: ["running"] }, ...SERVER_JOBS.slice(4)]);
    expect((await planned(early)).codes).toEqual(["ERR_CI_NOT_HELD", "ERR_CI_JOBS_NOT_PASSED"]);
    early.ci.cancel(started);
    expect((await planned(early)).codes).toContain("ERR_CI_NOT_HELD");
  });

  it("approves nothing that a newer build has overtaken, and nothing of another commit", async () => {
    const scene = openScene();
    scene.push();
    const operation = approveJob(scene.ports);
    const plan = await operation.plan(given, scene.call());
    scene.push();
    await expect(operation.apply(plan, scene.call())).rejects.toMatchObject({ code: "ERR_PLAN_STALE" });
    expect((await planned(scene, { build: "build-1" })).codes).toEqual(["ERR_CI_BUILD_OTHER"]);
    expect((await planned(scene, { commit: OTHER })).codes).toEqual(["ERR_CI_NO_BUILD"]);
    scene.ci.push({ commit: COMMIT, tag: "v16.12.0", workflow: "test_and_build", jobs: SERVER_JOBS.slice(0, 2) });
    expect((await planned(scene, { branch: undefined })).codes).toEqual(["ERR_CI_SEVERAL_BUILDS"]);
    const tag = await planned(scene, { branch: undefined, tag: "v16.12.0" });
    expect(tag.problems).toMatchObject([{ code: "ERR_CI_NO_JOB", hint: expect.stringContaining("name the branch") }]);
    expect(scene.ci.writes()).toBe(0);
  });
});

describe("what a build was started with", () => {
  const declares = { flavor: "generic", versionName: "1.0.0", versionCode: "1" };
  const wanted = { flavor: "generic", versionName: "16.12.0", versionCode: "161200" };
  const SINCE = "2026-03-01T00:00:00Z";
  const begin = (scene: Scene, parameters: Record<string, string>) =>
    drive(
      triggerBuild(scene.ports),
      { repository: REPOSITORY, commit: COMMIT, branch: "16.12", parameters, since: SINCE },
      scene,
    );

  it("is compared in full where CI tells it", async () => {
    const scene = openScene({ declares, tells: true });
    scene.push();
    expect((await planned(scene, { expectParameters: wanted })).problems).toMatchObject([
      {
        code: "ERR_CI_PARAMETERS",
        message: expect.stringContaining("versionCode is 1, expected is 161200"),
      },
    ]);
    await begin(scene, { ...wanted, flavor: "lfe" });
    const { flavor: _, ...short } = wanted;
    expect((await planned(scene, { expectParameters: short })).problems).toMatchObject([
      { message: expect.stringContaining("flavor is lfe, which nobody expects") },
    ]);
    await begin(scene, wanted);
    expect(await planned(scene, { expectParameters: wanted })).toMatchObject({
      codes: [],
      actions: [{ summary: expect.stringContaining("versionCode=161200") }],
    });
  });

  it("is refused where CI does not tell it, unless the build is known or somebody says so", async () => {
    const scene = openScene({ declares });
    scene.push();
    // A push gives nothing: this would build version 1.0.0.
    for (const parametersUnknown of ["refuse", "accept"])
      expect((await planned(scene, { expectParameters: wanted, parametersUnknown })).codes).toEqual([
        "ERR_CI_PARAMETERS",
      ]);
    const { applied } = await begin(scene, wanted);
    const build = applied[0]?.result?.id;
    expect((await planned(scene, { expectParameters: wanted })).codes).toEqual(["ERR_CI_PARAMETERS_UNKNOWN"]);
    expect((await planned(scene)).codes).toEqual(["ERR_CI_PARAMETERS_UNKNOWN"]);
    const nightly = openScene({ declares });
    nightly.ci.push({ commit: COMMIT, branch: "16.12", workflow: "test_and_build", jobs: SERVER_JOBS }, "schedule");
    expect((await planned(nightly)).codes).toEqual(["ERR_CI_PARAMETERS_UNKNOWN"]);
    expect(await planned(scene, { expectParameters: wanted, build })).toMatchObject({ codes: [], warnings: [] });
    expect(await planned(scene, { expectParameters: wanted, parametersUnknown: "accept" })).toMatchObject({
      codes: [],
      warnings: ["parameters-unknown"],
    });
  });
});
