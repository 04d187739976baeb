import { afterAll, beforeAll, expect, it } from "vitest";
import { playKinds, playStatus, soakElapsed, vitalsHealthy } from "../../src/index.js";
import { AVNI, openScene, SAKHI, type Scene, writesOf } from "../support/scene.js";

let scene: Scene;
beforeAll(async () => {
  const beta = [{ name: "16.12.0", versionCodes: ["100"], status: "completed" as const }];
  scene = await openScene([
    { packageName: AVNI, tracks: { beta, "Field testers": [] } },
    { packageName: SAKHI, tracks: { internal: [{ ...beta[0], status: "draft" }] } },
  ]);
});
afterAll(async () => {
  expect(scene.play.violations).toEqual([]);
  expect(writesOf(scene.play).filter((name) => !name.startsWith("vitals."))).toEqual([]);
  await scene.close();
});

it("tells the tracks of many apps, and what it may not see of one", async () => {
  const packages = [AVNI, SAKHI, "org.example.unknown"];
  const [avni, sakhi, unknown] = await playStatus(scene.ports, { packages });
  expect(avni).toMatchObject({ status: { format: 1, package: AVNI } });
  const tracksOf = (one: typeof avni) => (one !== undefined && "status" in one ? one.status.tracks : []);
  expect(tracksOf(avni).map(({ track, releases }) => [track, releases.length])).toEqual([
    ["production", 0],
    ["beta", 1],
    ["alpha", 0],
    ["internal", 0],
  ]);
  expect(tracksOf(sakhi).find(({ track }) => track === "internal")?.releases).toEqual([
    { name: "16.12.0", versionCodes: [100], status: "draft", userFraction: null, lifecycle: "DRAFT", notes: null },
  ]);
  expect(unknown).toMatchObject({ package: "org.example.unknown", error: { code: "ERR_PLAY_APP_UNKNOWN" } });
  await expect(playKinds(scene.ports).reads["play-status"]?.({ packages }, {})).rejects.toMatchObject({
    code: "ERR_PLAY_APP_UNKNOWN",
  });
});

it("asks the gates without an edit", async () => {
  const now = new Date("2026-05-08T10:00:00Z");
  const soak = soakElapsed(scene.ports);
  const given = { packageName: AVNI, versionCodes: [100] };
  const previous = await soak.check(given, { now: () => now });
  expect(previous).toMatchObject({ status: "wait", evidence: { publishedAt: now.toISOString() } });
  const later = new Date(now.getTime() + 3 * 86_400_000);
  expect(await soak.check(given, { now: () => later, previous })).toMatchObject({ status: "pass" });

  const vitals = vitalsHealthy(scene.ports);
  const asked = { packageName: AVNI, versionCode: 100 };
  expect(await vitals.check(asked, { now: () => now })).toMatchObject({ status: "wait" });
  const row = (metricSet: "crashRate" | "anrRate", name: string, rate: string) => ({
    metricSet,
    versionCode: 100,
    day: "2026-05-06",
    metrics: { [name]: rate, distinctUsers: "9000" },
  });
  scene.play.console.setVitals(
    AVNI,
    [row("crashRate", "userPerceivedCrashRate", "0.002"), row("anrRate", "userPerceivedAnrRate", "0.001")],
    "2026-05-07",
  );
  expect(await vitals.check(asked, { now: () => now })).toMatchObject({
    status: "pass",
    evidence: { metrics: [{ metric: "crash", own: { rate: 0.002, users: 9000 } }, { metric: "anr" }] },
  });
});
