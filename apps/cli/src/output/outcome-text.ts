import type { OutcomeName } from "@signalbox/release-core";

/** A dump gets its name when it is whole: however it was stopped, there is nothing to be afraid of. */
export const outcomeText = (outcome: OutcomeName, kind: string): string =>
  outcome === "unknown" && kind === "dump-database" ? "stopped, and no file is left half done" : outcome;
