import { resumeIntake } from "@signalbox/db-guard";
import { isReleaseError, planAndApply } from "@signalbox/release-core";
import type { RunRecord } from "@signalbox/release-train";
import type { Config } from "../config/load-config.js";
import type { Session } from "../session.js";
import { commandRunner } from "../wiring/command-runner.js";
import { intakeLeases, namesOfLeases } from "../wiring/intake-leases.js";

export interface LetIn {
  readonly name: string;
  /** Null: new jobs come in again. */
  readonly error: string | null;
}

/** Undoes what a run that is given up had paused; one that cannot be undone does not hold up the others. */
export async function letInAgain(session: Session, config: Config, run: RunRecord): Promise<readonly LetIn[]> {
  if (!JSON.stringify(run.input).includes('"pause-intake"')) return [];
  const leases = intakeLeases(config.stateDir);
  const operation = resumeIntake({ leases, commands: commandRunner(config.folder, session.env) });
  const ended: LetIn[] = [];
  for (const name of await namesOfLeases(config.stateDir)) {
    const lease = await leases.load(name);
    if (lease === null || lease.takenAt < run.startedAt) continue;
    const error = await planAndApply(operation, { name }, { signal: session.signal }).then(
      () => null,
      (problem: unknown) => (isReleaseError(problem) ? problem.message : String(problem)),
    );
    ended.push({ name, error });
  }
  return ended;
}
