import type { GitRequest } from "./git-request.js";

export type FaultKind = "429" | "500" | "502" | "drop" | "slow" | "truncate" | "refuse-auth";

/** What goes wrong, and when. */
export interface Fault {
  /** Looked for in `<METHOD> <path and query>`, for example `POST /saltops/git-receive-pack`. */
  readonly match: RegExp | string;
  /** The first matching request that fails, from 1. Default 1. */
  readonly nth?: number;
  /** How many requests fail from there on. Default 1; `Infinity` = all. */
  readonly times?: number;
  /**
   * `drop` closes the connection before git sees the request; `truncate` lets git finish and then cuts its answer in
   * half, so a push has happened and nobody was told; `slow` waits `delayMs` before the answer.
   */
  readonly kind: FaultKind;
  /** Milliseconds, only for `slow`. Default 1000. */
  readonly delayMs?: number;
}

/** Counts matching requests and says which fault each one meets. */
export type FaultScript = (request: GitRequest) => Fault | null;

/** The first fault that is due wins; every matching fault counts the request. */
export function faultScript(faults: readonly Fault[]): FaultScript {
  const seen = faults.map(() => 0);
  return (request) => {
    const line = `${request.method} ${request.path}`;
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

/** Whether a pattern is found; flags that keep a place are dropped. */
export const matchesText = (pattern: RegExp | string, line: string): boolean =>
  typeof pattern === "string"
    ? line.includes(pattern)
    : new RegExp(pattern.source, pattern.flags.replace(/[gy]/g, "")).test(line);
