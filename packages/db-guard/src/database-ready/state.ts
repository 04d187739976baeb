/** What one look at the server showed, before anybody judges it. Ages are measured by the server's own clock. */
export interface DatabaseState {
  readonly server: ServerState;
  readonly transactions: readonly OpenTransaction[];
  readonly prepared: readonly PreparedTransaction[];
  readonly lockWaits: readonly LockWait[];
  readonly replicas: readonly Replica[];
  readonly slots: readonly Slot[];
}

export interface ServerState {
  readonly database: string;
  readonly user: string;
  /** `15.14` */
  readonly version: string;
  readonly isStandby: boolean;
  /** The role may see what others do: a superuser, or a member of `pg_monitor` or `pg_read_all_stats`. */
  readonly seesAll: boolean;
  /** Sessions of others whose work the role may not see. */
  readonly hiddenSessions: number;
  readonly connections: { readonly used: number; readonly limit: number };
  /** ISO 8601. */
  readonly databaseTime: string;
}

/** Who it is, as far as it is known. */
export interface Session {
  readonly pid: number;
  readonly user: string | null;
  readonly application: string | null;
  readonly client: string | null;
  /** Literals are masked. */
  readonly query: string | null;
}

/** Only who it is, of something that knows more. */
export const sessionOf = ({ pid, user, application, client, query }: Session): Session => ({
  pid,
  user,
  application,
  client,
  query,
});

export interface OpenTransaction extends Session {
  /** As `pg_stat_activity` has it: `active`, `idle in transaction`, … */
  readonly state: string;
  /** Since the transaction began, and since it entered its state. */
  readonly ageMs: number;
  readonly inStateMs: number;
  readonly isAntiWraparound: boolean;
}

export interface PreparedTransaction {
  readonly gid: string;
  readonly user: string;
  readonly ageMs: number;
}

export interface LockWait extends Session {
  /** null where the role may not see it. */
  readonly waitingMs: number | null;
  /** What it waits for: `AccessExclusiveLock on public.users`. */
  readonly lock: string;
  /** By `pg_blocking_pids`; 0 stands for a prepared transaction. */
  readonly blockedBy: readonly number[];
}

export interface Replica {
  readonly name: string;
  /** null: the role may not see it. */
  readonly state: string | null;
  readonly lagMs: number | null;
  readonly lagBytes: number | null;
}

export interface Slot {
  readonly name: string;
  readonly isActive: boolean;
  readonly retainedBytes: number | null;
  /** `lost`: it can never be followed again. */
  readonly walStatus: string | null;
}
