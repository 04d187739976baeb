/** A service of a package. Its program answers HTTP on `port` with the package's version, and says so in its log. */
export interface ServiceSpec {
  readonly kind: "sysv" | "systemd";
  /** Of the name of the package when absent. */
  readonly name?: string;
  /** Without one it listens nowhere. */
  readonly port?: number;
  /** It ends by itself with exit code 1 after so long. */
  readonly livesMs?: number;
  /** systemd's `Restart=`; `no` when absent. */
  readonly restart?: "no" | "always" | "on-failure";
  /** False: the package enables it and leaves it to people to start and stop it, as Avni's RPM does. */
  readonly startedByPackage?: boolean;
}

/** Shell text that runs inside the package's own scripts; see `scriptlets` for the useful misdeeds. */
export interface PackageScripts {
  readonly beforeInstall?: string;
  /** Runs before the service is started; when it fails, the service stays as it was. */
  readonly afterInstall?: string;
  readonly beforeRemove?: string;
  readonly afterRemove?: string;
}

/** What both kinds of package can be. */
export interface PackageSpec {
  readonly name: string;
  /** As the package manager writes it: `1:4.1.0~rc1-2` for Debian; for RPM `[epoch:]version[-release]`, release `1`. */
  readonly version: string;
  /** Debian's or RPM's own name; `all` or `noarch` when absent. */
  readonly architecture?: string;
  /** Debian's or RPM's own words, `libc6 (>= 2.30)`. */
  readonly depends?: readonly string[];
  /** Packages that it comes in the place of: `Conflicts` and `Replaces`, or `Obsoletes`. */
  readonly replaces?: readonly string[];
  /** Text of `/etc/<name>/<name>.conf`, which people may edit and the package manager must keep. */
  readonly config?: string;
  /** Other files, by absolute path; mode 0644. */
  readonly files?: Readonly<Record<string, string | Buffer>>;
  readonly service?: ServiceSpec;
  readonly scripts?: PackageScripts;
}

export interface BuiltPackage {
  readonly path: string;
  readonly name: string;
  readonly version: string;
  readonly architecture: string;
  /** Hex digits. */
  readonly sha256: string;
}
