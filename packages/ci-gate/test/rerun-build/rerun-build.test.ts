import { converges } from "@signalbox/testbed";
import { describe, expect, it } from "vitest";
import { buildPassing, rerunBuild } from "../../src/index.js";
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
  SERVER_JOBS,
} from "../support/scene.js";

const given = { repository: REPOSITORY, commit: COMMIT, branch: "16.12", maxAgeMs: 7 * DAY_MS };
const failing = (...ends: ("passed" | "failed" | "running")[]): MadeJob[] => [
  { name: "test" },
  { name: "build", needs: ["test"], ends },
];

describe.each(["build", "attempt"] as const)("rerun-build where a rerun is a further %s", (rerun) => {
  it("begins a held build again that is too old, and leaves a young one alone", async () => {
    const scene = openScene({ rerun });
    scene.push();
    const operation = rerunBuild(scene.ports);
    const early = await looksOnly(scene, () => operation.plan(given, scene.call()));
    expect(early).toMatchObject({ actions: [], problems: [] });
    scene.clock.pass(8 * DAY_MS);
    const { plan, receipt } = await converges(operation, given, { call: scene.call() });
    expect(plan.actions).toMatchObject([
      {
        summary:
          "Begin test_and_build on 16.12 at 1f2e3d4c5b again from its start (it began 2026-03-02 09:00 UTC; build build-1)",
        expected: { id: "build-1", attempt: 1, state: "held", approved: [] },
        from: "start",
      },
    ]);
    expect(plan.warnings).toEqual([]);
    const follows = plan.actions[0]?.expected.startedAt;
    expect(receipt.applied).toMatchObject([{ outcome: "done", result: { state: "held", follows } }]);
    const [now] = scene.ci.builds();
    expect(receipt.applied[0]?.result).toMatchObject({ createdAt: now?.createdAt, startedAt: now?.startedAt });
    expect(scene.ci.writes()).toBe(1);
  });

  it("begins only what failed again, while it is young", async () => {
    const scene = openScene({ rerun });
    scene.push(failing("failed", "passed"));
    const operation = rerunBuild(scene.ports);
    const { plan } = await converges(operation, { ...given, fromFailed: true }, { call: scene.call() });
    expect(plan.actions).toMatchObject([{ from: "failed", expected: { state: "failed" } }]);
    const later = openScene({ rerun });
    later.push(failing("failed", "passed"));
    later.clock.pass(8 * DAY_MS);
    const old = await rerunBuild(later.ports).plan({ ...given, fromFailed: true }, later.call());
    expect(old.actions).toMatchObject([{ from: "start" }]);
  });

  it("is as old as its oldest result: what was begun again in part keeps what the first one kept", async () => {
    const scene = openScene({ rerun });
    scene.push(failing("failed", "passed"));
    scene.clock.pass(6 * DAY_MS);
    await drive(rerunBuild(scene.ports), { ...given, fromFailed: true }, scene);
    scene.clock.pass(2 * DAY_MS);
    const { actions } = await rerunBuild(scene.ports).plan(given, scene.call());
    expect(actions).toMatchObject([{ from: "start" }]);
  });

  it("is passed by the gate behind it by CI's own clock, where ours is ahead of that", async () => {
    const scene = openScene({ rerun });
    scene.push([{ name: "test" }]);
    const now = (): Date => new Date(scene.clock.now().getTime() + 600_000);
    const { maxAgeMs: _, ...where } = given;
    const asked = { ...where, after: now().toISOString() };
    scene.clock.pass(1000);
    const operation = rerunBuild(scene.ports);
    const { applied } = await operation.apply(await operation.plan(asked, { now }), { now });
    const follows = applied[0]?.result?.follows ?? null;
    const gate = buildPassing(scene.ports);
    const verdicts = [await gate.check({ ...asked, follows }, { now }), await gate.check(asked, { now })];
    expect(verdicts.map(({ status }) => status)).toEqual(["pass", "wait"]);
  });

  it("begins nothing again for a time that is still to come", async () => {
    const scene = openScene({ rerun });
    scene.push();
    const ahead = await rerunBuild(scene.ports).plan({ ...given, after: "2027-01-01T00:00:00Z" }, scene.call());
    expect(ahead).toMatchObject({ actions: [], problems: [{ code: "ERR_CI_TIME_AHEAD" }] });
  });

  it("begins nothing again beside jobs that still run", async () => {
    const scene = openScene({ rerun });
    const id = scene.push([...failing("failed"), { name: "PROD_deploy", ends: ["running"] }]);
    const { system } = scene.ci;
    // CircleCI calls it failing, and it cannot pass any more.
    const listBuilds: typeof system.listBuilds = async (...all) =>
      (await system.listBuilds(...all)).map((build) =>
        build.endedAt === null ? { ...build, state: "failed" } : build,
      );
    const operation = rerunBuild({ ...scene.ports, systemOf: () => ({ ...system, listBuilds }) });
    expect(await operation.plan(given, scene.call())).toMatchObject({
      actions: [],
      problems: [{ code: "ERR_CI_BUILD_RUNNING", message: expect.stringContaining("PROD_deploy still runs") }],
    });
    scene.ci.finish(id, "PROD_deploy", "passed");
    expect((await operation.plan(given, scene.call())).actions).toHaveLength(1);
  });

  it("takes what was begun since a time", async () => {
    const scene = openScene({ rerun });
    scene.push([{ name: "cypress" }]);
    scene.clock.pass(60_000);
    const after = scene.clock.now().toISOString();
    const input = { repository: REPOSITORY, commit: COMMIT, after };
    const { plan } = await converges(rerunBuild(scene.ports), input, { call: scene.call() });
    expect(plan.warnings).toMatchObject([{ code: "runs-unasked", message: expect.stringContaining("cypress") }]);
  });

  it.each(REQUESTS)("begins once whenever a process dies, for a request %s", async (_, lists, faults) => {
    const open = () => {
      const scene = openScene({ rerun });
      scene.push();
      scene.clock.pass(8 * DAY_MS);
      scene.ci.delay(lists);
      scene.ci.faults("write", faults);
      return scene;
    };
    const deaths = await everyDeath(
      open,
      (scene, ports, checkpoint) => drive(rerunBuild(ports), given, scene, checkpoint),
      async (scene, death) => {
        expect([death, scene.ci.writes()]).toEqual([death, 1]);
        expect((await rerunBuild(scene.ports).plan(given, scene.call())).actions).toEqual([]);
      },
    );
    expect(deaths).toBeGreaterThan(8);
  });

  it("is not begun again when one failed at once, and not twice when nobody knows", async () => {
    const scene = openScene({ rerun });
    scene.push(failing("failed", "failed"));
    const once = await drive(rerunBuild(scene.ports), given, scene);
    expect(once.applied).toMatchObject([{ outcome: "done", result: { state: "failed" } }]);
    expect(scene.ci.writes()).toBe(1);
    scene.ci.faults("write", ["failing"]);
    await expect(drive(rerunBuild(scene.ports), given, scene)).rejects.toMatchObject({
      code: "ERR_CI_NOT_SEEN",
      retryable: true,
    });
    expect(scene.ci.writes()).toBe(2);
  });

  it("writes nothing where somebody was quicker, or the build is another one by now", async () => {
    const scene = openScene({ rerun });
    const id = scene.push();
    const operation = rerunBuild(scene.ports);
    scene.clock.pass(8 * DAY_MS);
    const plan = await operation.plan(given, scene.call());
    scene.ci.approveByHand(id, "PROD_approve");
    await expect(operation.apply(plan, scene.call())).rejects.toMatchObject({ code: "ERR_PLAN_STALE" });
    scene.push();
    expect(await operation.apply(plan, scene.call())).toMatchObject({ applied: [{ outcome: "already" }] });
    expect(scene.ci.writes()).toBe(0);
  });
});

describe("rerun-build", () => {
  const deployed: MadeJob[] = [
    ...SERVER_JOBS.slice(0, 4),
    { name: "PROD_approve", approval: true, needs: ["build"] },
    { name: "PROD_deploy", needs: ["PROD_approve"], ends: ["failed", "passed"] },
  ];

  it.each([true, false])("never runs again unasked what was approved (needs told: %s)", async (needs) => {
    const scene = openScene({ needs });
    const id = scene.push(deployed);
    scene.ci.approveByHand(id, "PROD_approve");
    const operation = rerunBuild(scene.ports);
    const input = { ...given, fromFailed: true };
    const { problems, actions } = await operation.plan(input, scene.call());
    expect(actions).toEqual([]);
    expect(problems).toMatchObject([{ code: "ERR_CI_APPROVED", message: expect.stringContaining("PROD_deploy") }]);
    const named = await operation.plan({ ...input, despiteApproved: ["PROD_*"] }, scene.call());
    expect(named).toMatchObject({ problems: [], actions: [{ expected: { approved: ["PROD_approve"] } }] });
    const whole = await operation.plan(given, scene.call());
    expect(whole).toMatchObject({ problems: [], warnings: [{ code: "approved-before" }] });
  });

  it("is refused when the approval comes after the plan", async () => {
    const scene = openScene();
    const id = scene.push(deployed);
    const operation = rerunBuild(scene.ports);
    scene.clock.pass(8 * DAY_MS);
    const plan = await operation.plan(given, scene.call());
    scene.ci.approveByHand(id, "STAGING_approve");
    await expect(operation.apply(plan, scene.call())).rejects.toMatchObject({ code: "ERR_PLAN_STALE" });
  });

  it("says what cannot be", async () => {
    const codesOf = async (open: (scene: ReturnType<typeof openScene>) => void, more: object = {}) => {
      const scene = openScene();
      open(scene);
      const { problems, actions } = await rerunBuild(scene.ports).plan({ ...given, ...more }, scene.call());
      expect(actions).toEqual([]);
      return problems.map(({ code }) => code);
    };
    expect(await codesOf(() => {})).toEqual(["ERR_CI_NO_BUILD"]);
    expect(await codesOf((scene) => void scene.push(), { commit: OTHER })).toEqual(["ERR_CI_NO_BUILD"]);
    const two = (scene: ReturnType<typeof openScene>) => void [scene.push(), scene.push(failing(), "lint")];
    expect(await codesOf(two)).toEqual(["ERR_CI_SEVERAL_BUILDS"]);
    expect(await codesOf(two, { workflow: "lint" })).toEqual([]);
    const running = (scene: ReturnType<typeof openScene>) => {
      scene.push(failing("running"));
      scene.clock.pass(8 * DAY_MS);
    };
    expect(await codesOf(running)).toEqual(["ERR_CI_BUILD_RUNNING"]);
    const pull = (scene: ReturnType<typeof openScene>) =>
      void scene.ci.push({ commit: COMMIT, branch: "16.12", workflow: "ci", jobs: failing() }, "pull-request");
    expect(await codesOf(pull)).toEqual(["ERR_CI_NO_BUILD"]);
  });
});
