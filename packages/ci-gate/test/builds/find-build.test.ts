import { waitForGate } from "@signalbox/release-core";
import { describe, expect, it } from "vitest";
import { buildKinds, buildPassing, findBuild, listBuilds, localFileStore } from "../../src/index.js";
import { newestBuilds } from "../../src/builds/newest-builds.js";
import { COMMIT, looksOnly, openScene, OTHER, REPOSITORY, SERVER_JOBS } from "../support/scene.js";

const choice = { repository: REPOSITORY, commit: COMMIT };

describe("findBuild", () => {
  it("finds the newest of the commit, of a branch or a tag, with its jobs and age", async () => {
    const scene = openScene();
    expect(await findBuild(scene.ports, choice)).toBeNull();
    scene.push();
    scene.push([{ name: "test" }], "lint");
    scene.ci.push({ commit: COMMIT, tag: "v16.12.0", workflow: "test_and_build", jobs: SERVER_JOBS.slice(0, 2) });
    scene.ci.push({ commit: COMMIT, branch: "16.12", workflow: "ci", jobs: [] }, "pull-request");
    scene.ci.push({ commit: OTHER, branch: "16.12", workflow: "test_and_build", jobs: SERVER_JOBS });
    scene.clock.pass(60_000);
    const found = await findBuild(
      scene.ports,
      { ...choice, branch: "16.12", workflow: "test_and_build" },
      scene.call(),
    );
    expect(found).toMatchObject({
      build: { id: "build-1", state: "held" },
      jobs: [{ name: "test" }, {}, {}, {}, {}, {}],
    });
    expect(Math.floor((found?.ageMs ?? 0) / 60_000)).toBe(1);
    expect(await findBuild(scene.ports, choice)).toMatchObject({ build: { tag: "v16.12.0", state: "passed" } });
    expect((await listBuilds(scene.ports, choice)).map(({ id }) => id)).toEqual([
      "build-4",
      "build-3",
      "build-2",
      "build-1",
    ]);
  });

  it("takes one that CI could not begin for over with the next that it could", async () => {
    const scene = openScene();
    scene.push();
    scene.push();
    const [newer, older] = scene.ci.builds();
    if (newer === undefined || older === undefined) throw new Error("no builds");
    const broken = { name: "pipeline", state: "failed", problem: "config" } as const;
    expect(newestBuilds([newer, { ...older, ...broken }], COMMIT)).toHaveLength(1);
    expect(newestBuilds([{ ...newer, ...broken }, older], COMMIT)).toHaveLength(2);
  });
});

it("waits from no build at all to the deploy that was approved, and reads only", async () => {
  const scene = openScene();
  const deploy = SERVER_JOBS.map((job) => (job.name === "PROD_deploy" ? { ...job, ends: ["running"] as const } : job));
  const steps = [
    () => void scene.push(deploy),
    () => scene.ci.approveByHand("build-1", "PROD_approve"),
    () => scene.ci.finish("build-1", "PROD_deploy", "passed"),
  ];
  const seen: string[] = [];
  const evidence = await looksOnly(scene, () =>
    waitForGate(
      buildPassing(scene.ports),
      { ...choice, branch: "16.12", jobs: ["PROD_deploy"] },
      {
        ...scene.call(),
        sleep: () => Promise.resolve(steps.shift()?.()),
        onEvent: (event) => event.type === "waiting" && seen.push(event.reason),
      },
    ),
  );
  expect(seen).toEqual([
    expect.stringContaining("no build of"),
    expect.stringContaining("PROD_deploy waits for STAGING_approve and PROD_approve"),
    expect.stringContaining("PROD_deploy (running"),
  ]);
  expect(evidence.jobs).toMatchObject([{ name: "PROD_deploy", build: "build-1", state: "passed" }]);
});

it("is offered to trains", async () => {
  const scene = openScene();
  scene.push();
  const { reads, operations, gates } = buildKinds({ ...scene.ports, files: localFileStore() });
  expect(await reads["find-build"]?.(choice, {})).toMatchObject({ build: { id: "build-1" } });
  expect(await reads["list-builds"]?.(choice, {})).toHaveLength(1);
  // A short commit would find nothing, and that would look like an answer.
  await expect(reads["find-build"]?.({ ...choice, commit: "1f2e3d4" }, {})).rejects.toMatchObject({
    code: "ERR_INPUT_INVALID",
  });
  for (const [kind, one] of Object.entries({ ...operations, ...gates })) expect(one.kind).toBe(kind);
});
