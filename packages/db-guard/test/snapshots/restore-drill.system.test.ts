import { planAndApply } from "@signalbox/release-core";
import { converges } from "@signalbox/testbed";
import type { RdsOptions } from "@signalbox/testbed/rds";
import { afterEach, expect, it } from "vitest";
import type { Row } from "../../src/ports.js";
import type { DrillPorts } from "../../src/restore-drill/ports.js";
import { restoreDrill } from "../../src/restore-drill/restore-drill.js";
import { COPY, openScene, type Scene, TAKEN_AT } from "./scene.js";

const MINUTE_MS = 60_000;
let scene: Scene;
let asked: string[] = [];
const open = async (options: Partial<RdsOptions> = {}, cluster = false): Promise<Scene> => {
  asked = [];
  const kind = cluster ? ("cluster" as const) : ("instance" as const);
  return (scene = await openScene({
    databases: [{ id: "proddb02", kind }],
    snapshots: [1, 2].map((day) => {
      const id = day === 2 ? COPY : "bkp-proddb02-older";
      const takenAt = day === 2 ? TAKEN_AT : "2024-02-01T00:00:00Z";
      return { database: "proddb02", id, takenAt, tags: { "signalbox:snapshot": id } };
    }),
    databaseMs: MINUTE_MS,
    ...options,
  }));
};
afterEach(async () => {
  expect(scene.rds.violations).toEqual([]);
  expect(names()).toEqual(["proddb02"]);
  await scene.close();
});
const names = (): readonly string[] => {
  const all = [...scene.rds.databases("instance"), ...scene.rds.databases("cluster")];
  return all.flatMap(({ id }) => (id === "proddb02-1" ? [] : [id]));
};
const ports = (answer: () => readonly Row[] = () => [{ count: "1912" }]): DrillPorts => ({
  ...(scene.ports as DrillPorts),
  openRestored: async ({ host, database }) => ({
    client: { query: async (text) => (asked.push(`${database} ${text} ${host.split(".")[0]}`), { rows: answer() }) },
    close: async () => void asked.push("closed"),
  }),
});
const given = { database: "proddb02", query: "select count(*) from subject", least: 1000 };
const options = () => ({ now: scene.now, sleep: async (ms: number) => scene.pass(ms) });
const drill = (of = ports(), input: object = {}) => planAndApply(restoreDrill(of), { ...given, ...input }, options());

it.each([false, true])("restores, asks, removes, and remembers it on the snapshot (cluster: %s)", async (cluster) => {
  await open({ databaseMs: 0 }, cluster);
  const { plan, receipt } = await converges(restoreDrill(ports()), given, { call: { now: scene.now } });
  const name = (plan.actions[0] as { temporary: { id: string } }).temporary.id;
  expect(receipt.applied).toMatchObject([
    { outcome: "done", result: { snapshot: COPY, temporary: name, answer: "1912", isRemoved: true } },
  ]);
  expect(asked).toEqual([`app ${given.query} ${name}`, "closed"]);
});

it("is patient, and takes it away through throttling", async () => {
  await open();
  scene.rds.setFaults([{ match: "DeleteDBInstance", kind: "unavailable", times: 9 }]);
  expect((await drill()).applied).toMatchObject([{ outcome: "done" }]);
});

it.each<[string, Partial<RdsOptions>, () => readonly Row[], string]>([
  ["too little is in it", {}, () => [{ count: 3 }], "said 3, and at least 1000"],
  [
    "the query fails",
    {},
    () => {
      throw new Error('relation "subject" does not exist');
    },
    "does not exist",
  ],
  ["it is empty", {}, () => [], "gave no row"],
  ["it cannot be restored", { fails: /^drill-/ }, () => [{ count: 2000 }], "ended as incompatible-restore"],
])("fails after it was removed when %s", async (_, more, answer, why) => {
  await open(more);
  await expect(drill(ports(answer))).rejects.toMatchObject({
    code: "ERR_DRILL_FAILED",
    message: expect.stringContaining(why),
  });
  expect(scene.rds.snapshots().every(({ tags }) => !tags.has("signalbox:restored-at"))).toBe(true);
});

it.each([0, 1, 3])("goes on with what a process left that was killed after %s looks, and removes it", async (looks) => {
  await open();
  const operation = restoreDrill(ports());
  const plan = await operation.plan(given, { now: scene.now });
  let receipt = await operation.apply(plan, { now: scene.now });
  for (let look = 0; look < looks; look++) {
    scene.pass(MINUTE_MS / 2);
    receipt = await operation.apply(plan, { now: scene.now, handle: receipt.applied[0]?.handle });
  }
  expect(names()).toHaveLength(2);
  await drill();
  expect(scene.rds.writes().filter(({ action }) => action.startsWith("Restore"))).toHaveLength(looks === 3 ? 2 : 1);
});

it("removes what a drill of another snapshot left, and touches nothing that is not its own", async () => {
  await open();
  const operation = restoreDrill(ports());
  const older = { ...given, snapshot: "bkp-proddb02-older" };
  await operation.apply(await operation.plan(older, { now: scene.now }), { now: scene.now });
  scene.pass(2 * MINUTE_MS);
  expect((await operation.plan(given, { now: scene.now })).actions.map(({ type }) => type)).toEqual([
    "remove-temporary",
    "restore-drill",
  ]);
  await drill();
  // Of the same name, and somebody else's.
  const plan = await operation.plan(older, { now: scene.now });
  const { id } = (plan.actions[0] as { temporary: { id: string } }).temporary;
  await operation.apply(plan, { now: scene.now });
  scene.pass(2 * MINUTE_MS);
  const made = scene.rds.databases().find((one) => one.id === id);
  made?.tags.set("signalbox:restore-drill", "another");
  await expect(operation.apply(plan, { now: scene.now })).rejects.toMatchObject({ code: "ERR_DATABASE_NOT_OURS" });
  made?.tags.set("signalbox:restore-drill", id);
  await drill(ports(), { snapshot: "bkp-proddb02-older" });
});
