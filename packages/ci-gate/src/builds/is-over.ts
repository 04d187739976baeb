import type { Build, BuildState } from "./ports.js";

const ENDS = new Set<BuildState>(["passed", "failed", "cancelled", "not-run"]);

/**
 * Nothing of the build runs or will run, unless it begins again. One that failed and has no end is none: other jobs go on,
 * or wait for a person. Pure.
 */
export const isOver = ({ state, endedAt, problem }: Pick<Build, "state" | "endedAt" | "problem">): boolean =>
  ENDS.has(state) && (state !== "failed" || endedAt !== null || problem !== undefined);
