import { describe, expect, test } from "vitest";
import { anomalies, type AnomalyName, gitText } from "../../src/index.js";
import { scratch } from "../scratch.js";
import { conflictChecks } from "./conflict-checks.js";
import { type Look, lookAt } from "./look.js";
import { otherChecks } from "./other-checks.js";
import { rangeChecks } from "./range-checks.js";
import { tagChecks } from "./tag-checks.js";

/** The type demands one check for each anomaly. */
const checks: Record<AnomalyName, (look: Look) => Promise<void>> = {
  ...tagChecks,
  ...rangeChecks,
  ...conflictChecks,
  ...otherChecks,
};

const names = Object.keys(anomalies) as AnomalyName[];
const endAt = new Date("2026-03-02T09:00:00Z");
const make = async (name: AnomalyName) => anomalies[name].make({ root: await scratch(), name: "odd", seed: 5, endAt });

describe("every anomaly is really there, as plain git sees it", () => {
  test.each(names)("%s", async (name) => {
    const made = await make(name);
    await checks[name](lookAt(made));
    expect(anomalies[name].summary).not.toBe("");
  });
});

test("an anomaly made twice has the same object ids", async () => {
  const refs = async (): Promise<string> => gitText((await make("mistyped-tags")).path, ["for-each-ref"]);
  expect(await refs()).toBe(await refs());
});
