import type { RdsConfig } from "./snapshot-types.js";

/** A database that is guarded before a deploy. How it is reached stands in the environment, never here. */
export interface DatabaseConfig {
  /** The variable of the environment that holds its URL. Default: libpq's own (`PGHOST`, …), or `DATABASE_URL`. */
  readonly urlFrom?: string;
  /** The same for Redis, where its jobs are there: Sidekiq, BullMQ. Default: `REDIS_URL`. */
  readonly redisUrlFrom?: string;
  /** `spring-batch`, `quartz`, `sidekiq`, … Default: every one whose tables are there. */
  readonly engine?: string;
  /** Of the engine's tables or keys. Default: the engine's own. */
  readonly prefix?: string;
  /** Of the engine's tables. Default: the search path. */
  readonly schema?: string;
  /** The zone in which the engine's process writes times without one: `Asia/Kolkata`. */
  readonly timeZone?: string;
  /** Parameters of a job that say who started it. Default: userId, user, username, createdBy. */
  readonly startedBy?: readonly string[];
  /** Parameters of a job that say how much there is to do. Default: noOfLines, total, totalCount. */
  readonly total?: readonly string[];
  /** Where an id of `startedBy` has a name. */
  readonly users?: { readonly table: string; readonly id?: string; readonly name?: string };
  /** Who works on its jobs: when these began tells which executions nobody can be working on any more. */
  readonly services?: readonly {
    readonly unit: string;
    readonly hosts: readonly string[];
    /** Where nobody can ask its servers: when it began, with offset, and who says so. Evidence repeats both. */
    readonly said?: { readonly startedAt: string; readonly by: string };
  }[];
  /** How many looks in a row must find nothing. Default: 2. */
  readonly cleanPolls?: number;
  /** Seconds between looks. Default: 10. */
  readonly pollSeconds?: number;
  /** Trains give up after so many minutes of waiting. Default: they wait. */
  readonly deadlineMinutes?: number;
  /** For `db check`, milliseconds, bytes and numbers. */
  readonly thresholds?: {
    readonly [
      Limit in
        | "longTransactionMs"
        | "idleInTransactionMs"
        | "preparedTransactionMs"
        | "lockWaitMs"
        | "replicaLagMs"
        | "replicaLagBytes"
        | "slotRetainedBytes"
        | "freeConnections"
    ]?: number;
  };
  /** What becomes of a question that the role may not ask. Default: `block`. */
  readonly unknown?: "block" | "pass";
  /** Holds new jobs back while trains wait for the running ones: your own programs. */
  readonly intake?: {
    /** `{seconds}` in it is the limit after which it ends by itself. */
    readonly pause: readonly string[];
    readonly resume: readonly string[];
    /** Default: 60. */
    readonly forMinutes?: number;
  };
  /** As AWS knows it, where it is one of RDS: its snapshots. */
  readonly rds?: RdsConfig;
  /** Where dumps go. */
  readonly dumps?: {
    /** Relative to the configuration. Default: `dumps` in the state folder. */
    readonly folder?: string;
    /** Restore each into a scratch database. Default: false. */
    readonly drill?: boolean;
    /** A database on whose server that is. Default: the same server. */
    readonly drillOn?: string;
    /** Trains make one before they deploy. Default: false. */
    readonly beforeDeploy?: boolean;
  };
}
