import { describe, expect, it } from "vitest";
import { judge } from "../../src/vitals-healthy/judge.js";
import { shareOf } from "../../src/vitals-healthy/share.js";
import { input, type MetricFacts } from "../../src/vitals-healthy/vitals-healthy.js";
import type { VitalsRow } from "../../src/index.js";

const now = new Date("2026-05-08T10:00:00Z");
const day = "2026-05-06";
const rows = (versionCode: number, rate: number, users: number): readonly VitalsRow[] => [
  { versionCode, day: "2026-05-05", rate, users: users / 2 },
  { versionCode, day, rate, users: users / 2 },
];
const old = rows(90, 0.004, 40_000);
const crash = (given: readonly VitalsRow[], freshestDay: string | null = day): readonly MetricFacts[] => [
  { metric: "crash", freshestDay, rows: given },
  { metric: "anr", freshestDay: day, rows: [...rows(100, 0.001, 5000), ...rows(90, 0.001, 40_000)] },
];
const asked = input.parse({ packageName: "com.openchsclient", versionCode: 100, previousVersionCode: 90 });

describe("vitalsHealthy", () => {
  it.each<[string, readonly MetricFacts[], "pass" | "wait" | "block", string]>([
    ["as good as before", crash([...rows(100, 0.004, 5000), ...old]), "pass", "crash 0.40 %"],
    ["better", crash([...rows(100, 0, 5000), ...old]), "pass", "crash 0.00 %"],
    ["certainly above Google's line", crash([...rows(100, 0.05, 5000), ...old]), "block", "above 1.09 %"],
    ["certainly worse than before", crash([...rows(100, 0.0105, 60_000), ...old]), "block", "before it was 0.40 %"],
    [
      "above the line, but of few",
      crash([...rows(100, 0.013, 1000), ...rows(90, 0.008, 40_000)]),
      "wait",
      "1.09 % is allowed",
    ],
    ["bad, but of nobody yet", crash([...rows(100, 0.5, 40), ...old]), "wait", "40 users, and 500 are needed"],
    ["no values", crash(old), "wait", "no values of crash yet"],
    ["no values at all", crash([], null), "wait", "no values of crash yet"],
    ["old values", crash([...rows(100, 0.004, 5000), ...old], "2026-05-01"), "wait", "end on 2026-05-01"],
    ["nothing to compare with", crash(rows(100, 0.004, 5000)), "wait", "of 90 to compare with"],
    ["other versions are bad", crash([...rows(100, 0.004, 5000), ...old, ...rows(80, 0.3, 90_000)]), "pass", "0.40 %"],
  ])("%s", (_, facts, status, reason) => {
    expect(judge(asked, facts, now)).toMatchObject({ status, reason: expect.stringContaining(reason) as string });
  });

  it("needs no version before where none is named", () => {
    const alone = input.parse({ packageName: "com.openchsclient", versionCode: 100 });
    expect(judge(alone, crash(rows(100, 0.004, 5000)), now)).toMatchObject({ status: "pass" });
  });

  it("knows how much a share of few says", () => {
    expect(shareOf([], 100)).toBeNull();
    const none = shareOf(rows(100, 0, 20), 100);
    expect(none).toMatchObject({ rate: 0, low: 0, users: 20 });
    expect(none?.high).toBeCloseTo(0.161, 3); // Wilson, n = 20
    const half = shareOf([{ versionCode: 1, day, rate: 0.5, users: 100 }], 1);
    expect([half?.low, half?.high].map((each) => Number(each?.toFixed(4)))).toEqual([0.4038, 0.5962]);
  });
});
