import type { Session } from "./state.js";

/**
 * - `wait`: passes by itself. `block`: somebody must do something. `unknown`: the role may not see it, so nobody can say.
 * - `note`: worth knowing, stops nothing.
 */
export type FindingLevel = "block" | "wait" | "unknown" | "note";

export interface DatabaseFinding {
  /** Public: see the README. */
  readonly code:
    | "standby"
    | "long-transaction"
    | "idle-in-transaction"
    | "prepared-transaction"
    | "lock-wait"
    | "replica-lag"
    | "slot-inactive"
    | "few-connections"
    | "wraparound-vacuum"
    | "not-visible";
  readonly level: FindingLevel;
  readonly message: string;
  readonly hint: string;
  readonly ageMs: number | null;
  readonly session: Session | null;
  /** Whom it waits for, the nearest first, up to those who wait for nobody. */
  readonly blockers: readonly Blocker[];
}

export interface Blocker {
  /** null: a prepared transaction. */
  readonly session: Session | null;
  readonly state: string;
  readonly ageMs: number | null;
}

type Extra = Partial<Pick<DatabaseFinding, "ageMs" | "session" | "blockers">>;

export const finding = (
  code: DatabaseFinding["code"],
  level: FindingLevel,
  said: Pick<DatabaseFinding, "message" | "hint">,
  extra: Extra = {},
): DatabaseFinding => ({ code, level, ...said, ageMs: null, session: null, blockers: [], ...extra });

/** `pid 4711 (avni, psql)` */
export function whoIs({ pid, user, application }: Session): string {
  const known = [user, application].filter((part) => part !== null).join(", ");
  return known === "" ? `pid ${pid}` : `pid ${pid} (${known})`;
}
