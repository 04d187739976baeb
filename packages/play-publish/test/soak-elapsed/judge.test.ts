import { describe, expect, it } from "vitest";
import { input, soakElapsed, type SoakEvidence } from "../../src/soak-elapsed/soak-elapsed.js";
import { judge } from "../../src/soak-elapsed/judge.js";
import type { Lifecycle, SeenRelease } from "../../src/index.js";
import type { Verdict } from "@signalbox/release-core";

const DAY_MS = 86_400_000;
const start = new Date("2026-05-04T10:00:00Z");
const after = (days: number): Date => new Date(start.getTime() + days * DAY_MS);
const seen = (versionCode: number, lifecycle: Lifecycle = "PUBLISHED"): SeenRelease => ({
  name: null,
  versionCodes: [versionCode],
  lifecycle,
});
const asked = (more: object = {}) => input.parse({ packageName: "com.openchsclient", versionCodes: [100], ...more });
const look = (releases: readonly SeenRelease[], now: Date, previous?: Verdict<SoakEvidence>, more: object = {}) =>
  judge(asked(more), { seen: releases, recorded: [] }, now, previous);

describe("soakElapsed", () => {
  it("counts from the first look that shows it published, on whichever machine the next look is", () => {
    const first = look([seen(100, "IN_REVIEW")], start);
    expect(first).toMatchObject({ status: "wait", evidence: { publishedAt: null } });
    const second = look([seen(100), seen(90)], after(2), first);
    expect(second).toMatchObject({ status: "wait", evidence: { publishedAt: after(2).toISOString() } });
    const carried = JSON.parse(JSON.stringify(second)) as typeof second;
    expect(look([seen(100)], after(4.99), carried)).toMatchObject({
      status: "wait",
      evidence: { endsAt: after(5).toISOString() },
    });
    expect(look([seen(100)], after(5), carried)).toMatchObject({
      status: "pass",
      evidence: { publishedAt: after(2).toISOString() },
    });
  });

  it("is blocked by what was recorded against it, however long it has been there", async () => {
    const asks: unknown[] = [];
    const gate = soakElapsed({
      releases: { listReleases: () => Promise.resolve([seen(100), seen(90)]) },
      objections: {
        list: (...given) => {
          asks.push(given.slice(0, 2));
          return Promise.resolve(["sync loses forms (anita)"]);
        },
      },
    });
    const verdict = await gate.check({ packageName: "com.openchsclient", forMs: 0 });
    expect(verdict).toMatchObject({ status: "block", reason: expect.stringContaining("sync loses forms") as string });
    expect(asks).toEqual([["com.openchsclient", [100]]]);
  });

  it("begins anew where the verdict before is lost, rather than guess", () => {
    expect(look([seen(100)], after(30))).toMatchObject({
      status: "wait",
      evidence: { publishedAt: after(30).toISOString() },
    });
  });

  it("takes the time from who knows it", () => {
    expect(look([seen(100)], after(3), undefined, { publishedAt: start.toISOString() })).toMatchObject({
      status: "pass",
    });
    expect(look([seen(100, "IN_REVIEW")], after(3), undefined, { publishedAt: start.toISOString() })).toMatchObject({
      status: "wait",
    });
  });

  it("does not believe a time to come", () => {
    const ahead = look([seen(100)], after(9));
    expect(look([seen(100)], start, ahead)).toMatchObject({ evidence: { publishedAt: start.toISOString() } });
  });

  it.each<[string, readonly SeenRelease[], object, string]>([
    ["a newer release", [seen(100), seen(101, "IN_REVIEW")], {}, "newer than 100"],
    ["an objection", [seen(100)], { objections: ["crash at login, Anita"] }, "crash at login"],
    ["no approval", [seen(100, "NOT_APPROVED")], {}, "not approved"],
    ["a draft", [seen(100, "DRAFT")], {}, "draft"],
  ])("is blocked by %s", (_, releases, more, reason) => {
    const before = look([seen(100)], start);
    const verdict = look(releases, after(4), before, more);
    expect(verdict).toMatchObject({ status: "block", reason: expect.stringContaining(reason) as string });
  });

  it("starts anew with a newer release where none is named, and when the release was gone in between", () => {
    const any = { versionCodes: null };
    const before = look([seen(100)], start, undefined, any);
    expect(look([seen(101), seen(100)], after(2), before, any)).toMatchObject({
      status: "wait",
      evidence: { versionCodes: [101], publishedAt: after(2).toISOString() },
    });
    const gone = look([], after(1), look([seen(100)], start));
    expect(gone).toMatchObject({ status: "wait", evidence: { publishedAt: null } });
    expect(look([seen(100)], after(2), gone)).toMatchObject({ evidence: { publishedAt: after(2).toISOString() } });
  });

  it("looks again at the end, and no later than in an hour", () => {
    const first = look([seen(100)], start);
    expect(look([seen(100)], after(1), first)).toMatchObject({ retryAfterMs: 3_600_000 });
    expect(look([seen(100)], new Date(after(3).getTime() - 5000), first)).toMatchObject({ retryAfterMs: 5000 });
  });
});
