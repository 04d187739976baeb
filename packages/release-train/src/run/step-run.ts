import type { CallOptions, Json } from "@signalbox/release-core";
import type { CommandRunner } from "../command-port.js";
import type { EngineContext, RunRecord } from "../engine-port.js";
import type { Instance } from "../expand-step.js";
import type { Kinds, Known, Train } from "../train.js";
import type { TrainPlan } from "../train-plan.js";

/** What a run takes besides its train. */
export interface RunOptions extends CallOptions {
  /** How many steps work at once; waiting ones do not count. Default 4. */
  readonly concurrency?: number | undefined;
  /** Needed by trains with command steps. */
  readonly commands?: CommandRunner | undefined;
  /** Called when the record of the run changed, for live progress. */
  readonly onRecord?: ((record: RunRecord) => void) | undefined;
}

/** What the driver of one step gets. */
export interface StepRun<Of extends Instance["step"] = Instance["step"]> {
  readonly key: string;
  readonly step: Of;
  readonly item: Json;
  readonly known: Known;
  readonly train: Train;
  readonly kinds: Kinds;
  readonly plan: TrainPlan;
  readonly context: EngineContext;
  readonly options: RunOptions;
}
