import type { Acknowledgement, JobsRequest } from "@signalbox/db-guard";
import type { DatabaseConfig } from "../config/database-types.js";
import type { NamedDatabase } from "./choose-database.js";

/** What the configuration says about a database's jobs, as the gate and the read take it. */
export function jobsInput({ name, settings }: NamedDatabase, acknowledged: readonly Acknowledgement[]): JobsRequest {
  const { engine, prefix, schema, timeZone, startedBy, total, users } = settings;
  return {
    database: name,
    engine,
    prefix,
    schema,
    timeZone,
    startedBy: startedBy && [...startedBy],
    total: total && [...total],
    users,
    acknowledged: [...acknowledged],
  };
}

type Patience = Partial<Record<"cleanPolls" | "pollMs" | "deadlineMs", number>>;

/** How long the gate looks, by the configuration. */
export const patience = ({ settings }: NamedDatabase): Patience => ({
  ...(settings.cleanPolls === undefined ? {} : { cleanPolls: settings.cleanPolls }),
  ...(settings.pollSeconds === undefined ? {} : { pollMs: settings.pollSeconds * 1000 }),
  ...(settings.deadlineMinutes === undefined ? {} : { deadlineMs: settings.deadlineMinutes * 60_000 }),
});

const HOUR_MS = 3_600_000;

/** How long a person's own wait goes on: as they say, else as the configuration does, else an hour. */
export const patienceOf = (database: NamedDatabase, timeoutMs: number | undefined): Patience => ({
  deadlineMs: HOUR_MS,
  ...patience(database),
  ...(timeoutMs === undefined ? {} : { deadlineMs: timeoutMs }),
});

/** The input of `database-ready`. */
export const readyInput = ({
  name,
  settings,
}: NamedDatabase): Pick<DatabaseConfig, "thresholds" | "unknown"> & { database: string } => ({
  database: name,
  ...(settings.thresholds === undefined ? {} : { thresholds: settings.thresholds }),
  ...(settings.unknown === undefined ? {} : { unknown: settings.unknown }),
});
