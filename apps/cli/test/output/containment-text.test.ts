import type { Containment } from "@signalbox/git-promote";
import { expect, test } from "vitest";
import { containmentReport } from "../../src/output/containment-report.js";
import { containmentText } from "../../src/output/containment-text.js";
import { styleOf } from "../../src/output/style.js";
import { containmentDocument } from "../support/release-documents.js";

const oid = "a".repeat(40);
const found = (repository: string, more: Partial<Containment>) => ({
  item: { repository },
  status: "fulfilled" as const,
  value: {
    repository,
    earlier: { name: "16.7", ref: "refs/heads/16.7", commit: oid },
    later: { name: "16.8", ref: "refs/heads/16.8", commit: oid },
    isContained: true,
    missing: [],
    equivalent: [],
    warnings: [],
    ...more,
  },
});

test("what an engine cannot judge is not told as contained", () => {
  const limits = ["The two sides have 2 merge bases."];
  const report = containmentReport([found("api", {}), found("web", { isContained: false, engineLimits: limits })]);
  expect(containmentDocument.parse(report).repositories[1]?.engineLimits).toEqual(limits);
  expect(containmentText(report, styleOf(false)).split("\n\n")).toEqual([
    "api  16.8 has every commit of 16.7",
    "web  whether 16.8 has every commit of 16.7 is not known: The two sides have 2 merge bases.",
    "Nothing is missing in 1 repository. 1 cannot be judged without git.",
  ]);
});
