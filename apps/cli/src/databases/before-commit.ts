import { jobsIdle, type GuardPorts } from "@signalbox/db-guard";
import type { InstallPorts } from "@signalbox/server-deploy";
import type { Config } from "../config/load-config.js";
import { acknowledgementsIn } from "../wiring/acknowledgements.js";
import { databaseNamed } from "./choose-database.js";
import { jobsInput, patience } from "./guard-input.js";

/**
 * Looks for running jobs once more when a package lies ready on a server and nothing is stopped there yet: whatever
 * began since the gate before. Undefined: no component names a database.
 */
export function jobsBeforeCommit(config: Config, portsOf: (name: string) => GuardPorts): InstallPorts["beforeCommit"] {
  const guarded = new Map(
    config.components.flatMap(({ name, deploy }) =>
      deploy?.database === undefined ? [] : [[deploy.package ?? name, deploy.database] as const],
    ),
  );
  if (guarded.size === 0) return undefined;
  return async ({ package: name }, options) => {
    const database = guarded.get(name);
    if (database === undefined) return { status: "pass", reason: `${name} names no database.`, evidence: null };
    const found = databaseNamed(config, database);
    const input = jobsInput(found, await acknowledgementsIn(config.stateDir, database));
    // One look: those in a row were the gate's, and every second from here on is one in which a job may begin.
    return jobsIdle(portsOf(database)).check(
      { ...patience(found), ...input, cleanPolls: 1, deadlineMs: null },
      options,
    );
  };
}
