/** A package as a host has it. */
export interface InstalledPackage {
  /** As the package manager writes it. */
  readonly version: string;
  readonly architecture: string;
  /** dpkg's two or three letters (`ii`, `iF`, `iU`, `iHR`); rpm's are `ii`, or `double` when it lists two of them. */
  readonly state: string;
  /** It is unpacked and configured, and nothing is left to do. */
  readonly isWhole: boolean;
}

export interface UnfinishedPackage {
  readonly package: string;
  readonly version: string;
  readonly state: string;
}

/** What Signalbox installed, as it noted it on the host. */
export interface InstallNote {
  readonly version: string;
  readonly sha256: string;
  readonly fileName: string;
  readonly transactionId: string;
}

/** A package file on the host that can be installed again. */
export interface KeptFile {
  readonly path: string;
  readonly sha256: string;
  /** Null where the name does not tell: then a note does. */
  readonly version: string | null;
}

/** A file that the package manager laid beside a configuration file. */
export interface ConffileResidue {
  /** The configuration file itself. */
  readonly path: string;
  /** `.dpkg-dist`, `.dpkg-new`, `.dpkg-old`, `.rpmnew`, `.rpmsave`, `.rpmorig`. */
  readonly suffix: string;
  /** Its first lines, secrets hidden; empty where `diff` is missing. */
  readonly diff: string;
}

export type UnitState = "active" | "inactive" | "failed" | "missing";

/** What one look at a host told. Texts of the host have no control characters and are cut. */
export interface HostFacts {
  /** The host's clock, seconds since the epoch. */
  readonly clock: number;
  readonly system: { readonly id: string; readonly version: string };
  readonly init: "systemd" | "sysv";
  /** Its own first. */
  readonly architectures: readonly string[];
  readonly installed: InstalledPackage | null;
  /** Other packages too: one that is half configured stops every installation. */
  readonly unfinished: readonly UnfinishedPackage[];
  /** Files that dpkg leaves in its updates folder when it was killed. */
  readonly leftovers: number;
  /** Who holds the package manager's own lock. */
  readonly lock: { readonly pid: number; readonly command: string } | null;
  /** Id of a transaction of ours that is under way; null when there is none. */
  readonly running: string | null;
  /** What that one was begun for, as it noted it; null when it noted nothing. */
  readonly record: string | null;
  /** Intent of our last transaction, when it ended without a word: nobody knows how far it came. */
  readonly interrupted: string | null;
  /** Free bytes by folder. */
  readonly free: Readonly<Record<string, number>>;
  /** Packages that a dependency or a conflict names, or that provide it. */
  readonly candidates: readonly Candidate[];
  /** What `rpm --test` had against it; empty elsewhere. */
  readonly complaints: readonly string[];
  /** `apt-get`, `dnf` or `yum` is there, and may fetch what is missing. */
  readonly resolver: string | null;
  /** In the order asked. */
  readonly units: readonly { readonly name: string; readonly state: UnitState }[];
  /** Oldest first. */
  readonly notes: readonly InstallNote[];
  readonly kept: readonly KeptFile[];
  readonly residues: readonly ConffileResidue[];
}

/** `version` is null for a name that is provided without one. */
export interface Candidate {
  readonly name: string;
  readonly version: string | null;
  /** A name that some package provides, and not the package of that name. */
  readonly isProvided?: boolean;
}
