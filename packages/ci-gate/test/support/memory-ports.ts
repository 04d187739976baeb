import type { Build, BuildParameters, BuildState, CiKind, CiSystem } from "../../src/builds/ports.js";
import type { MadeBuild } from "../builds/setup.js";
import type { Clock } from "./clock.js";

export interface MemoryOptions {
  readonly kind?: CiKind;
  /** Where a rerun is a build of its own (CircleCI), or a further attempt of the same. */
  readonly rerun?: "build" | "attempt";
  /** What the pipeline declares, with its defaults. */
  readonly declares?: BuildParameters;
  /** It tells what builds were started with. */
  readonly tells?: boolean;
  readonly needs?: boolean;
  /** It answers which builds come of a request; default: unless it is Travis. */
  readonly answers?: boolean;
  readonly clock: Clock;
}

export type Fault = "slow-down" | "failing" | "lost";

/** A CI system without a network: the states and rules are those that the port tells. */
export interface MemoryCi {
  readonly system: CiSystem;
  readonly push: (made: MadeBuild, cause?: string) => string;
  /** What runs ends so. */
  readonly finish: (id: string, job: string, state: BuildState) => void;
  readonly cancel: (id: string) => void;
  /** A person does it on the page. */
  readonly approveByHand: (id: string, job: string) => void;
  readonly faults: (kind: "read" | "write", what: readonly Fault[]) => void;
  /** So many more lists show what was there before the next write. */
  readonly delay: (lists: number) => void;
  readonly writes: () => number;
  readonly heads: Map<string, string>;
  readonly builds: () => readonly Build[];
}
