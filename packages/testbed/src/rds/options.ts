import type { RdsFault } from "./http/faults.js";

export type RdsFamily = "instance" | "cluster";

export interface RdsDatabaseOptions {
  readonly id: string;
  /** Default `instance`. */
  readonly kind?: RdsFamily;
  /** Instances of a cluster. Default: one, `<id>-1`. */
  readonly members?: readonly string[];
  /** Default `postgres` 15.4; `aurora-postgresql` for a cluster. */
  readonly engine?: string;
  readonly engineVersion?: string;
  /** Default 100. */
  readonly sizeGiB?: number;
  /** Key of its encryption. Default: it is not encrypted. */
  readonly kmsKeyId?: string;
  readonly status?: string;
  readonly tags?: Readonly<Record<string, string>>;
  /** Default: that of the server. */
  readonly region?: string;
}

export interface RdsSnapshotOptions {
  readonly id: string;
  /** The instance or cluster. */
  readonly database: string;
  /** Default `automated` for names with `rds:`, `awsbackup` for those with `awsbackup:`, else `manual`. */
  readonly type?: string;
  /** ISO time. */
  readonly takenAt: string;
  /** Default `available`. */
  readonly status?: string;
  readonly tags?: Readonly<Record<string, string>>;
  /** Of an instance, as old ones do: it does not say when it was taken first. */
  readonly withoutOriginalTime?: boolean;
}

export interface RdsOptions {
  readonly databases: readonly RdsDatabaseOptions[];
  readonly snapshots?: readonly RdsSnapshotOptions[];
  /** Default `ap-south-1`. */
  readonly region?: string;
  /** How long a copy or a snapshot waits for its turn, and how long it then takes. Default 0 and 0. */
  readonly pendingMs?: number;
  readonly workMs?: number;
  /** How long a restored database is `creating`, and a deleted one `deleting`. Default 0. */
  readonly databaseMs?: number;
  /** Snapshots of these names end as `failed`. */
  readonly fails?: RegExp;
  /** Manual snapshots a region, of instances and of clusters. Default 100. */
  readonly quota?: number;
  /** Copies from other regions at once. Default 20. */
  readonly copiesAtOnce?: number;
  /** Access keys that are known. Default: all. */
  readonly accessKeys?: readonly string[];
  readonly faults?: readonly RdsFault[];
  /** The clock of the server. Default: the machine's. */
  readonly now?: () => Date;
  /** Where restored databases are said to be. Default: a name that does not resolve. */
  readonly endpoint?: { readonly host: string; readonly port: number };
}
