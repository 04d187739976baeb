/** What a package file says about itself, and what it is. */
export interface Artifact {
  readonly format: "deb" | "rpm";
  /** The last part of its path: `modemd_1.4.2_arm64.deb`. */
  readonly fileName: string;
  /** Bytes. */
  readonly size: number;
  /** Of the whole file, 64 hex digits. */
  readonly sha256: string;
  readonly package: string;
  /** As the package manager writes it: `[epoch:]version[-release]`; no epoch 0 in an RPM's. */
  readonly version: string;
  /** `all`, `amd64`, `noarch`, `x86_64`, ... */
  readonly architecture: string;
  /** Bytes that it takes when unpacked, as it says itself; 0 when it does not say. */
  readonly installedSize: number;
  /** Its configuration files, as absolute paths. */
  readonly conffiles: readonly string[];
  /** A Debian package's `Pre-Depends` and `Depends`, `, `-separated; empty for an RPM, which `headBytes` asks for. */
  readonly depends: string;
  /** A Debian package's `Conflicts`: what is installed of it may be taken away; empty for an RPM. */
  readonly conflicts: string;
  /** How much of the file an RPM's headers take: enough to ask `rpm --test`. 0 for a .deb. */
  readonly headBytes: number;
}

/** An artifact that lies on this machine. */
export interface LocalArtifact extends Artifact {
  readonly path: string;
}
