import type { CallOptions } from "@signalbox/release-core";
import type { CiPorts } from "./ports.js";

/** Where branches and tags are now. */
export interface RefHeads {
  /**
   * The commit of a full ref, 40 hex digits, an annotated tag peeled; null when there is no such ref.
   *
   * @param ref `refs/heads/16.12` or `refs/tags/v16.12.0`
   */
  headOf(repository: string, ref: string, options?: CallOptions): Promise<string | null>;
}

/** What `trigger-build` needs: it names no commit to CI, so the branch has to be where it is wanted. */
export interface TriggerPorts extends CiPorts {
  readonly heads: RefHeads;
}
