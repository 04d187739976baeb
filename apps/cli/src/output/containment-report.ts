import type { Containment } from "@signalbox/git-promote";
import { type Json, redactText, type Settled } from "@signalbox/release-core";
import { errorJson } from "./json.js";

/** One repository of the report. `earlier` and `later` are null, and nothing is listed, with an error. */
export type ContainmentLine = Pick<Containment, "repository" | "missing" | "equivalent" | "warnings"> & {
  readonly earlier: Containment["earlier"] | null;
  readonly later: Containment["later"] | null;
  readonly engineLimits?: readonly string[];
  readonly error?: Json;
};

/** What `containment --json` prints. */
export interface ContainmentReport {
  readonly format: 1;
  readonly repositories: readonly ContainmentLine[];
}

export function containmentReport(
  settled: readonly Settled<{ readonly repository: string }, Containment>[],
): ContainmentReport {
  const nothing = { earlier: null, later: null, missing: [], equivalent: [], warnings: [] };
  return {
    format: 1,
    repositories: settled.flatMap((line): ContainmentLine[] => {
      const repository = redactText(line.item.repository);
      if (line.status === "skipped") return [];
      if (line.status === "rejected") return [{ repository, ...nothing, error: errorJson(line.error) }];
      const { isContained: _, ...found } = line.value;
      return [found];
    }),
  };
}
