import { matchesText } from "../../git-server/faults.js";

/** What goes wrong, and when. */
export interface CircleFault {
  /** Looked for in `<METHOD> <path and query> <operation>`. */
  readonly match: RegExp | string;
  /** The first matching request that fails, from 1. Default 1. */
  readonly nth?: number;
  /** How many requests fail from there on. Default 1; `Infinity` = all. */
  readonly times?: number;
  /**
   * - `drop`: the connection ends before anything has happened. `lost`: it happened, nobody is told. `truncate`: half of the
   *   answer comes. `slow` waits `delayMs` first.
   * - `429` with `retryAfter`; `500`, `503`: CircleCI fails before anything has happened. `page`: a proxy answers 502.
   * - `shape`: the answer is JSON of another kind.
   */
  readonly kind: "drop" | "lost" | "truncate" | "slow" | "429" | "500" | "503" | "page" | "shape";
  /** Seconds, for `429`. Default 1. Null: none is named. */
  readonly retryAfter?: number | null;
  /** Milliseconds, for `slow`. Default 1000. */
  readonly delayMs?: number;
}

/** Counts matching requests and says which fault each one meets; the first that is due wins. */
export function circleFaultScript(faults: readonly CircleFault[]): (line: string) => CircleFault | null {
  const seen = faults.map(() => 0);
  return (line) => {
    const due = faults.filter((fault, index) => {
      if (!matchesText(fault.match, line)) return false;
      const count = (seen[index] ?? 0) + 1;
      seen[index] = count;
      const first = fault.nth ?? 1;
      return count >= first && count < first + (fault.times ?? 1);
    });
    return due[0] ?? null;
  };
}
