import type { Action } from "@signalbox/release-core";
import type { BuildParameters, BuildState } from "../builds/ports.js";

export interface TriggerBuild extends Action {
  readonly type: "trigger-build";
  readonly repository: string;
  /** Full: `refs/heads/16.12`. */
  readonly ref: string;
  /** What CI is to build: where the ref has to be when it is asked. */
  readonly expectedHead: string;
  readonly workflow: string | null;
  readonly parameters: BuildParameters;
}

/** The build that answers it; where CI makes several of one request, the newest. */
export interface TriggerResult {
  readonly id: string;
  readonly name: string;
  readonly state: BuildState;
  readonly parameters: BuildParameters | null;
  readonly url: string | null;
  /** ISO time by CI's own clock. */
  readonly createdAt: string;
  /** The pipeline (CircleCI) or run (GitHub Actions) that it comes of; null where CI does not tell. */
  readonly request: string | null;
}
