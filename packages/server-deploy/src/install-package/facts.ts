import type { Artifact } from "../artifact/artifact.js";
import type { HostPlace } from "../fleet/waves.js";
import type { Look } from "../fleet/look.js";

export type HostLook = HostPlace &
  (
    | { readonly status: "seen"; readonly look: Look }
    | { readonly status: "silent"; readonly code: string; readonly message: string; readonly hint: string }
    /** It answers, and cannot be used: a wrong key, no sudo, no shell. */
    | { readonly status: "unusable"; readonly code: string; readonly message: string; readonly hint: string }
  );

export interface InstallFacts {
  readonly artifact: Artifact;
  /** The caller's copy of the package that is installed now. */
  readonly previous: Artifact | null;
  readonly hosts: readonly HostLook[];
}
