import { converges } from "@signalbox/testbed";
import type { PlayRelease } from "@signalbox/testbed/play";
import { afterEach, describe, expect, it } from "vitest";
import { changeRollout, promoteRelease } from "../../src/index.js";
import { AVNI, memory, openScene, remembering, type Scene, writesOf } from "../support/scene.js";

const release = (code: number, status: PlayRelease["status"] = "completed", more: Partial<PlayRelease> = {}) => ({
  name: `16.${code}`,
  versionCodes: [`${code}`],
  status,
  releaseNotes: [{ language: "en-GB", text: `- card ${code}` }],
  ...more,
});
let scene: Scene;
const open = async (tracks: Record<string, readonly Partial<PlayRelease>[]>, more: object = {}): Promise<Scene> =>
  (scene = await openScene([{ packageName: AVNI, tracks, ...more }]));
const shown = (track: string): readonly unknown[] =>
  scene
    .releases(track)
    .map(({ versionCodes, status, userFraction }) => [versionCodes?.join("+"), status, userFraction]);

afterEach(async () => {
  expect(scene.play.violations).toEqual([]);
  expect(scene.openEdits()).toBe(0);
  await scene.close();
});

describe("promoteRelease", () => {
  const given = { packageName: AVNI, from: "beta", to: "production" };

  it("takes codes, name and notes along, and leaves the track that it comes from", async () => {
    await open({ beta: [release(100)], production: [release(90)] });
    await promoteRelease(scene.ports).plan(given);
    expect(writesOf(scene.play)).toEqual([]);
    await converges(promoteRelease(scene.ports), given, { call: remembering() });
    expect(scene.releases("production")).toEqual([release(100)]);
    expect(scene.releases("beta")).toEqual([release(100)]);
    expect(scene.commits()).toBe(1);
  });

  it("writes other notes, and stages", async () => {
    await open({ beta: [release(100)], production: [release(90)] });
    const more = { name: "Monsoon", notes: { "en-GB": "- sync" }, fraction: 0.1, versionCodes: [100] };
    await converges(promoteRelease(scene.ports), { ...given, ...more });
    expect(scene.releases("production")).toEqual([
      release(100, "inProgress", {
        name: "Monsoon",
        userFraction: 0.1,
        releaseNotes: [{ language: "en-GB", text: "- sync" }],
      }),
      release(90),
    ]);
  });

  it.each<[string, Record<string, readonly Partial<PlayRelease>[]>, object, readonly string[]]>([
    ["nothing to promote", { production: [release(90)] }, {}, ["ERR_PLAY_RELEASE_MISSING"]],
    ["other codes by now", { beta: [release(101)] }, { versionCodes: [100] }, ["ERR_PLAY_RELEASE_MISSING"]],
    ["higher codes out already", { beta: [release(100)], production: [release(110)] }, {}, ["ERR_PLAY_CODE_LOW"]],
    [
      "a rollout that runs there",
      { beta: [release(100)], production: [release(90), release(95, "inProgress", { userFraction: 0.5 })] },
      {},
      ["ERR_PLAY_SUPERSEDES"],
    ],
  ])("says without an edit: %s", async (_, tracks, more, codes) => {
    await open(tracks);
    const { problems } = await promoteRelease(scene.ports).plan({ ...given, ...more });
    expect(problems.map(({ code }) => code)).toEqual(codes);
  });

  it("promotes nothing that was objected to, unless somebody says so", async () => {
    await open({ beta: [release(100)], production: [release(90)] });
    const asked: (readonly number[])[] = [];
    const objections = {
      list: async (_: string, codes: readonly number[]) => (asked.push(codes), ["sync loses forms (asha)"]),
    };
    const operation = promoteRelease({ ...scene.ports, objections });
    expect((await operation.plan(given)).problems).toMatchObject([
      { code: "ERR_PLAY_OBJECTED", message: expect.stringContaining("sync loses forms (asha)") },
    ]);
    expect(asked).toEqual([[100]]);
    await converges(operation, { ...given, despiteObjections: true });
    expect(shown("production")).toEqual([["100", "completed", undefined]]);
  });

  it("promotes nothing that is halted", async () => {
    await open({ beta: [release(90), release(100, "halted", { userFraction: 0.2 })], production: [release(90)] });
    const operation = promoteRelease(scene.ports);
    const plan = await operation.plan({ ...given, versionCodes: [100] });
    await expect(operation.apply(plan)).rejects.toMatchObject({ code: "ERR_PLAY_RELEASE_HALTED" });
    expect(shown("production")).toEqual([["90", "completed", undefined]]);
  });

  it("warns when nobody has tried it yet", async () => {
    await open({ beta: [release(90)] }, { review: "wait" });
    scene.play.console.change(AVNI, (app) => app.lifecycles.set("beta 90", "IN_REVIEW"));
    const { warnings } = await promoteRelease(scene.ports).plan(given);
    expect(warnings).toMatchObject([{ code: "source-unpublished" }]);
  });
});

describe("changeRollout", () => {
  const staged = { production: [release(90), release(100, "inProgress", { userFraction: 0.1 })] };
  const given = (to: "halt" | "resume" | "complete" | { fraction: number }) => ({
    packageName: AVNI,
    versionCodes: [100],
    to,
  });
  const apply = async (to: Parameters<typeof given>[0]): Promise<string | undefined> => {
    const operation = changeRollout(scene.ports);
    const { applied } = await operation.apply(await operation.plan(given(to)));
    return applied[0]?.outcome;
  };

  it("raises, halts, resumes and completes, each once", async () => {
    await open(staged);
    for (const [to, after] of [
      [
        { fraction: 0.3 },
        [
          ["100", "inProgress", 0.3],
          ["90", "completed", undefined],
        ],
      ],
      [
        "halt",
        [
          ["100", "halted", 0.3],
          ["90", "completed", undefined],
        ],
      ],
      [
        "resume",
        [
          ["100", "inProgress", 0.3],
          ["90", "completed", undefined],
        ],
      ],
      ["complete", [["100", "completed", undefined]]],
    ] as const) {
      expect([await apply(to), await apply(to)]).toEqual(["done", "already"]);
      expect(shown("production")).toEqual(after);
    }
    expect(scene.commits()).toBe(4);
  });

  it("always has its action, since a share is seen in an edit only", async () => {
    await open(staged);
    const operation = changeRollout(scene.ports);
    const [first, second] = [await operation.plan(given("halt")), await operation.plan(given("halt"))];
    expect(second.digest).toBe(first.digest);
    await operation.apply(first);
    expect((await operation.plan(given("halt"))).actions).toHaveLength(1);
    scene.play.clearRequests();
    await operation.apply(first);
    expect(writesOf(scene.play)).toEqual(["edits.insert", "edits.delete"]);
  });

  it.each([
    [{ fraction: 0.05 }, "ERR_PLAY_FRACTION_LOWERED"],
    [{ fraction: 1 }, "ERR_INPUT_INVALID"],
  ] as const)("refuses %j", async (to, code) => {
    await open(staged);
    await expect(apply(to)).rejects.toMatchObject({ code });
    expect(scene.commits()).toBe(0);
  });

  it("takes nothing back that all users have", async () => {
    await open({ production: [release(100)] });
    await expect(apply("halt")).rejects.toMatchObject({ code: "ERR_PLAY_TRANSITION" });
  });

  it("finds what a lost answer did", async () => {
    await open(staged);
    scene.play.setFaults([{ match: "edits.commit", kind: "lost" }]);
    const operation = changeRollout(scene.ports);
    const checkpoint = memory();
    const { applied } = await operation.apply(await operation.plan(given("halt")), { checkpoint });
    expect([applied[0]?.outcome, scene.commits(), checkpoint.value]).toEqual(["done", 1, null]);
  });

  it("says what is there instead", async () => {
    await open({ production: [release(100)] });
    const { problems } = await changeRollout(scene.ports).plan({ ...given("halt"), versionCodes: [99] });
    expect(problems).toMatchObject([{ code: "ERR_PLAY_RELEASE_MISSING", hint: "It has 100." }]);
  });
});
