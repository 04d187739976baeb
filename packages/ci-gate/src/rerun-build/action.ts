import type { Action } from "@signalbox/release-core";
import type { BuildState } from "../builds/ports.js";

export interface RerunBuild extends Action {
  readonly type: "rerun-build";
  readonly repository: string;
  /** The newest build as it was seen. */
  readonly expected: {
    readonly id: string;
    readonly attempt: number;
    readonly state: BuildState;
    /** ISO time. */
    readonly startedAt: string | null;
    /** Names of approvals given in it. */
    readonly approved: readonly string[];
  };
  readonly from: "start" | "failed";
}

/** The build that is there now. */
export interface RerunResult {
  readonly id: string;
  readonly name: string;
  readonly attempt: number;
  readonly state: BuildState;
  readonly url: string | null;
  /** ISO times by CI's own clock; `startedAt` is null while it has not begun. */
  readonly createdAt: string;
  readonly startedAt: string | null;
  /**
   * When the attempt that was there before had begun, by CI's own clock, ISO time; null where CI does not tell. What began
   * later is this build or one after it, whatever another clock says.
   */
  readonly follows: string | null;
}
