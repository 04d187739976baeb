import { type Json, toJson } from "@signalbox/release-core";
import { inputOf } from "./input-of.js";
import { runApproval } from "./run-approval.js";
import { runCommand } from "./run-command.js";
import { runGate } from "./run-gate.js";
import { runOperation } from "./run-operation.js";
import type { StepRun } from "./step-run.js";

/** Drives one step to its outcome, by its type. */
export function runStep(run: StepRun): Promise<Json> {
  const { step } = run;
  switch (step.type) {
    case "read":
      return run.context.step(run.key, async () =>
        toJson(await run.kinds.reads[step.uses]?.(inputOf(run, step.with), run.options)),
      );
    case "operation":
      return runOperation({ ...run, step });
    case "gate":
      return runGate({ ...run, step });
    case "approval":
      return runApproval({ ...run, step });
    case "command":
      return runCommand({ ...run, step });
  }
}
