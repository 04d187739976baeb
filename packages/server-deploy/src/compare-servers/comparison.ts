import type { Warning } from "@signalbox/release-core";
import type { PackageOnHost } from "./inventory.js";

/** Servers of one environment. */
export interface ServerGroup {
  /** `test`, `prod`. */
  readonly name: string;
  readonly hosts: readonly string[];
}

export interface CompareServersRequest {
  /** The servers in question. */
  readonly target: ServerGroup;
  /** What they are compared with; without it, with the latest releases alone. */
  readonly source?: ServerGroup | undefined;
  /** Names, or globs such as `cacophony-*`. */
  readonly packages: readonly string[];
  /** Package → the servers of the target that it belongs on: one that lacks it is told then, whatever the others have. */
  readonly places?: Readonly<Record<string, readonly string[]>> | undefined;
  /** The latest release of a package, as its tag or its package says: `1.4.2`, `1.34.0-tc2`. */
  readonly latest?: Readonly<Record<string, string>> | undefined;
  /** How many hosts are asked at once. Default: 64. */
  readonly concurrency?: number | undefined;
}

/** Against the latest release. `unclear`: one of the two is no version. */
export type Standing = "behind" | "equal" | "ahead" | "unclear";

export interface ServerRow {
  readonly package: string;
  /** The server of the target; null when none of them has the package, and none is named as its place. */
  readonly host: string | null;
  /**
   * What going from here to the source (or, without one, to the latest release) would be. `downgrade`: the source is
   * older. `half-configured`: on one side an installation did not end. `unclear`: they cannot be compared.
   */
  readonly state:
    "upgrade" | "equal" | "downgrade" | "only-in-source" | "only-in-target" | "half-configured" | "unclear";
  readonly installed: PackageOnHost | null;
  /** The newest on the servers of the source that have it. `forMs`: how long it has been there. */
  readonly source: {
    readonly version: string;
    readonly hosts: readonly string[];
    readonly forMs: number | null;
  } | null;
  readonly latest: {
    readonly version: string;
    readonly installed: Standing | null;
    readonly source: Standing | null;
  } | null;
}

export interface AskedHost {
  readonly host: string;
  readonly group: string;
  /** Why it did not answer; null when it did. */
  readonly error: { readonly code: string; readonly message: string; readonly hint: string } | null;
}

export interface ServerComparison {
  readonly target: string;
  readonly source: string | null;
  /** By package, then host. */
  readonly rows: readonly ServerRow[];
  /** In the order asked. */
  readonly hosts: readonly AskedHost[];
  readonly warnings: readonly Warning[];
}
