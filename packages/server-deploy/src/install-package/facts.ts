import type { Artifact } from "../artifact/artifact.js";
import type { HostLook } from "../fleet/host-look.js";

export interface InstallFacts {
  readonly artifact: Artifact;
  /** The caller's copy of the package that is installed now. */
  readonly previous: Artifact | null;
  readonly hosts: readonly HostLook[];
}
