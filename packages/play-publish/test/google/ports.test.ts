import { describe, expect, test } from "vitest";
import type { Track, TrackRelease } from "../../src/track.js";
import { APP, bundleFile, serve } from "./serve.js";

const release = (more: Partial<TrackRelease>): TrackRelease => ({
  name: "1.8",
  versionCodes: [8],
  status: "completed",
  userFraction: null,
  notes: {},
  inAppUpdatePriority: null,
  countryTargeting: null,
  ...more,
});

test("looks at releases without an edit, and at the languages of the listing in one", async () => {
  const { play, connect } = await serve();
  const { releases, edits, tracks } = connect();
  expect(await releases.listReleases(APP, "beta")).toEqual([
    { name: "1.8", versionCodes: [8], lifecycle: "PUBLISHED" },
  ]);
  expect(await releases.listReleases(APP, "alpha")).toEqual([]);
  await expect(releases.listReleases(APP, "nightly")).rejects.toMatchObject({ code: "ERR_PLAY_TRACK_UNKNOWN" });
  await expect(releases.listReleases("org.none", "beta")).rejects.toMatchObject({ code: "ERR_PLAY_APP_UNKNOWN" });
  expect(play.state.edits.size).toBe(0);
  expect(await tracks.listLocales(await edits.open(APP))).toEqual(["en-GB", "hi-IN"]);
});

test("reads a track, puts it back whole, and commits", async () => {
  const { play, connect } = await serve();
  const { edits, tracks } = connect();
  const edit = await edits.open(APP);
  expect(edit).toMatchObject({ packageName: APP, expiresAt: expect.any(Date) });
  const production: Track = {
    name: "production",
    releases: [
      release({ name: "1.7", versionCodes: [7] }),
      release({
        status: "inProgress",
        userFraction: 0.25,
        notes: { "en-GB": "Faster", "hi-IN": "तेज़" },
        countryTargeting: { countries: ["IN"], includeRestOfWorld: false },
        inAppUpdatePriority: 4,
      }),
    ],
  };
  await tracks.putTrack(edit, production);
  expect((await tracks.listTracks(edit)).find(({ name }) => name === "production")).toEqual(production);
  await edits.commit(edit, {});
  expect(play.state.app(APP).tracks.get("production")).toMatchObject([{ name: "1.7" }, { userFraction: 0.25 }]);
  expect(await edits.find(APP, edit.id)).toBeNull();
  await edits.discard(APP, edit.id); // gone already
  const commit = play.requests.find(({ operation }) => operation === "edits.commit");
  expect(commit?.path).toMatch(/:commit\?changesInReviewBehavior=ERROR_IF_IN_REVIEW$/);
});

describe("a commit", () => {
  test("is sent once, whatever became of it", async () => {
    for (const kind of ["lost", "drop", "truncate", "unavailable", "page"] as const) {
      const { play, connect } = await serve();
      const { edits } = connect();
      const edit = await edits.open(APP);
      play.setFaults([{ match: "edits.commit", kind }]);
      await expect(edits.commit(edit, {}), kind).rejects.toMatchObject({
        code: "ERR_PLAY_RESULT_UNKNOWN",
        retryable: true,
      });
      expect(play.requests.filter(({ operation }) => operation === "edits.commit")).toHaveLength(1);
      expect(play.state.app(APP).commits).toBe(kind === "lost" || kind === "truncate" ? 1 : 0);
    }
  });

  test("leaves a running review alone, unless it is told to cancel it", async () => {
    const { play, connect } = await serve();
    const { edits, tracks } = connect();
    play.state.app(APP).review = "wait";
    const first = await edits.open(APP);
    await tracks.putTrack(first, { name: "alpha", releases: [release({})] });
    await edits.commit(first, {});
    const second = await edits.open(APP);
    await expect(edits.commit(second, {})).rejects.toMatchObject({ code: "ERR_PLAY_REVIEW_RUNNING" });
    await edits.commit(second, { cancelReview: true });
  });

  test("is held for a person only where Play asks for it", async () => {
    const { play, connect } = await serve();
    const { edits } = connect();
    const edit = await edits.open(APP);
    await expect(edits.commit(edit, { holdReview: true })).rejects.toMatchObject({ code: "ERR_PLAY_REVIEW_AUTOMATIC" });
    play.state.app(APP).sends = "by-hand";
    await expect(edits.commit(edit, {})).rejects.toMatchObject({ code: "ERR_PLAY_REVIEW_BY_HAND" });
    await edits.commit(edit, { holdReview: true });
  });
});

test("an edit that another one ended is gone; other accounts have their own", async () => {
  const { connect } = await serve();
  const [mine, others] = [connect(), connect("other")];
  const first = await mine.edits.open(APP);
  const foreign = await others.edits.open(APP);
  const second = await mine.edits.open(APP);
  expect([await mine.edits.find(APP, first.id), await mine.edits.find(APP, second.id)]).toEqual([null, second]);
  await expect(mine.tracks.listTracks(first)).rejects.toMatchObject({ code: "ERR_PLAY_EDIT_GONE", retryable: true });
  await mine.edits.commit(second, {});
  expect(await others.edits.find(APP, foreign.id)).toBeNull();
});

test("a harmless request is repeated while Google fails, and stops with the signal", async () => {
  const { play, connect, waits } = await serve();
  play.setFaults([
    { match: "edits.insert", kind: "quota" },
    { match: "edits.insert", nth: 2, kind: "concurrent" },
  ]);
  await connect().edits.open(APP);
  expect(waits).toEqual([1000, 2000]);
  const reason = new Error("stopped by a person");
  await expect(connect().edits.open(APP, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
});

test("artifacts are bundles and APKs that Play has processed", async () => {
  let time = Date.parse("2026-03-01T00:00:00Z");
  const { connect } = await serve({ now: () => new Date(time), processingMs: 90_000 });
  const { edits, uploads } = connect();
  const edit = await edits.open(APP);
  const file = await bundleFile(9, 4096);
  expect(await uploads.upload(edit, file)).toEqual({ kind: "aab", versionCode: 9, sha256: file.sha256 });
  const codes = async () => (await uploads.listArtifacts(edit, "aab")).map(({ versionCode }) => versionCode).sort();
  expect(await codes()).toEqual([7, 8]);
  await expect(edits.commit(edit, {})).rejects.toMatchObject({ code: "ERR_PLAY_STILL_PROCESSING", retryable: true });
  time += 90_000;
  expect(await codes()).toEqual([7, 8, 9]);
  expect(await uploads.listArtifacts(edit, "apk")).toEqual([]);
  await uploads.uploadSymbols(edit, { kind: "proguard", path: file.path, versionCode: 9 });
  await edits.commit(edit, {});
});

test("vitals: the last complete day, and the rates of the codes that are asked for", async () => {
  const { play, connect } = await serve();
  const { vitals } = connect();
  expect(await vitals.freshestDay(APP, "crash")).toBeNull();
  const row = (versionCode: number, day: string, metricSet: "crashRate" | "anrRate" = "crashRate") => ({
    metricSet,
    versionCode,
    day,
    metrics: {
      [metricSet === "crashRate" ? "userPerceivedCrashRate" : "userPerceivedAnrRate"]: "0.0123",
      distinctUsers: "1200",
    },
  });
  const rows = [row(7, "2026-02-28"), row(8, "2026-02-28"), row(8, "2026-03-01"), row(8, "2026-03-01", "anrRate")];
  play.console.setVitals(APP, rows, "2026-03-02");
  expect(await vitals.freshestDay(APP, "crash")).toBe("2026-03-01");
  const asked = { versionCodes: [7, 8], from: "2026-02-28", to: "2026-03-01" };
  expect(await vitals.dailyRates(APP, { ...asked, metric: "crash" })).toEqual([
    { versionCode: 7, day: "2026-02-28", rate: 0.0123, users: 1200 },
    { versionCode: 8, day: "2026-02-28", rate: 0.0123, users: 1200 },
    { versionCode: 8, day: "2026-03-01", rate: 0.0123, users: 1200 },
  ]);
  expect(await vitals.dailyRates(APP, { ...asked, metric: "anr" })).toHaveLength(1);
  await expect(connect("other").vitals.freshestDay(APP, "anr")).rejects.toMatchObject({
    code: "ERR_PLAY_ACCESS_DENIED",
  });
});
