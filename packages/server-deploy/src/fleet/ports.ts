import type { CallOptions, Verdict } from "@signalbox/release-core";
import type { Downloads } from "../artifact/downloads.js";
import type { Hosts } from "../ports.js";

/** What is about to be written on one host. */
export interface BeforeCommit {
  readonly host: string;
  readonly package: string;
  readonly version: string;
}

/** What deploys need from outside. */
export interface InstallPorts {
  readonly hosts: Hosts;
  readonly downloads: Downloads;
  /** Who does it, for whoever finds the host locked: `anna@desk, weekly-20261122-1f2e`. */
  readonly holder: string;
  /**
   * Asked when everything lies ready on a host and nothing is changed there yet. `wait` asks again later, `block` stops
   * that host. Default: nobody is asked.
   */
  readonly beforeCommit?: ((question: BeforeCommit, options: CallOptions) => Promise<Verdict>) | undefined;
}
