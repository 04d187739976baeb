import { isReleaseError, planAndApply, type ReleaseEvent } from "@signalbox/release-core";
import { converges } from "@signalbox/testbed";
import type { RdsOptions } from "@signalbox/testbed/rds";
import { afterEach, describe, expect, it } from "vitest";
import { copySnapshot } from "../../src/copy-snapshot/copy-snapshot.js";
import { rdsSnapshots } from "../../src/rds.js";
import { COPY, handleOf, NIGHTLY, openScene, type Scene, TAKEN_AT } from "./scene.js";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const SOURCE_ARN = `arn:aws:rds:ap-south-1:123456789012:snapshot:${NIGHTLY}`;
const CLUSTER: Partial<RdsOptions> = {
  databases: [{ kind: "cluster", id: "avnidb" }],
  snapshots: [{ database: "avnidb", id: "rds:avnidb-2024-02-13-23-12", takenAt: TAKEN_AT }],
};
let scene: Scene;
const given = { database: "proddb02" };
const open = async (options?: Partial<RdsOptions>): Promise<Scene> => (scene = await openScene(options));
afterEach(async () => {
  expect(scene.rds.violations).toEqual([]);
  await scene.close();
});

const operation = (ports = scene.ports) => copySnapshot(ports);
const planOf = (input: object = {}) => operation().plan({ ...given, ...input }, { now: scene.now });
const codesOf = async (input: object = {}) => (await planOf(input)).problems.map(({ code }) => code);
const named = (id: string, region?: string) => scene.rds.snapshots("instance", region).find((one) => one.id === id);
const manual = (family: "instance" | "cluster" = "instance", region?: string): readonly string[] =>
  scene.rds.snapshots(family, region).flatMap(({ id, type }) => (type === "manual" ? [id] : []));
const writes = (): readonly string[] => scene.rds.writes().map(({ action, code }) => `${action} ${code ?? "ok"}`);
const codeOf = async (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => "no error",
    (error: unknown) => (isReleaseError(error) ? error.code : error),
  );
/** A wait of the engine: the clock goes on, nobody sleeps. */
const sleep = async (ms: number): Promise<void> => scene.pass(ms);
const toTheEnd = (input: object = {}, onEvent?: (event: ReleaseEvent) => void) =>
  planAndApply(operation(), { ...given, ...input }, { now: scene.now, sleep, onEvent, timeoutMs: 24 * HOUR_MS });

describe("a copy", () => {
  it("is of the newest automated one; its age is told, and then nothing is left to do", async () => {
    await open();
    const plan = await planOf();
    expect(scene.rds.writes()).toEqual([]);
    expect(plan.warnings).toMatchObject([{ code: "snapshot-age", message: expect.stringContaining("6 h 0 min ago") }]);
    const { receipt } = await converges(operation(), { ...given, tags: { team: "ops" } }, { call: { now: scene.now } });
    expect(receipt.applied).toMatchObject([
      { outcome: "done", result: { id: COPY, takenAt: TAKEN_AT, ageMs: 6 * HOUR_MS } },
    ]);
    expect(manual()).toEqual([COPY]);
    expect(Object.fromEntries(named(COPY)?.tags ?? [])).toEqual({
      team: "ops",
      "signalbox:snapshot": COPY,
      "signalbox:source": SOURCE_ARN,
      "signalbox:taken-at": TAKEN_AT,
    });
  });

  it("is waited for with longer waits, never over a minute, and its progress is told", async () => {
    await open({ pendingMs: MINUTE_MS, workMs: 9 * MINUTE_MS });
    const told: string[] = [];
    const waits: number[] = [];
    const options = {
      now: scene.now,
      sleep: async (ms: number) => (waits.push(ms), scene.pass(ms)),
      onEvent: (event: ReleaseEvent) => {
        if (event.type === "progress") told.push(`${event.done}/${event.total} ${event.message}`);
      },
    };
    const receipt = await planAndApply(operation(), given, options);
    expect(receipt.applied).toMatchObject([{ outcome: "done", result: { id: COPY } }]);
    expect([waits[0], Math.max(...waits)]).toEqual([5000, MINUTE_MS]);
    expect(told[0]).toBe(`0/100 ${COPY} is pending`);
    expect(told.at(-1)).toMatch(/^9\d\/100 .* is creating$/);
    expect(writes()).toEqual(["CopyDBSnapshot ok"]);
  });

  it.each<[string, Partial<RdsOptions>, object, string]>([
    ["of a cluster", CLUSTER, { database: "avnidb" }, "bkp-avnidb-2024-02-13-23-12"],
    ["of a cluster, named by an instance of it", CLUSTER, { database: "avnidb-1" }, "bkp-avnidb-2024-02-13-23-12"],
  ])("%s is made with the calls of clusters", async (_, options, input, name) => {
    await open(options);
    await converges(operation(), { ...given, ...input }, { call: { now: scene.now } });
    expect(manual("cluster")).toEqual([name]);
    expect(writes()).toEqual(["CopyDBClusterSnapshot ok"]);
  });

  it("goes to another region, with a key of that region", async () => {
    await open();
    const there = { region: "eu-west-1", sourceRegion: "ap-south-1" };
    expect(await codesOf(there)).toEqual(["ERR_SNAPSHOT_KMS_KEY"]);
    const kmsKey = "arn:aws:kms:eu-west-1:123456789012:key/two";
    await converges(operation(), { ...given, ...there, kmsKey }, { call: { now: scene.now } });
    expect(manual("instance", "eu-west-1")).toEqual([COPY]);
    expect(named(COPY, "eu-west-1")?.kmsKeyId).toBe(kmsKey);
  });

  it("waits for its turn where as many copies run as may", async () => {
    await open({ copiesAtOnce: 1, workMs: 10 * MINUTE_MS });
    const there = { region: "eu-west-1", sourceRegion: "ap-south-1", kmsKey: "alias/backup" };
    const first = await operation().apply(await planOf({ ...there, from: "rds:proddb02-2024-02-12-23-12" }), {
      now: scene.now,
    });
    expect(first.applied).toMatchObject([{ outcome: "pending" }]);
    expect((await toTheEnd({ ...there, from: NIGHTLY })).applied).toMatchObject([
      { outcome: "done", result: { id: COPY } },
    ]);
    expect(writes()).toEqual(expect.arrayContaining(["CopyDBSnapshot SnapshotQuotaExceeded"]));
    expect(manual("instance", "eu-west-1")).toHaveLength(2);
  });
});

describe("what is there already", () => {
  const existing = (more: object) => ({
    snapshots: [
      { database: "proddb02", id: NIGHTLY, takenAt: TAKEN_AT },
      { database: "proddb02", id: COPY, takenAt: TAKEN_AT, ...more },
    ],
  });

  it("is adopted when it is a copy of the same one that somebody else made", async () => {
    await open(existing({}));
    const plan = await planOf();
    expect(plan).toMatchObject({ actions: [], problems: [] });
    expect(plan.warnings.map(({ code }) => code)).toEqual(["snapshot-age", "snapshot-not-ours"]);
  });

  it.each<[string, object, string]>([
    ["is of another one", { takenAt: "2024-02-01T00:00:00Z" }, "ERR_SNAPSHOT_TAKEN"],
    ["has the tag of another one", { tags: { "signalbox:source": `${SOURCE_ARN}0` } }, "ERR_SNAPSHOT_TAKEN"],
    ["failed", { status: "failed" }, "ERR_SNAPSHOT_FAILED"],
  ])("is left alone when it %s", async (_, more, code) => {
    await open(existing(more));
    expect(await codesOf()).toEqual([code]);
  });

  it("is left alone when it is of another database", async () => {
    await open({
      databases: [{ id: "proddb02" }, { id: "other" }],
      snapshots: [
        { database: "proddb02", id: NIGHTLY, takenAt: TAKEN_AT },
        { database: "other", id: COPY, takenAt: TAKEN_AT },
      ],
    });
    expect(await codesOf()).toEqual(["ERR_SNAPSHOT_TAKEN"]);
  });
});

describe("a plan says beforehand that", () => {
  it.each<[string, Partial<RdsOptions>, object, string]>([
    ["there is no such database", {}, { database: "nobody" }, "ERR_DATABASE_NOT_FOUND"],
    ["there is no automated one", { snapshots: [] }, {}, "ERR_SNAPSHOT_NONE"],
    [
      "the only one is being taken",
      { snapshots: [{ database: "proddb02", id: NIGHTLY, takenAt: TAKEN_AT, status: "creating" }] },
      {},
      "ERR_SNAPSHOT_NONE",
    ],
    ["the newest is too old", {}, { maxAgeMs: HOUR_MS }, "ERR_SNAPSHOT_OLD"],
    ["the quota is used up", { quota: 0 }, {}, "ERR_SNAPSHOT_QUOTA"],
    ["a name with a colon is none", {}, { to: `bkp-${NIGHTLY}` }, "ERR_SNAPSHOT_NAME"],
    ["a name of 256 characters is none", {}, { to: "b".repeat(256) }, "ERR_SNAPSHOT_NAME"],
    ["64 are too many of a cluster", CLUSTER, { database: "avnidb", to: "b".repeat(64) }, "ERR_SNAPSHOT_NAME"],
  ])("%s", async (_, options, input, code) => {
    await open(options);
    expect(await codesOf(input)).toEqual([code]);
    expect(scene.rds.writes()).toEqual([]);
  });

  it("strips what AWS puts before its names, and takes 255 characters", async () => {
    await open({ snapshots: [{ database: "proddb02", id: "awsbackup:job-1b2c", takenAt: TAKEN_AT }] });
    const { actions } = await planOf({ from: "awsbackup:job-1b2c" });
    expect(actions).toMatchObject([{ target: "bkp-job-1b2c" }]);
    expect(await codesOf({ from: "awsbackup:job-1b2c", to: "b".repeat(255) })).toEqual([]);
  });

  it("takes a new one instead of one that is too old, where that is the policy", async () => {
    await open({ workMs: MINUTE_MS });
    const receipt = await toTheEnd({ maxAgeMs: HOUR_MS, whenOlder: "create" });
    expect(receipt.applied).toMatchObject([
      { outcome: "done", result: { id: "bkp-proddb02-2024-02-14-05-12", source: null } },
    ]);
    expect(await planOf({ maxAgeMs: HOUR_MS, whenOlder: "create" })).toMatchObject({ actions: [], problems: [] });
  });
});

describe("a process that dies", () => {
  it.each([
    "before RDS has it",
    "while nobody is told",
    "while it waits for its turn",
    "while it is made",
    "when it is made",
  ])("%s is gone on with by the same call: one copy", async (when) => {
    await open({ pendingMs: MINUTE_MS, workMs: MINUTE_MS });
    // Every attempt of the client is lost: what a process that is killed has seen of the answer.
    if (when === "before RDS has it") scene.rds.setFaults([{ match: "CopyDBSnapshot", kind: "drop", times: 4 }]);
    if (when === "while nobody is told") scene.rds.setFaults([{ match: "CopyDBSnapshot", kind: "lost", times: 4 }]);
    await codeOf(operation().apply(await planOf(), { now: scene.now }));
    scene.pass(when === "when it is made" ? 3 * MINUTE_MS : when === "while it is made" ? 90_000 : 0);
    // A night passes: there is a newer one, and the copy that was begun is still the one that is meant.
    const isUnderWay = when !== "when it is made" && when !== "before RDS has it";
    if (isUnderWay)
      scene.rds.addSnapshot({
        database: "proddb02",
        id: "rds:proddb02-2024-02-14-23-12",
        takenAt: "2024-02-14T23:12:08Z",
      });
    const receipt = await toTheEnd();
    expect(receipt.applied.map(({ outcome }) => outcome)).toEqual(when === "when it is made" ? [] : ["done"]);
    expect(manual()).toEqual([COPY]);
  });
});

describe("a wait survives", () => {
  const begun = async () => {
    await open({ workMs: 30 * MINUTE_MS });
    const plan = await planOf();
    return { plan, handle: handleOf(await operation().apply(plan, { now: scene.now })) };
  };

  it("throttling and a server that fails, and ends where they do not", async () => {
    const { plan, handle } = await begun();
    scene.rds.setFaults([{ match: "DescribeDBSnapshots", kind: "throttled", times: Infinity }]);
    let receipt = await operation().apply(plan, { now: scene.now, handle });
    for (let look = 0; look < 11; look++)
      receipt = await operation().apply(plan, { now: scene.now, handle: handleOf(receipt) });
    expect(receipt.applied).toMatchObject([{ outcome: "pending" }]);
    expect(await codeOf(operation().apply(plan, { now: scene.now, handle: handleOf(receipt) }))).toBe(
      "ERR_RDS_THROTTLED",
    );
    scene.rds.setFaults([{ match: "DescribeDBSnapshots", kind: "page", times: 4 }]);
    expect((await operation().apply(plan, { now: scene.now, handle })).applied).toMatchObject([{ outcome: "pending" }]);
  });

  it("a token that ends meanwhile: the chain of credentials is asked anew", async () => {
    const { plan, handle } = await begun();
    const client = scene.client("ap-south-1", "AKTEST");
    let asked = 0;
    const credentials = async () => ({ accessKeyId: asked++ === 0 ? "AKOLD" : "AKNEW", secretAccessKey: "secret" });
    const { RDSClient } = await import("@aws-sdk/client-rds");
    const renewing = new RDSClient({ region: "ap-south-1", endpoint: scene.rds.url, credentials });
    const ports = rdsSnapshots({ client: renewing });
    const look = () => operation(ports).apply(plan, { now: scene.now, handle });
    expect((await look()).applied).toMatchObject([{ outcome: "pending" }]);
    scene.rds.expireKey("AKOLD");
    expect((await look()).applied).toMatchObject([{ outcome: "pending" }]);
    expect(scene.rds.requests.slice(-2).map(({ accessKey, code }) => [accessKey, code])).toEqual([
      ["AKOLD", "ExpiredToken"],
      ["AKNEW", null],
    ]);
    [client, renewing].forEach((one) => one.destroy());
  });

  it("nothing that is wrong for good: a source that expires, a copy that fails, one that is deleted", async () => {
    const { plan, handle } = await begun();
    scene.rds.expire(NIGHTLY);
    const failure = await operation()
      .apply(plan, { now: scene.now, handle })
      .catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: "ERR_SNAPSHOT_FAILED", details: { id: COPY, status: "failed" } });
    expect(named(COPY)?.status).toBe("failed");
    scene.rds.expire(COPY);
    expect(await codeOf(operation().apply(plan, { now: scene.now, handle }))).toBe("ERR_SNAPSHOT_GONE");
    expect(await codeOf(operation().apply(plan, { now: scene.now }))).toBe("ERR_PLAN_STALE");
    expect(writes()).toEqual(["CopyDBSnapshot ok"]);
  });
});
