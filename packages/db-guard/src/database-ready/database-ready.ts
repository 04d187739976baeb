import { type Context, defineGate } from "@signalbox/release-core";
import type { Databases } from "../ports.js";
import { lookAt } from "../session/look-at.js";
import type { SessionLimits } from "../session/read-only.js";
import { input, type DatabaseReadyInput } from "./input.js";
import { type DatabaseEvidence, judge } from "./judge.js";
import { readState } from "./read-state.js";
import type { DatabaseState } from "./state.js";

export interface DatabaseReadyPorts {
  readonly databases: Pick<Databases, "openSql">;
  /** What keeps the look itself from harm; see `SessionLimits`. */
  readonly limits?: SessionLimits | undefined;
}

const inspect = (
  { database }: DatabaseReadyInput,
  { databases, limits }: DatabaseReadyPorts,
  { signal }: Context,
): Promise<DatabaseState> => lookAt(databases, database, readState, { signal, limits });

/**
 * Passes when nothing in a PostgreSQL database stands in the way of a deploy: no long, idle or prepared transaction,
 * nobody waiting for a lock, replicas that follow, connections to spare, and a primary. Waits for what passes by itself
 * and blocks on what does not, naming who it is. What the role may not see blocks too, unless `unknown` is `pass`.
 * One connection, one read-only transaction, six short queries. PostgreSQL 13 and newer.
 * @throws ReleaseError `ERR_DB_…`
 */
export const databaseReady = defineGate<DatabaseReadyPorts, typeof input, DatabaseState, DatabaseEvidence>({
  kind: "database-ready",
  input,
  inspect,
  judge,
});
