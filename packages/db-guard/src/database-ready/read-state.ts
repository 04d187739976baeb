import type { Row } from "../ports.js";
import type { ReadSession } from "../session/read-session.js";
import { maskLiterals } from "./mask-literals.js";
import { ACTIVITY, LOCK_WAITS, PREPARED, REPLICAS, SERVER, SLOTS } from "./queries.js";
import type { DatabaseState, LockWait, OpenTransaction, Session } from "./state.js";

const SHOWN = 300;

/** One look, six short reads one after the other. @throws ReleaseError as `ReadSession.rows` */
export async function readState(session: ReadSession): Promise<DatabaseState> {
  const [server = {}] = await session.rows(SERVER);
  const activity = await session.rows(ACTIVITY);
  const prepared = await session.rows(PREPARED);
  const lockWaits = await session.rows(LOCK_WAITS);
  const replicas = await session.rows(REPLICAS);
  const slots = await session.rows(SLOTS);
  return {
    server: {
      database: text(server["database"]),
      user: text(server["user"]),
      version: text(server["version"]),
      isStandby: server["is_standby"] === true,
      seesAll: server["sees_all"] === true,
      hiddenSessions: numberOf(server["hidden"]),
      connections: { used: numberOf(server["used"]), limit: numberOf(server["usable"]) },
      databaseTime: text(server["at"]),
    },
    transactions: activity.map(transactionOf),
    prepared: prepared.map((row) => ({
      gid: text(row["gid"]),
      user: text(row["owner"]),
      ageMs: numberOf(row["age_ms"]),
    })),
    lockWaits: lockWaits.map(lockWaitOf),
    replicas: replicas.map((row) => ({
      name: text(row["name"]),
      state: textOrNull(row["state"]),
      lagMs: numberOrNull(row["lag_ms"]),
      lagBytes: numberOrNull(row["lag_bytes"]),
    })),
    slots: slots.map((row) => ({
      name: text(row["name"]),
      isActive: row["active"] === true,
      retainedBytes: numberOrNull(row["retained_bytes"]),
      walStatus: textOrNull(row["wal_status"]),
    })),
  };
}

const whoOf = (row: Row): Session => ({
  pid: numberOf(row["pid"]),
  user: textOrNull(row["usename"]),
  application: textOrNull(row["application"]),
  client: textOrNull(row["client"]),
  query: shown(row["query"]),
});

const transactionOf = (row: Row): OpenTransaction => ({
  ...whoOf(row),
  state: text(row["state"]),
  ageMs: numberOf(row["age_ms"]),
  inStateMs: numberOf(row["in_state_ms"]),
  isAntiWraparound: row["is_anti_wraparound"] === true,
});

const lockWaitOf = (row: Row): LockWait => ({
  ...whoOf(row),
  waitingMs: numberOrNull(row["waiting_ms"]),
  lock: text(row["lock"]),
  blockedBy: Array.isArray(row["blocked_by"]) ? row["blocked_by"].map(numberOf) : [],
});

function shown(query: unknown): string | null {
  if (typeof query !== "string" || query === "" || query === "<insufficient privilege>") return null;
  const masked = maskLiterals(query);
  return masked.length > SHOWN ? `${masked.slice(0, SHOWN)}…` : masked;
}

const text = (value: unknown): string => (typeof value === "string" ? value : "");
const textOrNull = (value: unknown): string | null => (typeof value === "string" && value !== "" ? value : null);
/** `bigint` and `numeric` arrive as text. */
const numberOf = (value: unknown): number => Number(value ?? 0);
const numberOrNull = (value: unknown): number | null => (value === null || value === undefined ? null : Number(value));
