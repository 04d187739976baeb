import type { Checks } from "@signalbox/github";

/** What the gates need from outside. */
export interface GatePorts {
  readonly checks: Checks;
}
