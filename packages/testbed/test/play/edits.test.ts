import { describe, expect, test } from "vitest";
import { bundle, servePlay } from "./serve.js";

const completed = (code: string) => ({ status: "completed", versionCodes: [code] });
const upload = "?uploadType=media";

describe("an edit", () => {
  test("takes a bundle to a track, and only then is it there", async () => {
    const { ask, edit, play } = await servePlay();
    const path = await edit();
    const uploads = `/upload/androidpublisher/v3/applications/org.example.field${path}/bundles${upload}`;
    const { body } = await ask("POST", uploads, bundle(9));
    expect(body).toEqual({ versionCode: 9, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect((await ask("GET", `${path}/bundles`)).body.bundles.at(-1)).toEqual(body);
    const put = await ask("PUT", `${path}/tracks/beta`, { track: "beta", releases: [completed("9")] });
    expect(put.body).toEqual({ track: "beta", releases: [{ ...completed("9"), name: "9" }] });
    expect(play.state.app("org.example.field").tracks.get("beta")).toMatchObject([{ versionCodes: ["8"] }]);
    expect((await ask("POST", `${path}:commit`)).status).toBe(200);
    expect(play.state.app("org.example.field").tracks.get("beta")).toMatchObject([{ versionCodes: ["9"] }]);
    expect((await ask("GET", path)).body.error.errors[0].reason).toBe("editAlreadyCommitted");
  });

  test("ends by another one of the account, by any commit, by the Console, and by time", async () => {
    let time = Date.parse("2026-03-01T00:00:00Z");
    const { ask, edit, play } = await servePlay({ now: () => new Date(time) });
    const gone = async (path: string, token?: string) => (await ask("GET", path, undefined, token)).body.error?.message;
    const first = await edit();
    const others = await edit("other");
    const second = await edit();
    expect([await gone(first), await gone(second), await gone(others, "other")]).toEqual([
      "This Edit has been deleted.",
      undefined,
      undefined,
    ]);
    expect((await ask("GET", others)).status).toBe(404); // of another account
    await ask("POST", `${second}:commit`);
    expect(await gone(others, "other")).toBe("This Edit has been deleted.");
    const third = await edit();
    play.console.change("org.example.field");
    expect(await gone(third)).toBe("This Edit has been deleted.");
    const fourth = await edit();
    time += 3_600_000;
    expect(await gone(fourth)).toBe("This edit has expired.");
    expect((await ask("DELETE", await edit())).status).toBe(204);
  });
});

describe("rules of a track", () => {
  const cases: [string, string, object[], RegExp][] = [
    ["two completed", "beta", [completed("7"), completed("8")], /Only one completed release/],
    ["fraction of one", "beta", [{ ...completed("8"), status: "inProgress", userFraction: 1 }], /lower than one/],
    ["no fraction", "beta", [{ ...completed("7"), status: "inProgress" }], /needs a user fraction/],
    ["first release staged", "alpha", [{ status: "inProgress", userFraction: 0.1, versionCodes: ["8"] }], /first/],
    ["lowered", "beta", [{ ...completed("8"), status: "inProgress", userFraction: 0.1 }], /cannot be lowered/],
    ["unknown code", "beta", [completed("99")], /Version code 99 does not exist/],
    ["priority changed", "beta", [{ ...completed("8"), inAppUpdatePriority: 3 }], /priority/],
    ["countries in beta", "beta", [{ ...completed("8"), countryTargeting: { countries: ["GB"] } }], /Country/],
    ["language", "beta", [{ ...completed("8"), releaseNotes: [{ language: "xx", text: "" }] }], /language: xx/],
    ["track", "nightly", [completed("8")], /Track not found/],
  ];
  test("each is refused with its words", async () => {
    const { ask, edit } = await servePlay();
    const path = await edit();
    for (const [name, track, releases, words] of cases) {
      const { body } = await ask("PUT", `${path}/tracks/${track}`, { track, releases });
      expect(body.error?.message, name).toMatch(words);
    }
  });

  test("a share grows and is halted; notes are looked at when it is committed", async () => {
    const { ask, edit, play } = await servePlay();
    const staged = (fraction: number, status = "inProgress") => ({
      releases: [completed("7"), { status, userFraction: fraction, versionCodes: ["8"] }],
    });
    for (const release of [staged(0.1), staged(0.5), staged(0.5, "halted")]) {
      const path = await edit();
      expect((await ask("PUT", `${path}/tracks/production`, release)).status).toBe(200);
      expect((await ask("POST", `${path}:commit`)).status).toBe(200);
    }
    expect(play.state.app("org.example.field").tracks.get("production")?.[1]?.status).toBe("halted");
    const path = await edit();
    const releaseNotes = [{ language: "en-GB", text: "é".repeat(501) }];
    await ask("PUT", `${path}/tracks/beta`, { releases: [{ ...completed("8"), releaseNotes }] });
    const refused = await ask("POST", `${path}:commit`);
    expect([refused.status, refused.body.error.message]).toEqual([
      403,
      "The release created has notes in language en-GB with length 501, which is too long (max: 500).",
    ]);
  });

  test("a draft app takes drafts, an empty one nothing", async () => {
    const apps = [
      { packageName: "org.example.field", draft: true, tracks: { internal: [{ versionCodes: ["1"] }] } },
      { packageName: "org.example.new", empty: true },
    ];
    const { ask, edit } = await servePlay({ apps });
    const path = await edit();
    await ask("PUT", `${path}/tracks/beta`, { releases: [completed("1")] });
    expect((await ask("POST", `${path}:validate`)).body.error.message).toMatch(/status draft/);
    await ask("PUT", `${path}/tracks/beta`, { releases: [{ ...completed("1"), status: "draft" }] });
    expect((await ask("POST", `${path}:commit`)).status).toBe(200);
    const missing = await ask("POST", "/androidpublisher/v3/applications/org.example.new/edits");
    expect([missing.status, missing.body.error.message]).toEqual([404, "Package not found: org.example.new."]);
  });
});

describe("review", () => {
  test("waits, is cancelled by default, and is not with ERROR_IF_IN_REVIEW; the edit lives on", async () => {
    const tracks = { beta: [{ versionCodes: ["8"] }] };
    const { ask, edit, play, base } = await servePlay({
      apps: [{ packageName: "org.example.field", review: "wait", managedPublishing: true, tracks }],
    });
    const states = async () =>
      (await ask("GET", `${base}/tracks/production/releases`)).body.releases.map((each: any) =>
        each.releaseLifecycleState.replace("RELEASE_LIFECYCLE_STATE_", ""),
      );
    const first = await edit();
    await ask("PUT", `${first}/tracks/production`, { releases: [completed("8")] });
    await ask("POST", `${first}:commit`);
    expect(await states()).toEqual(["IN_REVIEW"]);
    const second = await edit();
    const refused = await ask("POST", `${second}:commit?changesInReviewBehavior=ERROR_IF_IN_REVIEW`);
    expect(refused.body.error.details[0].reason).toBe("CHANGES_ALREADY_IN_REVIEW");
    expect((await ask("POST", `${second}:commit`)).status).toBe(200);
    play.console.approve("org.example.field");
    expect(await states()).toEqual(["APPROVED_NOT_PUBLISHED"]);
    play.console.publish("org.example.field", "production");
    expect(await states()).toEqual(["PUBLISHED"]);
    expect(() => play.console.reject("org.example.field")).toThrow(/nothing/);
  });

  test("changesNotSentForReview is wrong in both directions", async () => {
    const { ask, edit, play } = await servePlay();
    const path = await edit();
    const held = `${path}:commit?changesNotSentForReview=true`;
    expect((await ask("POST", held)).body.error.message).toMatch(/must not be set/);
    play.state.app("org.example.field").sends = "by-hand";
    expect((await ask("POST", `${path}:commit`)).body.error.message).toMatch(/Please set the query parameter/);
    expect((await ask("POST", held)).status).toBe(200);
  });
});

test("tells of the app what an edit shows", async () => {
  const { ask, edit } = await servePlay();
  const path = await edit();
  const body = async (part: string) => (await ask("GET", `${path}${part}`)).body;
  expect((await body("/tracks")).tracks.map(({ track }: any) => track)).toEqual([
    "production",
    "beta",
    "alpha",
    "internal",
  ]);
  expect(await body("/tracks/beta")).toMatchObject({ track: "beta", releases: [{ name: "1.8" }] });
  expect((await body("/countryAvailability/beta")).countries).toEqual([{ countryCode: "GB" }, { countryCode: "IN" }]);
  expect((await body("/listings")).listings).toMatchObject([{ language: "en-GB" }]);
  expect((await body("/details")).defaultLanguage).toBe("en-GB");
  expect((await body("/apks")).apks).toEqual([]);
});

test("rights, scopes and tokens", async () => {
  const { ask, edit, play, base } = await servePlay();
  const status = async (token: string, method = "POST", path = "/edits") =>
    (await ask(method, path, undefined, token)).status;
  const seen = `${base}/tracks/beta/releases`;
  expect([await status("nobody"), await status("outsider"), await status("reader"), await status("narrow")]).toEqual([
    401, 403, 403, 403,
  ]);
  expect(await status("reader", "GET", seen)).toBe(200);
  const path = await edit("tester");
  const put = (track: string) => ask("PUT", `${path}/tracks/${track}`, { releases: [completed("8")] }, "tester");
  expect([(await put("beta")).status, (await put("production")).status]).toEqual([200, 403]);
  play.console.revoke("tester@play.test", "org.example.field");
  expect(await status("tester", "GET", path)).toBe(403);
});

test("what Google does not know is a violation", async () => {
  const known = [
    "GET /androidpublisher/v3/applications/org.example.field/edits: Google has no such method",
    "edits.insert was asked wrongly: the query draft is not taken",
    expect.stringContaining("edits.tracks.update was asked wrongly: /releases/0 must NOT have additional properties"),
    expect.stringContaining("/releases/0/versionCodes/0 must be string"),
    expect.stringContaining("must be equal to one of the allowed values"),
  ];
  const { ask, edit } = await servePlay({}, known);
  await ask("GET", "/edits");
  await ask("POST", "/edits?draft=true");
  const path = await edit();
  const put = (release: object) => ask("PUT", `${path}/tracks/beta`, { releases: [release] });
  const answers = [await put({ state: "completed" }), await put({ versionCodes: [8] }), await put({ status: "done" })];
  expect(answers.map(({ status }) => status)).toEqual([400, 400, 400]);
});

test("vitals: freshness first, then the rows of the codes that are asked for", async () => {
  const { ask, play } = await servePlay();
  const at = "/v1beta1/apps/org.example.field/crashRateMetricSet";
  const day = (date: number) => ({ year: 2026, month: 3, day: date, timeZone: { id: "America/Los_Angeles" } });
  const query = (from: number, until: number, filter = "versionCode = 8") =>
    ask(
      "POST",
      `${at}:query`,
      {
        timelineSpec: { aggregationPeriod: "DAILY", startTime: day(from), endTime: day(until) },
        dimensions: ["versionCode"],
        metrics: ["userPerceivedCrashRate", "distinctUsers"],
        filter,
      },
      "reader",
    );
  expect((await ask("GET", at, undefined, "reader")).body.freshnessInfo).toEqual({ freshnesses: [] });
  const row = (versionCode: number, date: string) => ({
    metricSet: "crashRate" as const,
    versionCode,
    day: date,
    metrics: { userPerceivedCrashRate: "0.0123", distinctUsers: "1200" },
  });
  play.console.setVitals(
    "org.example.field",
    [row(7, "2026-03-01"), row(8, "2026-03-01"), row(8, "2026-03-02")],
    "2026-03-03",
  );
  expect((await ask("GET", at, undefined, "reader")).body.freshnessInfo.freshnesses[0].latestEndTime).toEqual(day(3));
  const { rows } = (await query(1, 2)).body;
  expect(rows).toMatchObject([{ startTime: day(1), dimensions: [{ int64Value: "8" }] }]);
  expect((await query(1, 3, "versionCode = 7 OR versionCode = 8")).body.rows).toHaveLength(3);
  expect((await query(1, 4)).status).toBe(400); // beyond what is fresh
  expect((await ask("GET", at)).status).toBe(403); // publishing is another permission
});
