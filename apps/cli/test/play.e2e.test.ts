import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { makeBundle } from "@signalbox/testbed/play";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { logDocument, runDocument } from "./support/documents.js";
import {
  playCheckDocument,
  playPlan,
  playReceipt,
  playStatusDocument,
  severalPlayStatuses,
} from "./support/play-documents.js";
import { androidTrain } from "./support/play-train.js";
import { AVNI, FLAVOURS, NAGALAND, SAKHI, type ServedPlay, servePlay } from "./support/serve-play.js";

let served: ServedPlay;
beforeEach(async () => (served = await servePlay()));
afterEach(async () => {
  expect(served.play.violations).toEqual([]);
  await served.close();
});

const codesOn = (track: string, packageName: string): readonly string[] =>
  (served.play.state.app(packageName).tracks.get(track) ?? []).flatMap(({ versionCodes = [] }) => versionCodes);
const commits = (): readonly number[] => [...served.play.state.apps.values()].map((app) => app.commits);
const writes = (): readonly string[] =>
  served.play.requests.filter(({ method }) => method !== "GET").map(({ operation }) => operation ?? "?");

describe("play", () => {
  it("looks into a bundle, and says what speaks against it", async () => {
    const good = await served.cli("play check builds/generic.aab --app generic --version-name 16.12.0 --json");
    expect(good.code).toBe(0);
    expect(playCheckDocument.parse(good.json())).toMatchObject({ kind: "aab", versionCode: 8_549_808, problems: [] });
    const bad = await served.cli("play check builds/generic.aab --app sakhi --json");
    expect(bad.code).toBe(1);
    expect(playCheckDocument.parse(bad.json()).problems).toMatchObject([{ code: "ERR_ARTIFACT_PACKAGE" }]);
    expect((await served.cli("play check builds/sakhi.aab")).stdout).toContain("org.sakhi.openchsclient  aab  fine");
    expect(await served.cli("play check none.aab --json")).toMatchObject({ code: 1 });
    expect(served.play.requests).toEqual([]);
  });

  it("uploads three apps at once, stages, raises, halts, resumes, completes and promotes", async () => {
    const upload = "play upload builds/generic.aab --track beta --title 16.12.0 --notes en-GB=notes.txt --fraction 20%";
    const planned = await served.cli(`${upload} --dry-run --json`);
    const plan = playPlan.parse(planned.json());
    expect([plan.actions[0]?.before, plan.actions[0]?.after]).toEqual([
      [{ name: "16.11.0", versionCodes: [8_549_708] }],
      [
        { name: "16.11.0", versionCodes: [8_549_708] },
        { name: "16.12.0", versionCodes: [8_549_808] },
      ],
    ]);
    expect(writes()).toEqual([]);
    expect((await served.cli(upload)).code).toBe(2); // nobody can be asked here

    const done = await served.cli(`${upload} --yes --json`);
    expect(playReceipt.parse(done.json()).applied).toMatchObject([
      { outcome: "done", result: { lifecycle: "PUBLISHED" } },
    ]);
    expect((await served.cli(`${upload} --yes`)).stdout).toContain("nothing to do");
    const several = await served.cli(
      "play upload builds/sakhi.aab builds/lfeTeachNagaland.aab --track beta --yes --json",
    );
    expect(several.code).toBe(0);
    expect(
      several
        .json<{ receipts: unknown[] }>()
        .receipts.map((receipt) => playReceipt.omit({ format: true }).parse(receipt).target),
    ).toEqual([`${SAKHI}: beta`, `${NAGALAND}: beta`]);

    for (const change of ["rollout beta 50%", "halt beta", "rollout beta resume", "rollout beta complete"]) {
      const [verb, ...rest] = change.split(" ");
      const answer = await served.cli(["play", verb ?? "", ...rest, "--app", "generic", "--yes", "--json"]);
      expect(playReceipt.parse(answer.json()).applied).toMatchObject([{ outcome: "done" }]);
    }
    expect((await served.cli("play rollout beta 10% --app generic --yes --json")).json()).toMatchObject({
      error: { code: "ERR_PLAY_TRANSITION" },
    });
    const promoted = await served.cli("play promote beta --app generic --yes");
    expect(promoted).toMatchObject({
      code: 0,
      stdout: expect.stringContaining(`Promote 8549808 of ${AVNI}`) as string,
    });
    expect(served.play.state.app(AVNI).tracks.get("production")).toMatchObject([
      { name: "16.12.0", status: "completed", releaseNotes: [{ text: "- Faster sync\n- Fixes for 12 reports" }] },
    ]);

    const one = await served.cli("play status generic --json");
    expect(playStatusDocument.parse(one.json()).tracks.find(({ track }) => track === "beta")?.releases).toEqual([
      {
        name: "16.12.0",
        versionCodes: [8_549_808],
        status: null,
        userFraction: null,
        lifecycle: "PUBLISHED",
        notes: null,
      },
    ]);
    const all = severalPlayStatuses.parse((await served.cli("play status --json")).json());
    expect(all.packages.map((each) => each.package)).toEqual([AVNI, SAKHI, NAGALAND]);
    expect((await served.cli("play status")).stdout).toMatch(/production\s+16\.12\.0\s+8549808\s+published/);
  });

  it("names the next code for a build that was made again, and what the account may not do", async () => {
    await served.cli("play upload builds/generic.aab --track production --yes");
    const again = await served.cli("play upload builds/generic.aab --track beta --dry-run --json");
    expect(again.code).toBe(4);
    expect(again.json()).toMatchObject({
      problems: [{ code: "ERR_PLAY_CODE_LOW", hint: expect.stringContaining("8549809") }],
    });
    served.play.console.revoke("release@avni.iam.gserviceaccount.test", SAKHI);
    const denied = await served.cli("play status sakhi --json");
    expect(denied.code).toBe(1);
    expect(denied.json()).toMatchObject({ error: { code: "ERR_PLAY_ACCESS_DENIED" } });
    expect(denied.stdout + denied.stderr).not.toContain("token-of-the-release-account");
    expect(await served.cli("play upload builds/generic.aab --yes")).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("--track") as string,
    });
    expect(await served.cli("play status unknown")).toMatchObject({ code: 2 });
    const files = "builds/generic.aab builds/sakhi.aab builds/lfeTeachNagaland.aab --track internal --yes";
    expect(await served.cli(`play upload ${files} --app generic --app sakhi`)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining(`belongs to ${NAGALAND}`) as string,
    });
    expect(await served.cli("play upload builds/sakhi.aab --track beta --app generic --app sakhi --yes")).toMatchObject(
      {
        code: 2,
        stderr: expect.stringContaining(`No file belongs to ${AVNI}`) as string,
      },
    );
  });

  it("applies a plan from a file once", async () => {
    await served.cli("play upload builds/generic.aab --track beta --out plan.json");
    expect(writes()).toEqual([]);
    expect((await served.cli("apply plan.json --yes")).code).toBe(0);
    const twice = await served.cli("apply plan.json --yes --json");
    expect(playReceipt.parse(twice.json()).applied).toMatchObject([{ outcome: "already" }]);
    expect(commits()).toEqual([1, 0, 0]);
  });
});

describe("the Android part of Avni's release", () => {
  it("runs for three packages, two flavours of which share one", async () => {
    await served.configure({ trains: { android: androidTrain(300) } });
    const started = runDocument.parse((await served.cli("run android --yes --json")).json());
    expect(started).toMatchObject({ status: "waiting" });
    expect(started.waits.map(({ step }) => step)).toEqual(["soak[generic]", "soak[sakhi]", "soak[lfeTeachNagaland]"]);
    for (const { name, package: packageName, code, track } of FLAVOURS)
      expect([name, codesOn(track, packageName)]).toEqual([name, expect.arrayContaining([`${code}`])]);
    expect(codesOn("production", AVNI)).toEqual(["8549708"]);
    expect(await readFile(join(served.folder, "told.txt"), "utf8")).toBe("16.12.0\n");

    let soaked = started;
    while (soaked.waits.some(({ step }) => step.startsWith("soak")))
      soaked = runDocument.parse((await served.cli("resume --json")).json());
    expect(soaked.waits).toMatchObject([{ step: "feedback", kind: "approval" }]);
    await served.cli(["approve", started.run, "feedback", "--as", "anita", "--comment", "none in three days"]);
    const finished = await served.cli("resume --json");
    expect(runDocument.parse(finished.json())).toMatchObject({ status: "finished" });
    for (const packageName of [AVNI, SAKHI, NAGALAND]) expect(codesOn("production", packageName)).toEqual(["8549808"]);
    expect(codesOn("internal", NAGALAND)).toEqual(["8549809"]);
    expect(commits()).toEqual([2, 2, 3]);
    logDocument.parse((await served.cli(["log", started.run, "--json"])).json());
  });

  it("stops at a newer build, and promotes nothing", async () => {
    await served.configure({ trains: { android: androidTrain(86_400_000, [FLAVOURS[0]]) } });
    const { run } = runDocument.parse((await served.cli("run android --yes --json")).json());
    served.play.console.setReleases(AVNI, "beta", [
      { name: "16.12.1", versionCodes: ["8549809"] },
      { versionCodes: ["8549808"] },
    ]);
    const stopped = await served.cli("resume --json");
    expect([stopped.code, codesOn("production", AVNI)]).toEqual([4, ["8549708"]]);
    expect(JSON.stringify(stopped.json())).toContain("8549809 is on beta");
    expect(run).toMatch(/^android-/);
  });

  it("stops at a recorded objection while it soaks, and promotes nothing", async () => {
    await served.configure({ trains: { android: androidTrain(86_400_000, [FLAVOURS[0]]) } });
    await served.cli("run android --yes --json");
    const objection = ["play", "object", AVNI, "--version-code", "8549808", "--as", "anita"];
    expect(await served.cli(objection)).toMatchObject({ code: 2 });
    const recorded = await served.cli([...objection, "--reason", "sync loses forms", "--json"]);
    expect(recorded.json()).toMatchObject({ packages: [AVNI], versionCodes: [8_549_808], by: "anita" });
    const stopped = await served.cli("resume --json");
    expect([stopped.code, codesOn("production", AVNI)]).toEqual([4, ["8549708"]]);
    expect(stopped.stdout).toContain("sync loses forms");
  });

  it("says all that is wrong before the first byte leaves", async () => {
    await served.configure({ trains: { android: androidTrain(300) } });
    await makeBundle(join(served.folder, "builds/sakhi.aab"), {
      packageName: SAKHI,
      versionCode: 8_549_808,
      versionName: "16.11.0",
      debuggable: true,
    });
    await writeFile(join(served.folder, "builds/generic.aab"), "<html>404</html>");
    const answer = await served.cli("run android --yes --json");
    expect(answer.code).toBe(4);
    const said = JSON.stringify(answer.json());
    for (const code of ["ERR_ARTIFACT_NOT_ZIP", "ERR_ARTIFACT_DEBUGGABLE", "ERR_ARTIFACT_VERSION_NAME"])
      expect(said).toContain(code);
    expect(writes()).toEqual([]);
  });
});
