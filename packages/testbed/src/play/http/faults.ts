import { matchesText } from "../../git-server/faults.js";
import { Refusal, type RefusalFields } from "./refusal.js";
import { type RefusalName, REFUSALS } from "./refusals.js";

export type PlayFaultKind = "drop" | "lost" | "slow" | "truncate" | "page" | RefusalName;

/** What goes wrong, and when. */
export interface PlayFault {
  /** Looked for in `<METHOD> <path and query> <method id without the name of the API>`. */
  readonly match: RegExp | string;
  /** The first matching request that fails, from 1. Default 1. */
  readonly nth?: number;
  /** How many requests fail from there on. Default 1; `Infinity` = all. */
  readonly times?: number;
  /**
   * - `drop`: the connection ends before anything has happened, or at byte `atByte` of an upload.
   * - `lost`: it happened, nobody is told. `truncate`: half of the answer comes. `slow` waits `delayMs` first.
   * - `page`: a proxy answers 502 with a page.
   * - A name of `REFUSALS`: Google answers that, before anything has happened.
   */
  readonly kind: PlayFaultKind;
  /** Byte of the whole file at which an upload ends. What came before is kept, to full 256 KiB. */
  readonly atByte?: number;
  /** Milliseconds, for `slow`. Default 1000. */
  readonly delayMs?: number;
}

/** Counts matching requests and says which fault each one meets; the first that is due wins. */
export function playFaultScript(faults: readonly PlayFault[]): (line: string) => PlayFault | null {
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

const isRefusal = (kind: PlayFaultKind): kind is RefusalName => kind in REFUSALS;

/** @throws Refusal when the fault is one */
export function refuseBy(fault: PlayFault | null): void {
  if (fault === null || !isRefusal(fault.kind)) return;
  const fields: RefusalFields = REFUSALS[fault.kind];
  throw new Refusal(fields);
}
