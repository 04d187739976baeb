import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ChildProcess } from "node:child_process";
import { type Rds, startRds } from "@signalbox/testbed/rds";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type CliAnswer, signalbox } from "./support/run-cli.js";
import { snapshotList, snapshotPlan, snapshotVerdict } from "./support/snapshot-documents.js";

/** What the tests of `@signalbox/db-guard` know already; each is a start of the program. */
const IS_EXHAUSTIVE = process.env["EXHAUSTIVE"] === "1";
const HOUR_MS = 3_600_000;
const NIGHTLY = "rds:proddb02-2024-02-13-23-12";
const COPY = "bkp-proddb02-2024-02-13-23-12";

let rds: Rds;
let folder: string;
/** How far the clock of AWS is ahead of ours. */
let aheadMs = 0;
beforeEach(async () => {
  aheadMs = 0;
  const hoursAgo = (hours: number): string => new Date(Date.now() - hours * HOUR_MS).toISOString();
  const old = (n: number) => ({
    id: `bkp-old-${n}`,
    takenAt: hoursAgo(100 + n),
    tags: { "signalbox:snapshot": `bkp-old-${n}` },
  });
  rds = await startRds({
    databases: [{ id: "proddb02" }],
    snapshots: [
      { database: "proddb02", id: NIGHTLY, takenAt: hoursAgo(6) },
      ...[1, 2, 3].map((n) => ({ database: "proddb02", ...old(n) })),
      { database: "proddb02", id: "by-hand", takenAt: hoursAgo(200) },
    ],
    pendingMs: HOUR_MS,
    workMs: 4 * HOUR_MS,
    now: () => new Date(Date.now() + aheadMs),
  });
  folder = await mkdtemp(join(tmpdir(), "snapshots-"));
  const config = {
    databases: { main: { rds: { instance: "proddb02", region: "ap-south-1", keep: 2 } } },
    trains: {
      guarded: {
        title: "No deploy without a copy",
        steps: [
          { id: "copied", type: "gate", uses: "snapshot-ready", with: { database: "main", maxAgeMs: 8 * HOUR_MS } },
          {
            id: "deploy",
            type: "command",
            needs: ["copied"],
            run: ["touch", "deployed"],
            check: ["test", "-e", "deployed"],
          },
        ],
      },
    },
  };
  await writeFile(join(folder, "signalbox.config.json"), JSON.stringify(config));
});
afterEach(async () => {
  expect(rds.violations).toEqual([]);
  await rds.close();
  await rm(folder, { recursive: true, force: true });
});
const cli = (line: string, onStart?: (child: ChildProcess) => void): Promise<CliAnswer> =>
  signalbox(line.split(" "), {
    cwd: folder,
    env: {
      AWS_ENDPOINT_URL_RDS: rds.url,
      AWS_ACCESS_KEY_ID: "AKTEST",
      AWS_SECRET_ACCESS_KEY: "secret",
      AWS_EC2_METADATA_DISABLED: "true",
    },
    ...(onStart === undefined ? {} : { onStart }),
  });
const writes = (): readonly string[] => rds.writes().map(({ action }) => action);

describe("snapshot", () => {
  it("copies, says when it was killed while it copied, and makes one copy by the same command", async () => {
    const planned = await cli("snapshot copy --dry-run --json");
    expect(snapshotPlan.parse(planned.json())).toMatchObject({
      actions: [{ target: COPY }],
      warnings: [{ code: "snapshot-age", message: expect.stringContaining("6 h 0 min ago") }],
    });
    expect(writes()).toEqual([]);
    // What waits is killed as soon as RDS has the copy.
    await cli("snapshot copy --wait --yes", (child) => {
      const timer = setInterval(() => {
        if (writes().length === 0 || child.exitCode !== null) return;
        clearInterval(timer);
        child.kill("SIGKILL");
      }, 5);
    });
    expect(rds.snapshots().find(({ id }) => id === COPY)?.status).toBe("pending");

    const waiting = await cli("snapshot verify main --json");
    expect(waiting.code).toBe(3);
    expect(snapshotVerdict.parse(waiting.json())).toMatchObject({ verdict: "wait", snapshot: COPY, status: "pending" });
    const again = await cli("snapshot copy --yes");
    expect([again.code, again.stdout]).toEqual([3, expect.stringContaining(COPY)]);
    aheadMs = 6 * HOUR_MS;
    const done = await cli("snapshot copy --wait --yes --json");
    expect([done.code, done.json()]).toMatchObject([0, { applied: [] }]);
    expect(writes()).toEqual(["CopyDBSnapshot"]);

    const verified = await cli("snapshot verify --json");
    expect(snapshotVerdict.parse(verified.json())).toMatchObject({ verdict: "pass", snapshot: COPY, percent: 100 });
    if (IS_EXHAUSTIVE) expect((await cli("snapshot verify --max-age 1h")).code).toBe(4);
  });

  it("shows what it would delete, and deletes only its own with --yes", async () => {
    const dry = await cli("snapshot prune proddb02");
    expect([dry.code, dry.stdout, dry.stderr]).toEqual([
      0,
      expect.stringContaining("bkp-old-3"),
      expect.stringContaining("Nothing was deleted"),
    ]);
    expect(writes()).toEqual([]);
    expect((await cli("snapshot prune proddb02 --yes --json")).json()).toMatchObject({
      kind: "prune-snapshots",
      applied: [{ outcome: "done", result: { id: "bkp-old-3" } }],
    });
    expect(writes()).toEqual(["DeleteDBSnapshot"]);
    const listed = snapshotList.parse((await cli("snapshot list --json")).json());
    expect(listed.snapshots.map(({ id, isOurs }) => [id, isOurs])).toEqual([
      [NIGHTLY, false],
      ["bkp-old-1", true],
      ["bkp-old-2", true],
      ["by-hand", false],
    ]);
    if (IS_EXHAUSTIVE) expect((await cli("snapshot list")).stdout).toContain("by-hand");
  });

  it("takes a new one where the newest is too old, and says what is missing", async () => {
    if (IS_EXHAUSTIVE) expect((await cli("snapshot copy --max-age 1h --yes --json")).code).toBe(4);
    const made = await cli("snapshot copy --max-age 1h --or-create --yes --json");
    expect([made.code, made.json()]).toMatchObject([3, { applied: [{ outcome: "pending" }] }]);
    expect(writes()).toEqual(["CreateDBSnapshot"]);
    if (IS_EXHAUSTIVE)
      expect((await cli("snapshot create nobody --region ap-south-1 --yes --json")).json()).toMatchObject({
        problems: [{ code: "ERR_DATABASE_NOT_FOUND" }],
      });
    rds.deny("DescribeDBInstances");
    const denied = await cli("snapshot list");
    expect([denied.code, denied.stderr]).toEqual([1, expect.stringContaining("Allow rds:DescribeDBInstances")]);
  });

  it("stands in a train before the deploy, and blocks it until there is a copy that is young enough", async () => {
    const blocked = await cli("run guarded --yes");
    expect([blocked.code, existsSync(join(folder, "deployed"))]).toEqual([4, false]);
    expect((blocked.stdout + blocked.stderr).match(/age taken 4 d/g)).toHaveLength(1);
    expect((await cli("snapshot copy --yes")).code).toBe(3);
    aheadMs = 6 * HOUR_MS;
    const passed = await cli("run guarded --yes");
    expect([passed.code, existsSync(join(folder, "deployed"))]).toEqual([0, true]);
  });
});
