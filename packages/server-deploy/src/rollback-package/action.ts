import type { PackageState } from "../fleet/package-outcome.js";

/** Brings the package before back on one host. */
export interface RollBackOnHost {
  readonly type: "roll-back-package";
  readonly summary: string;
  readonly host: string;
  readonly group: string;
  /** From 1, over all groups. */
  readonly wave: number;
  readonly package: string;
  readonly expected: PackageState;
  /** What is installed then. */
  readonly version: string;
  readonly sha256: string;
  /** On the host; null: it is sent from here. */
  readonly path: string | null;
  readonly repairs: boolean;
}
