import type { PlayFault } from "@signalbox/testbed/play";
import { afterEach, expect, it } from "vitest";
import { changeRollout, uploadRelease } from "../../src/index.js";
import { AVNI, memory, openScene, type Scene, writesOf } from "../support/scene.js";

/** What a process that died left in its edit must not be published by the next command for the same package. */
const old = { name: "16.11.0", versionCodes: ["8549708"], status: "completed" as const };
const CODE = 8_549_808;
let scene: Scene;
const shown = (track: string): readonly unknown[] =>
  scene.releases(track).map(({ versionCodes, status }) => [versionCodes?.join("+"), status]);
const noAnswerTo = (match: string): PlayFault => ({ match, kind: "unavailable", times: Infinity });

afterEach(async () => {
  expect(scene.play.violations).toEqual([]);
  expect(scene.openEdits()).toBe(0);
  await scene.close();
});

it("commits no upload of another command with its own", async () => {
  scene = await openScene([{ packageName: AVNI, tracks: { beta: [old] } }]);
  const operation = uploadRelease(scene.ports);
  const upload = async (track: string, code: number) =>
    operation.plan({ packageName: AVNI, track, artifacts: [{ path: (await scene.build(code)).path }] });
  const checkpoint = memory();
  const dying = await upload("beta", CODE);
  scene.play.setFaults([noAnswerTo("edits.bundles.list")]);
  await expect(operation.apply(dying, { checkpoint })).rejects.toMatchObject({ retryable: true });
  scene.play.setFaults([]);
  // The track is put, and the process dies before the commit.
  const put = { ...scene.ports.edits, commit: () => Promise.reject(new Error("killed")) };
  await expect(uploadRelease({ ...scene.ports, edits: put }).apply(dying, { checkpoint })).rejects.toThrow("killed");
  expect(checkpoint.value).toMatchObject({ isPut: true });

  await operation.apply(await upload("internal", CODE + 1), { checkpoint });
  expect([shown("beta"), shown("internal")]).toEqual([[["8549708", "completed"]], [[`${CODE + 1}`, "completed"]]]);
  expect([scene.commits(), checkpoint.value]).toEqual([1, null]);
});

it("commits no halt of another track with its own", async () => {
  const rollout = [old, { ...old, versionCodes: [`${CODE}`], status: "inProgress" as const, userFraction: 0.2 }];
  scene = await openScene([{ packageName: AVNI, tracks: { production: rollout, beta: rollout } }]);
  const checkpoint = memory();
  const dead = { ...scene.ports.edits, commit: () => Promise.reject(new Error("killed")) };
  const dying = changeRollout({ ...scene.ports, edits: dead });
  const halt = await dying.plan({ packageName: AVNI, track: "production", to: "halt" });
  await expect(dying.apply(halt, { checkpoint })).rejects.toThrow("killed");
  const operation = changeRollout(scene.ports);
  await operation.apply(await operation.plan({ packageName: AVNI, track: "beta", to: "complete" }), { checkpoint });
  expect([shown("production"), shown("beta")]).toEqual([
    [
      ["8549708", "completed"],
      [`${CODE}`, "inProgress"],
    ],
    [[`${CODE}`, "completed"]],
  ]);
});

it("finds that a lost answer completed a rollout, though the release before is gone from the track", async () => {
  const rollout = [old, { ...old, versionCodes: [`${CODE}`], status: "inProgress" as const, userFraction: 0.2 }];
  scene = await openScene([{ packageName: AVNI, tracks: { production: rollout } }]);
  const operation = changeRollout(scene.ports);
  const plan = await operation.plan({ packageName: AVNI, to: "complete" });
  scene.play.setFaults([{ match: "edits.commit", kind: "lost" }]);
  const { applied } = await operation.apply(plan, { checkpoint: memory() });
  expect([applied[0]?.outcome, scene.commits(), shown("production")]).toEqual(["done", 1, [[`${CODE}`, "completed"]]]);
  expect((await operation.apply(plan)).applied).toMatchObject([{ outcome: "already" }]);
  expect(writesOf(scene.play).filter((name) => name === "edits.commit")).toHaveLength(1);
});

it("still says that a person has to send it for review, when the answer that said so was lost", async () => {
  scene = await openScene([{ packageName: AVNI, tracks: { beta: [old] }, sends: "by-hand" }]);
  const operation = uploadRelease(scene.ports);
  const given = { packageName: AVNI, track: "beta", artifacts: [{ path: (await scene.build(CODE)).path }] };
  const plan = await operation.plan(given);
  scene.play.setFaults([{ match: "edits.commit", kind: "lost", nth: 2 }]);
  const { applied } = await operation.apply(plan, { checkpoint: memory() });
  expect(applied).toMatchObject([{ outcome: "done", result: { needsConsole: true } }]);
  expect(await operation.plan(given)).toMatchObject({
    actions: [],
    warnings: [{ code: "content-unseen" }, { code: "needs-console" }],
  });
});
