import { converges } from "@signalbox/testbed";
import { ReleaseError } from "@signalbox/release-core";
import { describe, expect, it } from "vitest";
import { triggerBuild } from "../../src/index.js";
import {
  COMMIT,
  DAY_MS,
  drive,
  everyDeath,
  EXHAUSTIVE,
  looksOnly,
  openScene,
  OTHER,
  remembering,
  REPOSITORY,
  REQUESTS,
  type Scene,
} from "../support/scene.js";

const parameters = { flavor: "generic", versionName: "16.12.0", versionCode: "161200" };
const declares = { flavor: "generic", versionName: "1.0.0", versionCode: "1" };
const SINCE = "2026-03-03T00:00:00Z";
const given = { repository: REPOSITORY, commit: COMMIT, branch: "16.12", parameters, since: SINCE };

const CLIENT_JOBS = [
  { name: "test_android" },
  { name: "hold_live", approval: true, needs: ["test_android"] },
  { name: "release_android_staging", needs: ["test_android"] },
  { name: "release_android_live", needs: ["hold_live"] },
];

/** The push was yesterday. */
function opened(tells: boolean, answers = true): Scene {
  const scene = openScene({ declares, tells, answers });
  scene.push(CLIENT_JOBS, "test_all");
  scene.clock.pass(DAY_MS);
  return scene;
}

describe.each([true, false])("trigger-build where CI tells parameters: %s", (tells) => {
  it("begins one, and names what runs unasked", async () => {
    const scene = opened(tells);
    const operation = triggerBuild(scene.ports);
    const { plan, receipt } = await converges(operation, given, { call: scene.call() });
    expect(plan.actions).toMatchObject([
      {
        summary: "Begin a build of 16.12 at 1f2e3d4c5b with flavor=generic, versionName=16.12.0, versionCode=161200",
        ref: "refs/heads/16.12",
        expectedHead: COMMIT,
      },
    ]);
    expect(plan.warnings).toMatchObject([
      { code: "runs-unasked", message: "release_android_staging will run without anybody's approval." },
    ]);
    const [built] = scene.ci.builds();
    expect(receipt.applied).toMatchObject([{ outcome: "done", result: { id: built?.id } }]);
    expect(scene.ci.writes()).toBe(1);
  });

  // No CI system tells them; how one is found by its parameters is the same for each death.
  it.each(tells && !EXHAUSTIVE ? REQUESTS.slice(0, 1) : REQUESTS)(
    "begins one whenever a process dies, for a request %s",
    async (_, lists, faults) => {
      const open = () => {
        const scene = opened(tells);
        scene.ci.delay(lists);
        scene.ci.faults("write", faults);
        return scene;
      };
      const deaths = await everyDeath(
        open,
        (scene, ports, checkpoint) => drive(triggerBuild(ports), given, scene, checkpoint),
        async (scene, death) => {
          expect([death, scene.ci.writes()]).toEqual([death, 1]);
          const { actions, problems } = await triggerBuild(scene.ports).plan(given, scene.call());
          expect([actions, problems]).toEqual([[], []]);
        },
      );
      expect(deaths).toBeGreaterThan(8);
    },
  );

  it("does not take an earlier build for its own, nor begin another one for one that failed", async () => {
    const scene = opened(tells);
    const operation = triggerBuild(scene.ports);
    await drive(operation, given, scene);
    scene.ci.cancel(scene.ci.builds()[0]?.id ?? "");
    const there = await operation.plan(given, scene.call());
    expect(there).toMatchObject({ actions: [], warnings: [{ code: "build-not-passed" }] });
    scene.clock.pass(1000);
    const since = scene.clock.now().toISOString();
    expect((await operation.plan({ ...given, since }, scene.call())).actions).toHaveLength(1);
  });

  it("builds no other commit than the one that is meant", async () => {
    const scene = opened(tells);
    const operation = triggerBuild(scene.ports);
    const plan = await looksOnly(scene, () => operation.plan(given, scene.call()));
    scene.ci.push({ commit: OTHER, branch: "16.12", workflow: "test_all", jobs: CLIENT_JOBS });
    await expect(operation.apply(plan, scene.call())).rejects.toMatchObject({ code: "ERR_PLAN_STALE" });
    const { problems } = await operation.plan(given, scene.call());
    expect(problems).toMatchObject([
      {
        code: "ERR_CI_HEAD_MOVED",
        message: "16.12 of avniproject/avni-server is at 0a9b8c7d6e, and CI would build that instead of 1f2e3d4c5b.",
      },
    ]);
    const gone = await operation.plan({ ...given, branch: "none" }, scene.call());
    expect(gone.problems).toMatchObject([{ message: "avniproject/avni-server has no branch none." }]);
    expect(scene.ci.writes()).toBe(0);
  });

  it("says when the branch moved between the look and the write", async () => {
    const scene = opened(tells);
    const { system } = scene.ci;
    const trigger: typeof system.trigger = (...all) => {
      scene.ci.heads.set("refs/heads/16.12", OTHER);
      return system.trigger(...all);
    };
    const operation = triggerBuild({ ...scene.ports, systemOf: () => ({ ...system, trigger }) });
    await expect(drive(operation, given, scene)).rejects.toMatchObject({
      code: "ERR_CI_NOT_SEEN",
      hint: expect.stringContaining("refs/heads/16.12 is at 0a9b8c7d6e now"),
    });
    expect(scene.ci.writes()).toBe(1);
  });

  it.each([true, false])("takes nobody else's build for its own; CI answers which it is: %s", async (answers) => {
    const scene = opened(tells, answers);
    const { system } = scene.ci;
    const trigger: typeof system.trigger = async (repository, request, ...rest) => {
      const own = await system.trigger(repository, request, ...rest);
      await system.trigger(repository, { ...request, parameters: { ...parameters, flavor: "lfe" } });
      return own;
    };
    const begun = drive(triggerBuild({ ...scene.ports, systemOf: () => ({ ...system, trigger }) }), given, scene);
    if (answers || tells) expect((await begun).applied).toMatchObject([{ result: { id: "build-2" } }]);
    else await expect(begun).rejects.toMatchObject({ code: "ERR_CI_SEVERAL_BUILDS" });
  });

  it("begins one when it is stopped in the middle, whatever the stop is called", async () => {
    const scene = opened(tells);
    scene.ci.delay(2);
    const controller = new AbortController();
    const { system } = scene.ci;
    const trigger: typeof system.trigger = async (...all) => {
      await system.trigger(...all);
      const stopped = new ReleaseError({ code: "ERR_STOPPED", message: "Stopped.", hint: "Go on with resume." });
      controller.abort(stopped);
      throw stopped;
    };
    const operation = triggerBuild({ ...scene.ports, systemOf: () => ({ ...system, trigger }) });
    const checkpoint = remembering();
    const plan = await operation.plan(given, scene.call());
    const stopping = operation.apply(plan, { ...scene.call(checkpoint), signal: controller.signal });
    await expect(stopping).rejects.toMatchObject({ code: "ERR_STOPPED" });
    await drive(triggerBuild(scene.ports), given, scene, checkpoint);
    expect(scene.ci.writes()).toBe(1);
  });

  it("hands on what CI does not take, and tries again later", async () => {
    const scene = opened(tells);
    const operation = triggerBuild(scene.ports);
    const wrong = { ...given, parameters: { flavour: "lfe" } };
    await expect(drive(operation, wrong, scene)).rejects.toMatchObject({ code: "ERR_CI_CANNOT" });
    expect((await drive(operation, given, scene)).applied).toMatchObject([{ outcome: "done" }]);
  });
});

it("tells builds by their parameters where CI does", async () => {
  const scene = opened(true);
  const operation = triggerBuild(scene.ports);
  await drive(operation, { ...given, parameters: { ...parameters, flavor: "lfe" } }, scene);
  expect((await operation.plan(given, scene.call())).actions).toHaveLength(1);
  const number = { ...given, parameters: { flavor: "lfe", versionCode: 161200 } };
  expect((await operation.plan(number, scene.call())).actions).toEqual([]);
});

it("begins none for a time that is still to come: nothing would count as it, and each run would begin another", async () => {
  const scene = opened(false);
  const { actions, problems } = await triggerBuild(scene.ports).plan(
    { ...given, since: "2026-03-03T20:00:00+05:30" },
    scene.call(),
  );
  expect([actions, problems.map(({ code }) => code)]).toEqual([[], ["ERR_CI_TIME_AHEAD"]]);
});

it("wants the branch or the tag", async () => {
  const { ports } = openScene();
  const neither = triggerBuild(ports).plan({ repository: REPOSITORY, commit: COMMIT, since: SINCE });
  await expect(neither).rejects.toMatchObject({ code: "ERR_INPUT_INVALID" });
});
