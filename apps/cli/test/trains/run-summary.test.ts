import { expect, it } from "vitest";
import { newestFirst, type RunSummary } from "../../src/trains/run-summary.js";

it("lists the run that began last first, and last the one whose journal nobody can read", () => {
  const began = (run: string, startedAt: string): RunSummary => ({ run, startedAt }) as unknown as RunSummary;
  const runs = [
    began("weekly-2026-03-02-0e51", "2026-03-02T09:00:00.000Z"),
    began("weekly-2026-03-02-a843", ""),
    began("weekly-2026-03-02-d8ba", "2026-03-02T09:00:01.000Z"),
  ];
  expect(newestFirst(runs).map(({ run }) => run.slice(-4))).toEqual(["d8ba", "0e51", "a843"]);
});
