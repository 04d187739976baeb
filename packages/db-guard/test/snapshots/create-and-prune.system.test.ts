import { planAndApply } from "@signalbox/release-core";
import { converges } from "@signalbox/testbed";
import type { RdsOptions, RdsSnapshotOptions } from "@signalbox/testbed/rds";
import { afterEach, describe, expect, it } from "vitest";
import { createSnapshot } from "../../src/create-snapshot/create-snapshot.js";
import { pruneSnapshots } from "../../src/prune-snapshots/prune-snapshots.js";
import { openScene, type Scene } from "./scene.js";

const HOUR_MS = 3_600_000;
let scene: Scene;
const open = async (options?: Partial<RdsOptions>): Promise<Scene> => (scene = await openScene(options));
afterEach(async () => {
  expect(scene.rds.violations).toEqual([]);
  await scene.close();
});
const manual = (): readonly string[] =>
  scene.rds.snapshots().flatMap(({ id, type }) => (type === "manual" ? [id] : []));
const writes = (): readonly string[] => scene.rds.writes().map(({ action, code }) => `${action} ${code ?? "ok"}`);

describe("createSnapshot", () => {
  const given = { database: "proddb02" };
  const NAME = "bkp-proddb02-2024-02-14-05-12";

  it("takes one, and none more while it is young enough", async () => {
    await open();
    const { receipt } = await converges(createSnapshot(scene.ports), given, { call: { now: scene.now } });
    expect(receipt.applied).toMatchObject([{ outcome: "done", result: { id: NAME, ageMs: 0, source: null } }]);
    scene.pass(2 * HOUR_MS);
    expect((await createSnapshot(scene.ports).plan(given, { now: scene.now })).actions).toHaveLength(1);
    expect(manual()).toEqual([NAME]);
  });

  it("goes on with one that a dead process began, whose answer nobody saw", async () => {
    await open({ workMs: HOUR_MS });
    scene.rds.setFaults([{ match: "CreateDBSnapshot", kind: "lost" }]);
    const operation = createSnapshot(scene.ports);
    const first = await operation.apply(await operation.plan(given, { now: scene.now }), { now: scene.now });
    expect(first.applied).toMatchObject([{ outcome: "pending" }]);
    scene.pass(HOUR_MS / 2);
    const options = { now: scene.now, sleep: async (ms: number) => scene.pass(ms) };
    expect((await planAndApply(operation, given, options)).applied).toMatchObject([
      { outcome: "done", result: { id: NAME } },
    ]);
    expect(manual()).toEqual([NAME]);
  });

  it("is of the cluster where an instance of one is named, since members have none", async () => {
    await open({ databases: [{ kind: "cluster", id: "avnidb" }], snapshots: [] });
    await converges(createSnapshot(scene.ports), { database: "avnidb-1" }, { call: { now: scene.now } });
    expect(writes()).toEqual(["CreateDBClusterSnapshot ok"]);
  });

  it("refuses a name that another database's snapshot has", async () => {
    await open({ snapshots: [{ database: "proddb02", id: "before-16-2", takenAt: "2024-02-01T00:00:00Z" }] });
    const { problems } = await createSnapshot(scene.ports).plan({ ...given, to: "before-16-2" }, { now: scene.now });
    expect(problems).toMatchObject([{ code: "ERR_SNAPSHOT_TAKEN" }]);
  });
});

describe("pruneSnapshots", () => {
  const ours = (day: number, more: Partial<RdsSnapshotOptions> = {}): RdsSnapshotOptions => {
    const id = `bkp-2024-02-0${day}`;
    const takenAt = `2024-02-0${day}T00:00:00Z`;
    return { database: "proddb02", id, takenAt, tags: { "signalbox:snapshot": id }, ...more };
  };
  const snapshots = [
    ours(1),
    ours(2, { tags: {} }),
    ours(3, { tags: { "signalbox:snapshot": "bkp-2024-02-01" } }),
    ours(4, { status: "failed" }),
    ours(5, { status: "creating" }),
    ours(6),
    ours(7),
    { database: "proddb02", id: "rds:proddb02-2024-01-01-00-00", takenAt: "2024-01-01T00:00:00Z" },
  ];

  it("deletes the oldest of our own, and nothing that is another's, failed or under way", async () => {
    await open({ snapshots });
    const plan = await pruneSnapshots(scene.ports).plan({ database: "proddb02", keep: 2 }, { now: scene.now });
    expect(scene.rds.writes()).toEqual([]);
    expect(plan.facts).toEqual({ kept: ["bkp-2024-02-07", "bkp-2024-02-06"], others: 3 });
    await converges(pruneSnapshots(scene.ports), { database: "proddb02", keep: 2 }, { call: { now: scene.now } });
    expect(manual()).toEqual([2, 3, 4, 5, 6, 7].map((day) => `bkp-2024-02-0${day}`));
    expect(writes()).toEqual(["DeleteDBSnapshot ok"]);
  });

  it("leaves what is younger, and one that became another's after the plan", async () => {
    await open({ snapshots });
    const operation = pruneSnapshots(scene.ports);
    const young = await operation.plan(
      { database: "proddb02", keep: 1, olderThanMs: 240 * HOUR_MS },
      { now: scene.now },
    );
    expect(young.actions).toMatchObject([{ id: "bkp-2024-02-01" }]);
    scene.rds
      .snapshots()
      .find(({ id }) => id === "bkp-2024-02-01")
      ?.tags.clear();
    await expect(operation.apply(young)).rejects.toMatchObject({ code: "ERR_PLAN_STALE" });
    expect(writes()).toEqual([]);
  });
});
