import type { Artifact } from "../artifact/artifact.js";
import type { TransactionCommand } from "../transaction/transaction.js";
import type { HostFacts } from "./host-facts.js";

/** A command for a host, and what it reads. */
export interface HostCommand {
  readonly argv: readonly string[];
  readonly input?: Uint8Array | undefined;
}

export interface Inspection {
  readonly package: string;
  readonly units: readonly string[];
  /** What shall be installed: its needs are looked at too. */
  readonly artifact?: Artifact | undefined;
  /** The first bytes of an RPM, its headers. */
  readonly head?: Uint8Array | undefined;
  /** Report configuration files laid aside since then, seconds of the host's clock. */
  readonly since?: number | undefined;
}

/** A package file on the host, and what it must be. */
export interface FileOnHost {
  readonly path: string;
  readonly sha256: string;
  readonly version: string;
}

/** A package, whole, or not there. */
export interface Expected {
  readonly package: string;
  readonly found: { readonly version: string } | null;
}

export interface InstallStep {
  readonly package: string;
  readonly file: FileOnHost;
  /** How long to wait for the package manager's lock, ms. */
  readonly lockWaitMs: number;
  /** `reinstall` removes the old one first and carries edited configuration over; `in-place` lets the manager upgrade. */
  readonly method: "in-place" | "reinstall";
  /** Let `apt-get`, `dnf` or `yum` fetch what it needs; null: what it needs is there. */
  readonly resolver: string | null;
}

export interface WayBack {
  readonly package: string;
  /** The version says nothing of whether it was changed: what is installed has the same one. */
  readonly isAnew: boolean;
  /** It ends a transaction that failed: nothing is done unless `began` lies in its folder, as an installation leaves it. */
  readonly isRescue: boolean;
  /** What was installed before; null: nothing, then going back is removing. */
  readonly previous: FileOnHost | null;
  readonly lockWaitMs: number;
}

/**
 * A package manager on some host. It only writes commands and reads what they said; another part runs them. Every
 * command is one for `sh`, with what varies in its words; none asks anything, removes a lock, or ends a process.
 */
export interface PackageManager {
  readonly format: "deb" | "rpm";
  compareVersions(a: string, b: string): -1 | 0 | 1;
  /** One command that tells everything about a host. */
  inspection(question: Inspection): HostCommand;
  /** @throws ReleaseError `ERR_HOST_UNREADABLE` */
  readInspection(host: string, output: string, units: readonly string[]): HostFacts;
  /** What of its needs is not on the host, as people read it. */
  missing(artifact: Artifact, facts: HostFacts): readonly string[];
  /** Other installed packages that installing it would take away. */
  displaced(artifact: Artifact, facts: HostFacts): readonly string[];
  /** Asks `apt-get`, `dnf` or `yum` what it would do for these needs; null where there is none. */
  resolution(artifact: Artifact, missing: readonly string[], facts: HostFacts): HostCommand | null;
  readResolution(output: string, code: number | null): Resolution;
  /**
   * Waits for the lock and tells who has it; then ends with `NOT_AS_EXPECTED` where the package is not as it was found.
   * Does nothing else.
   */
  waitForLock(lockWaitMs: number, expected?: Expected): TransactionCommand;
  /** Ends what an earlier installation left unfinished. */
  repair(name: string, lockWaitMs: number): TransactionCommand;
  install(step: InstallStep): TransactionCommand;
  /** Ends with 0 only when exactly this is installed and whole. */
  verify(name: string, version: string): TransactionCommand;
  /** Ends with 0 at once where nothing was changed. */
  goBack(way: WayBack): TransactionCommand;
  /** How files that are not the package's own are found; null where its state tells of a half done installation. */
  readonly contents: {
    argv(name: string): readonly string[];
    strangeIn(output: string, code: number | null): readonly string[] | "unknown";
    byHand(name: string): string;
  } | null;
  /** What a person types on the host when nothing else helps. */
  byHand(name: string, facts: HostFacts): string;
}

/** What a resolver would do. */
export interface Resolution {
  readonly isPossible: boolean;
  /** `libfoo1 (1.2)`. */
  readonly installs: readonly string[];
  readonly removes: readonly string[];
  /** Why not, in its words. */
  readonly reasons: readonly string[];
}
