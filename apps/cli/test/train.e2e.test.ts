import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  decisionDocument,
  logDocument,
  receiptDocument,
  runDocument,
  runsDocument,
  statusDocument,
  trainPlan,
} from "./support/documents.js";
import { type ServedWorld, serveWorld } from "./support/serve-world.js";

const APPROVERS = ["mara", "jonas"];
let served: ServedWorld;
beforeAll(async () => (served = await serveWorld({ components: 3, approvers: APPROVERS })));
afterAll(() => served.close());

describe("a weekly train, step by step", () => {
  let run = "";

  it("is planned as a whole", async () => {
    const answer = await served.cli("plan weekly --out plan.json --json");
    expect(answer.code).toBe(0);
    const plan = trainPlan.parse(answer.json());
    expect(plan.problems).toEqual([]);
    expect(JSON.parse(await readFile(join(served.folder, "plan.json"), "utf8"))).toEqual(answer.json());
    expect(plan.steps.filter(({ plan: own }) => own !== null).map(({ key }) => key)).toEqual([
      "promote-prod",
      "tag[camera-recorder]",
      "tag[device-api]",
      "tag[browse-portal]",
      "promote-test",
    ]);
    expect((await served.cli("plan weekly --detailed-exitcode")).code).toBe(10);
  });

  it("asks nobody where nobody is", async () => {
    expect(await served.cli("run weekly")).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/--yes.*ERR_NEEDS_YES/s),
    });
    expect(runsDocument.parse((await served.cli("runs --json")).json()).runs).toEqual([]);
  });

  it("waits for the plan's approval when the operator is no approver", async () => {
    const answer = await served.cli("run weekly --plan plan.json --yes --as somebody --json");
    expect(answer.code).toBe(3);
    const document = runDocument.parse(answer.json());
    run = document.run;
    expect(run).toMatch(/^weekly-\d{4}-\d\d-\d\d-[0-9a-f]{4}$/);
    expect(document.waits).toMatchObject([{ step: "plan", kind: "approval", approvers: APPROVERS }]);
  });

  it("refuses people who are not listed, and old digests", async () => {
    const stranger = await served.cli(["approve", run, "plan", "--as", "eve", "--json"]);
    expect(stranger.code).toBe(4);
    expect(stranger.json()).toMatchObject({
      error: { code: "ERR_NOT_APPROVER", hint: expect.stringContaining("mara") },
    });
    const old = await served.cli(["approve", run, "plan", "--as", "mara", "--digest", "0".repeat(64), "--json"]);
    expect(old.code).toBe(5);
    expect(old.json()).toMatchObject({ error: { code: "ERR_APPROVAL_STALE" } });
    expect(await served.cli(["approve", run, "promote-prod", "--as", "mara"])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("ERR_NOT_WAITING"),
    });
  });

  it("goes on after the approval, and stops at the sign-off", async () => {
    const said = await served.cli(["approve", run, "plan", "--as", "mara", "--comment", "looks right", "--json"]);
    expect(decisionDocument.parse(said.json())).toMatchObject({
      verdict: "approve",
      by: { as: "mara", osUser: expect.any(String) },
    });
    const answer = await served.cli("resume --json");
    expect(answer.code).toBe(3);
    const [wait] = runDocument.parse(answer.json()).waits;
    expect(wait).toMatchObject({ step: "sign-off", kind: "approval" });
    expect(wait?.items).toHaveLength(served.world.configuration.expectedChanges.prod);
  });

  it("shows in status what it waits for, and since when", async () => {
    const { runs } = statusDocument.parse((await served.cli("status --json")).json());
    expect(runs).toMatchObject([{ run, status: "waiting", waits: [{ step: "sign-off" }] }]);
    const alone = await served.cli(["status", run, "--json"]);
    expect([alone.code, runDocument.parse(alone.json()).waits]).toMatchObject([0, [{ step: "sign-off" }]]);
    const unknown = await served.cli("status weekly-2000-01-01-0000 --json");
    expect([unknown.code, unknown.json()]).toMatchObject([2, { error: { code: "ERR_RUN_NOT_FOUND" } }]);
    expect((await served.cli("status")).stdout).toMatch(/⏸ sign-off for \d+ s: .* 5 to sign\. \(mara, jonas\)/);
  });

  it("adds signatures up", async () => {
    const [wait] = runsDocument.parse((await served.cli("runs --json")).json()).runs[0]!.waits;
    const [first, ...rest] = wait!.items.map(({ id }) => id);
    await served.cli(["approve", run, "sign-off", "--as", "mara", "--item", first!]);
    const half = runDocument.parse((await served.cli("resume --json")).json());
    expect(half.waits[0]?.items).toHaveLength(rest.length);
    const twice = await served.cli(["approve", run, "sign-off", "--as", "jonas", "--item", first!, "--json"]);
    expect([twice.code, decisionDocument.parse(twice.json()).already?.by.as]).toEqual([0, "mara"]);
    await served.cli(["approve", run, "sign-off", "--as", "jonas"]);
    const answer = await served.cli(["resume", run, "--json"]);
    expect(answer.code).toBe(3);
    expect(runDocument.parse(answer.json()).waits).toMatchObject([{ step: "prod-merged", kind: "gate" }]);
  });

  it("goes on when the review branches are merged, to the closing report", async () => {
    await served.merge("prod");
    expect(runDocument.parse((await served.cli("resume --json")).json()).waits).toMatchObject([
      { step: "test-merged" },
    ]);
    await served.merge("test");
    const answer = await served.cli("resume --json");
    expect(answer.code).toBe(0);
    const { status, report } = runDocument.parse(answer.json());
    expect(status).toBe("finished");
    expect(report).toMatchObject({
      promoted: [{ to: "prod" }, { to: "test" }],
      released: [
        { component: "camera-recorder", tag: "v2.10.0", changes: 4 },
        { component: "device-api", tag: "v5.10.0", changes: 2 },
      ],
      signed: [
        { by: "mara", changes: 1 },
        { by: "jonas", changes: 4 },
      ],
    });
  });

  it("tells its story", async () => {
    const log = logDocument.parse((await served.cli(["log", run, "--json"])).json());
    expect(log.entries[0]).toMatchObject({ seq: 1, type: "run-created" });
    expect(log.entries.at(-1)).toMatchObject({ type: "run-finished" });
    expect(log.entries.map(({ text }) => text)).toContain("approve by mara: looks right");
    expect(await served.cli("resume")).toMatchObject({ code: 2, stderr: expect.stringContaining("No run is open") });
  });

  it("has nothing to promote any more", async () => {
    const [prod] = trainPlan
      .parse((await served.cli("plan weekly --json")).json())
      .steps.filter(({ key }) => key === "promote-test");
    expect(prod?.plan).toMatchObject({ actions: [] });
  });
});

describe("leaving steps out, rejecting, waiving, aborting", () => {
  it("needs a reason, and knows the steps", async () => {
    expect(await served.cli("plan weekly --skip tag")).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("--reason"),
    });
    const unknown = await served.cli(["plan", "weekly", "--skip", "tga", "--reason", "x"]);
    expect(unknown).toMatchObject({ code: 2, stderr: expect.stringContaining("Did you mean tag?") });
  });

  it("--only keeps what the step needs", async () => {
    const answer = await served.cli(["plan", "weekly", "--only", "compare-prod", "--reason", "a look", "--json"]);
    const kept = trainPlan
      .parse(answer.json())
      .steps.filter(({ bound }) => (bound as { skipped?: string } | null)?.skipped === undefined);
    expect(kept.map(({ key }) => key)).toEqual(["previous-release", "compare-prod"]);
  });

  it("a rejected sign-off ends the run with exit 4, and abort closes it", async () => {
    const { run, waits } = runDocument.parse((await served.cli("run weekly --yes --as mara --json")).json());
    expect(waits).toMatchObject([{ step: "sign-off" }]);
    expect((await served.cli(["reject", run, "sign-off", "--as", "jonas"])).stderr).toContain("ERR_REASON_MISSING");
    await served.cli(["reject", run, "sign-off", "--as", "jonas", "--reason", "fails on the bench"]);
    const told = await served.cli("resume");
    expect([told.stdout, told.stderr.match(/fails on the bench/g)?.length]).toEqual([
      expect.not.stringContaining("fails on the bench"), // once, as the error with its hint
      1,
    ]);
    const shown = (await served.cli(["status", run])).stdout;
    expect(shown).toMatch(/✖ +sign-off .*fails on the bench[^]*hint: .*signalbox abort/);
    const answer = await served.cli("resume --json");
    expect(answer.code).toBe(4);
    expect(runDocument.parse(answer.json()).error).toMatchObject({ code: "ERR_APPROVAL_REJECTED" });
    expect((await served.cli(["abort", run, "--reason", "next week"])).code).toBe(2);
    expect((await served.cli(["abort", run, "--reason", "next week", "--yes", "--as", "mara"])).code).toBe(0);
    expect(await served.cli(["resume", run])).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/is aborted \(by mara: next week\).*signalbox run weekly.*ERR_RUN_ENDED/s),
    });
  });
});

describe("promote and apply", () => {
  it("a plan file of one operation is applied once", async () => {
    expect((await served.cli("promote test prod --out promote.json")).code).toBe(0);
    const before = await served.refUpdates();
    const receipt = receiptDocument.parse((await served.cli("apply promote.json --yes --json")).json());
    expect(receipt.applied.map(({ outcome }) => outcome)).toEqual(["done"]);
    const again = receiptDocument.parse((await served.cli("apply promote.json --yes --json")).json());
    expect(again.applied.map(({ outcome }) => outcome)).toEqual(["already"]);
    expect(await served.refUpdates()).toBe(before + 1);
  });

  it("promote --yes finds that nothing is left to do", async () => {
    const answer = await served.cli("promote test prod --yes --json");
    expect(receiptDocument.parse(answer.json()).applied).toEqual([]);
    expect((await served.cli("promote test prod")).stdout).toContain("nothing to do");
  });

  it("refuses a file that is no plan", async () => {
    await writeFile(join(served.folder, "no-plan.json"), "{}");
    expect(await served.cli("apply no-plan.json --yes")).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("ERR_PLAN_UNREADABLE"),
    });
    expect(await served.cli("apply missing.json --yes")).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("ERR_PLAN_UNREADABLE"),
    });
  });
});
