import type { ConffileResidue } from "../package-manager/host-facts.js";
import type { TransactionState } from "../transaction/transaction.js";
import type { WayBackPlan } from "./way-back.js";

/** What is installed, as the package manager says it. */
export interface PackageState {
  readonly version: string;
  /** `ii`, `iF`, … */
  readonly state: string;
}

/** What was seen on one host. */
export interface PackageOutcome {
  readonly host: string;
  readonly before: PackageState | null;
  readonly after: PackageState | null;
  /** Null when nothing had to be done. */
  readonly transaction: {
    readonly id: string;
    readonly state: TransactionState;
    readonly rollback: WayBackPlan["kind"];
  } | null;
  /** Configuration files that were laid beside the live ones, with a diff. */
  readonly conffiles: readonly ConffileResidue[];
  /** The last lines of the transaction's log. */
  readonly log: readonly string[];
}
