import type { PackageState } from "../fleet/package-outcome.js";
import type { WayBackPlan } from "../fleet/way-back.js";

/** Brings one host to the wished version, by one transaction there. */
export interface InstallOnHost {
  readonly type: "install-package";
  readonly summary: string;
  readonly host: string;
  readonly group: string;
  /** From 1, over all groups. */
  readonly wave: number;
  readonly package: string;
  /** `start`: the version is there and its services are not. `follow`: a transaction of this intent is under way. */
  readonly does: "install" | "upgrade" | "downgrade" | "reinstall" | "start" | "follow";
  /** What it must find; null: nothing installed. Does not count for `follow`. */
  readonly expected: PackageState | null;
  readonly version: string;
  /** Of the file that is installed. */
  readonly sha256: string;
  /** An interrupted installation is ended first. */
  readonly repairs: boolean;
  /** What starts services there. */
  readonly init: "systemd" | "sysv";
  /** `apt-get`, `dnf` or `yum` installs these too: `libfoo1 (1.2)`. */
  readonly resolver: string | null;
  readonly installs: readonly string[];
  readonly wayBack: WayBackPlan;
}
