import { readFile, writeFile } from "node:fs/promises";
import { converges } from "@signalbox/testbed";
import { afterEach, describe, expect, it } from "vitest";
import { uploadRelease } from "../../src/index.js";
import { AVNI, memory, openScene, remembering, type Scene, writesOf } from "../support/scene.js";

const old = { name: "16.11.0", versionCodes: ["8549708"], status: "completed" as const };
const CODE = 8_549_808;
let scene: Scene;
const open = async (app: object = {}, options = {}): Promise<Scene> =>
  (scene = await openScene([{ packageName: AVNI, tracks: { beta: [old] }, ...app }], options));
const inputFor = async (versionCode = CODE, more: object = {}) => ({
  packageName: AVNI,
  track: "beta",
  artifacts: [{ path: (await scene.build(versionCode)).path }],
  name: "16.12.0",
  notes: { "en-GB": "- faster sync\r\n- fixes" },
  ...more,
});

afterEach(async () => {
  expect(scene.play.violations).toEqual([]);
  await scene.close();
});

describe("uploadRelease", () => {
  it("plans without an edit, uploads once, and is at rest", async () => {
    await open();
    const given = await inputFor();
    await uploadRelease(scene.ports).plan(given);
    expect(writesOf(scene.play)).toEqual([]);
    const { plan, receipt } = await converges(uploadRelease(scene.ports), given, { call: remembering() });
    expect(plan.actions).toMatchObject([
      {
        before: [{ name: "16.11.0", versionCodes: [8_549_708] }],
        after: [{ name: "16.12.0", versionCodes: [CODE] }],
      },
    ]);
    expect(receipt.applied).toMatchObject([
      { outcome: "done", result: { lifecycle: "PUBLISHED", needsConsole: false } },
    ]);
    expect(scene.releases("beta")).toEqual([
      {
        name: "16.12.0",
        versionCodes: [`${CODE}`],
        status: "completed",
        releaseNotes: [{ language: "en-GB", text: "- faster sync\n- fixes" }],
      },
    ]);
    expect([scene.commits(), scene.openEdits()]).toEqual([1, 0]);
  });

  it("needs the upload and seven requests", async () => {
    await open();
    const operation = uploadRelease(scene.ports);
    const plan = await operation.plan(await inputFor());
    scene.play.clearRequests();
    await operation.apply(plan);
    const asked = scene.play.requests.map(({ operation: name }) => name);
    expect(asked.filter((name) => name !== "edits.bundles.upload")).toEqual([
      "applications.tracks.releases.list",
      "edits.insert",
      "edits.tracks.list",
      "edits.bundles.list",
      "edits.tracks.update",
      "edits.commit",
      "applications.tracks.releases.list",
    ]);
  });

  it.each<[string, object, object, readonly string[]]>([
    [
      "a code that is out on another track",
      { tracks: { production: [{ ...old, versionCodes: [`${CODE}`] }] } },
      {},
      ["ERR_PLAY_CODE_LOW"],
    ],
    ["another package", {}, { packageName: "org.sakhi.openchsclient" }, ["ERR_ARTIFACT_PACKAGE"]],
    ["notes that are too long", {}, { notes: { "en-GB": "x".repeat(501) } }, ["ERR_NOTES_TOO_LONG"]],
    [
      "a rollout that would end",
      { tracks: { beta: [old, { ...old, versionCodes: ["8549709"], status: "inProgress", userFraction: 0.2 }] } },
      {},
      ["ERR_PLAY_SUPERSEDES"],
    ],
  ])("says before anything is sent: %s", async (_, app, more, codes) => {
    await open(app);
    const given = { ...(await inputFor()), ...more };
    if ("packageName" in more) scene.play.state.apps.set("org.sakhi.openchsclient", scene.play.state.app(AVNI));
    if ("packageName" in more)
      scene.play.console.grant("ci@project.iam.gserviceaccount.test", "org.sakhi.openchsclient", "production");
    const { problems } = await uploadRelease(scene.ports).plan(given);
    expect(problems.map(({ code }) => code)).toEqual(codes);
    expect(writesOf(scene.play)).toEqual([]);
  });

  it("stages, where all users of the track have a release already", async () => {
    await open();
    await converges(uploadRelease(scene.ports), await inputFor(CODE, { fraction: 0.2 }));
    expect(scene.releases("beta").map(({ status, userFraction }) => [status, userFraction])).toEqual([
      ["inProgress", 0.2],
      ["completed", undefined],
    ]);
  });

  it("leaves a rollout alone that nobody has named, also when only the edit shows it", async () => {
    await open({ tracks: { beta: [] } });
    const operation = uploadRelease(scene.ports);
    const plan = await operation.plan(await inputFor());
    scene.play.console.setReleases(AVNI, "beta", [{ versionCodes: ["7"], status: "halted", userFraction: 0.1 }]);
    await expect(operation.apply(plan)).rejects.toMatchObject({ code: "ERR_PLAN_STALE" });
    const fresh = await operation.plan(await inputFor());
    await expect(operation.apply(fresh)).rejects.toMatchObject({ code: "ERR_PLAY_SUPERSEDES" });
    expect([scene.commits(), scene.openEdits()]).toEqual([0, 0]);
    await operation.apply(await operation.plan(await inputFor(CODE, { supersede: true })));
    expect(scene.releases("beta").map(({ versionCodes }) => versionCodes)).toEqual([[`${CODE}`]]);
  });

  it("names the next free code where Play has the code with other content", async () => {
    await open();
    scene.play.console.upload(AVNI, { versionCode: CODE, sha256: "f".repeat(64) });
    const operation = uploadRelease(scene.ports);
    await expect(operation.apply(await operation.plan(await inputFor()))).rejects.toMatchObject({
      code: "ERR_PLAY_CODE_USED",
      details: { nextFree: CODE + 1 },
    });
    expect(scene.openEdits()).toBe(0);
  });

  it("sends no bundle that Play has already", async () => {
    await open();
    const given = await inputFor();
    const { sha256 } = await scene.build(CODE);
    scene.play.console.upload(AVNI, { versionCode: CODE, sha256 });
    const operation = uploadRelease(scene.ports);
    await operation.apply(await operation.plan(given));
    expect(writesOf(scene.play)).not.toContain("edits.bundles.upload");
    expect(scene.commits()).toBe(1);
  });

  it("sends nothing of a file that changed after it was checked", async () => {
    await open();
    const given = await inputFor();
    const operation = uploadRelease(scene.ports);
    const plan = await operation.plan(given);
    const path = given.artifacts[0]?.path ?? "";
    const bytes = await readFile(path);
    bytes.writeUInt8(1, bytes.length - 1);
    await writeFile(path, bytes);
    await expect(operation.apply(plan)).rejects.toMatchObject({ code: "ERR_FILE_CHANGED" });
    expect(scene.commits()).toBe(0);
  });

  it("waits while Play works on the upload", async () => {
    let now = new Date("2026-05-04T10:00:00Z");
    await open({}, { processingMs: 60_000, now: () => now });
    const operation = uploadRelease(scene.ports);
    const plan = await operation.plan(await inputFor());
    const call = remembering();
    const receipt = await operation.apply(plan, call);
    expect(receipt.applied).toMatchObject([{ outcome: "pending", retryAfterMs: 10_000 }]);
    now = new Date(now.getTime() + 61_000);
    const second = await operation.apply(plan, { ...call, handle: receipt.applied[0]?.handle });
    expect(second.applied).toMatchObject([{ outcome: "done" }]);
    const edits = writesOf(scene.play);
    expect(edits.filter((name) => name === "edits.insert")).toHaveLength(1);
    expect(edits.filter((name) => name === "edits.commit")).toHaveLength(2);
    expect(scene.commits()).toBe(1);
  });

  it("takes back no review by itself, and does when it is told to", async () => {
    await open({ review: "wait" });
    const operation = uploadRelease(scene.ports);
    await operation.apply(await operation.plan(await inputFor()));
    const second = await inputFor(CODE + 1);
    await expect(operation.apply(await operation.plan(second))).rejects.toMatchObject({
      code: "ERR_PLAY_REVIEW_RUNNING",
    });
    expect([scene.commits(), scene.openEdits()]).toEqual([1, 0]);
    const { applied } = await operation.apply(await operation.plan({ ...second, cancelReview: true }));
    expect(applied).toMatchObject([{ outcome: "done", result: { lifecycle: "IN_REVIEW" } }]);
  });

  it("says when a person has to send it for review", async () => {
    await open({ sends: "by-hand" });
    const operation = uploadRelease(scene.ports);
    const { applied } = await operation.apply(await operation.plan(await inputFor()));
    expect(applied).toMatchObject([
      { outcome: "done", result: { needsConsole: true, lifecycle: "NOT_SENT_FOR_REVIEW" } },
    ]);
    expect(scene.commits()).toBe(1);
  });

  it("opens another edit when somebody ends its own in the middle", async () => {
    await open();
    const operation = uploadRelease(scene.ports);
    const plan = await operation.plan(await inputFor());
    const { tracks } = scene.ports;
    let isFirst = true;
    const disturbed = {
      ...scene.ports,
      tracks: {
        ...tracks,
        listTracks: async (...given: Parameters<typeof tracks.listTracks>) => {
          const found = await tracks.listTracks(...given);
          if (isFirst) scene.play.console.change(AVNI, () => undefined);
          isFirst = false;
          return found;
        },
      },
    };
    const { applied } = await uploadRelease(disturbed).apply(plan, remembering());
    expect(applied).toMatchObject([{ outcome: "done" }]);
    expect(scene.commits()).toBe(1);
  });

  it.each(["lost", "drop", "unavailable"] as const)(
    "publishes once when the answer to the commit is %s",
    async (kind) => {
      await open();
      const operation = uploadRelease(scene.ports);
      const plan = await operation.plan(await inputFor());
      scene.play.setFaults([{ match: "edits.commit", kind }]);
      const checkpoint = memory();
      const { applied } = await operation.apply(plan, { checkpoint });
      expect(applied).toMatchObject([{ outcome: "done" }]);
      expect([scene.commits(), checkpoint.value]).toEqual([1, null]);
      expect(writesOf(scene.play).filter((name) => name === "edits.insert")).toHaveLength(1);
    },
  );

  it("takes up its edit and its upload in another process", async () => {
    await open();
    const operation = uploadRelease(scene.ports);
    const plan = await operation.plan(await inputFor());
    const checkpoint = memory();
    scene.play.setFaults([{ match: "edits.tracks.update", kind: "drop", times: Infinity }]);
    await expect(operation.apply(plan, { checkpoint })).rejects.toMatchObject({ retryable: true });
    expect(checkpoint.value).toMatchObject({ packageName: AVNI });
    scene.play.setFaults([]);
    scene.play.clearRequests();
    const { applied } = await operation.apply(plan, { checkpoint });
    expect(applied).toMatchObject([{ outcome: "done" }]);
    expect(writesOf(scene.play)).toEqual(["edits.tracks.update", "edits.commit"]);
  });

  it("stops when it is told to, and goes on later", async () => {
    await open();
    const operation = uploadRelease(scene.ports);
    const plan = await operation.plan(await inputFor());
    const stop = new AbortController();
    const reason = new Error("stop");
    const checkpoint = memory();
    const running = operation.apply(plan, {
      checkpoint,
      signal: stop.signal,
      onEvent: ({ type }) => {
        if (type === "progress") stop.abort(reason);
      },
    });
    await expect(running).rejects.toBe(reason);
    await operation.apply(plan, { checkpoint });
    expect(scene.commits()).toBe(1);
  });
});
