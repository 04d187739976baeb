import { matchesText } from "../../git-server/faults.js";
import { commonRefusal, type RdsRefusal } from "./refusal.js";

export type RdsFaultKind = "drop" | "lost" | "slow" | "page" | keyof typeof REFUSALS;

/** What goes wrong, and when. */
export interface RdsFault {
  /** Looked for in `<Action> <region>`. */
  readonly match: RegExp | string;
  /** The first matching request that fails, from 1. Default 1. */
  readonly nth?: number;
  /** How many requests fail from there on. Default 1; `Infinity` = all. */
  readonly times?: number;
  /**
   * - `drop`: the connection ends before anything has happened. `lost`: it happened, nobody is told.
   * - `slow` waits `delayMs` first. `page`: a proxy answers 502 with a page.
   * - The others: AWS answers that, before anything has happened.
   */
  readonly kind: RdsFaultKind;
  /** Milliseconds, for `slow`. Default 1000. */
  readonly delayMs?: number;
}

const REFUSALS = {
  throttled: ["Throttling", "Rate exceeded", 400],
  unavailable: ["ServiceUnavailable", "The request has failed due to a temporary failure of the server.", 503],
  internal: ["InternalFailure", "An internal error has occurred. Please try your query again at a later time.", 500],
  "expired-token": ["ExpiredToken", "The security token included in the request is expired", 403],
  "bad-token": ["InvalidClientTokenId", "The security token included in the request is invalid.", 403],
  "bad-signature": [
    "SignatureDoesNotMatch",
    "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method.",
    403,
  ],
  "kms-key": ["KMSKeyNotAccessibleFault", "The KMS key is disabled, or you have no access to it.", 400],
} as const;

/** Counts matching requests and says which fault each one meets; the first that is due wins. */
export function rdsFaultScript(faults: readonly RdsFault[]): (line: string) => RdsFault | null {
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

/** Null: it is no refusal. */
export function refusalOfFault({ kind }: RdsFault): RdsRefusal | null {
  if (!(kind in REFUSALS)) return null;
  const [code, message, status] = REFUSALS[kind as keyof typeof REFUSALS];
  return commonRefusal(code, message, status);
}
