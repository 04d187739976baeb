import type { TransactionView } from "../transaction/transaction.js";

/** What one look at a server told. */
export interface HostLook {
  /** Who we are there. */
  readonly user: string;
  readonly system: { readonly id: string; readonly version: string; readonly name: string };
  readonly kernel: string;
  readonly init: "systemd" | "sysv";
  /** `dpkg` with `amd64`, `rpm` with `x86_64`; a server may have both. */
  readonly managers: readonly { readonly name: "dpkg" | "rpm"; readonly architecture: string }[];
  /** Of `curl`, `wget` and `flock`, those that are there. */
  readonly tools: readonly string[];
  /** By mount point. Bytes. */
  readonly disks: readonly { readonly at: string; readonly size: number; readonly free: number }[];
  /** The host's clock minus ours, milliseconds, and how exactly that is known: half of the round trip. */
  readonly clock: { readonly aheadMs: number; readonly withinMs: number };
  /** Packages whose installation did not end. */
  readonly unfinished: readonly { readonly state: string; readonly package: string; readonly version: string }[];
  /** Files that a killed dpkg left behind. */
  readonly interrupted: readonly string[];
}

/** Who holds a lock of a package manager. */
export interface LockHolder {
  readonly file: string;
  readonly pid: number;
  readonly command: string;
}

export interface HostFinding {
  readonly severity: "error" | "warning";
  readonly code: string;
  readonly message: string;
  readonly hint: string;
}

export interface HostInspection {
  readonly host: string;
  /** Null when nothing says: the host was not reached. */
  readonly hostKey: "trusted" | "unknown" | "changed" | "revoked" | null;
  /** Null when the host did not answer. */
  readonly look: HostLook | null;
  /** Whether we may become root there; null when the host did not answer. */
  readonly isRootPossible: boolean | null;
  /** Empty too where nobody may look: that takes root. */
  readonly locks: readonly LockHolder[];
  /** Transactions of ours that are under way. */
  readonly running: readonly TransactionView[];
  /** What stands in the way of a deploy, worst first; none when all is well. */
  readonly findings: readonly HostFinding[];
}
