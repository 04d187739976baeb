import type { RdsOptions } from "@signalbox/testbed/rds";
import { planAndApply } from "@signalbox/release-core";
import { afterEach, expect, it } from "vitest";
import { copySnapshot } from "../../src/copy-snapshot/copy-snapshot.js";
import { snapshotReady } from "../../src/snapshot-ready/snapshot-ready.js";
import { COPY, NIGHTLY, openScene, type Scene, TAKEN_AT } from "./scene.js";

const HOUR_MS = 3_600_000;
const KEY = "arn:aws:kms:ap-south-1:123456789012:key/one";
let scene: Scene;
afterEach(async () => {
  expect(scene.rds.violations).toEqual([]);
  expect(scene.rds.writes().every(({ action }) => action === "CopyDBSnapshot")).toBe(true);
  await scene.close();
});
const check = (input: object = {}) =>
  snapshotReady(scene.ports).check({ database: "proddb02", ...input }, { now: scene.now });
const own = { "signalbox:snapshot": COPY };
const copied = { database: "proddb02", id: COPY, takenAt: TAKEN_AT, tags: own };
const nightly = { database: "proddb02", id: NIGHTLY, takenAt: TAKEN_AT };

it("waits while it is copied, and passes when it is whole", async () => {
  scene = await openScene({
    pendingMs: HOUR_MS / 4,
    workMs: HOUR_MS / 4,
    // One of ours that is older: what is pending does not say yet when it was made.
    snapshots: [
      nightly,
      { ...copied, id: "bkp-old", tags: { "signalbox:snapshot": "bkp-old" }, takenAt: "2024-02-12T00:00:00Z" },
    ],
  });
  const operation = copySnapshot(scene.ports);
  await operation.apply(await operation.plan({ database: "proddb02" }, { now: scene.now }), { now: scene.now });
  expect(await check()).toMatchObject({ status: "wait", retryAfterMs: 30_000, reason: `${COPY} is pending, 0 %.` });
  await planAndApply(operation, { database: "proddb02" }, { now: scene.now, sleep: async (ms) => scene.pass(ms) });
  const verdict = await check();
  expect(verdict).toMatchObject({ status: "pass", evidence: { snapshot: COPY, takenAt: TAKEN_AT, percent: 100 } });
  expect(verdict.evidence.checks.map(({ check: name, passes }) => [name, passes])).toEqual(
    ["status", "age", "engine", "size", "encryption", "tags"].map((name) => [name, true]),
  );
});

it.each<[string, Partial<RdsOptions>, object, string]>([
  ["nothing of ours", {}, {}, "has no snapshot of ours"],
  ["no such database", {}, { database: "nobody" }, "no instance and no cluster nobody"],
  ["one that failed", { snapshots: [nightly, { ...copied, status: "failed" }] }, {}, "status failed, 0 %"],
  ["one that is too old", { snapshots: [nightly, copied] }, { maxAgeMs: 5 * HOUR_MS }, "age taken 6 h 0 min ago"],
  ["one without a tag", { snapshots: [nightly, copied] }, { tags: { team: "ops" } }, "tags not team"],
  ["one with another key", { snapshots: [nightly, copied] }, { kmsKey: KEY.replace("one", "two") }, "encryption arn"],
  ["one never restored", { snapshots: [nightly, copied] }, { drilledMs: HOUR_MS }, "restore never tried"],
  [
    "one of another database",
    { databases: [{ id: "proddb02" }, { id: "other" }], snapshots: [{ ...copied, database: "other" }] },
    { snapshot: COPY },
    "is a snapshot of other",
  ],
])("blocks for %s", async (_, options, input, reason) => {
  scene = await openScene(options);
  const verdict = await check(input);
  expect(verdict.status).toBe("block");
  expect(verdict.reason).toContain(reason);
});
