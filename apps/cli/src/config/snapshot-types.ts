/** The database as AWS knows it: an instance of RDS, or a cluster of Aurora. Credentials come from the environment. */
export interface RdsConfig {
  /** Name of the instance. One of the two. */
  readonly instance?: string;
  readonly cluster?: string;
  /** Where it is. Default: that of the environment, `AWS_REGION`. */
  readonly region?: string;
  /** Where copies of its snapshots are kept. Default: the same region. */
  readonly copyRegion?: string;
  /** Of the names of snapshots. Default: `bkp-`. */
  readonly prefix?: string;
  /** Of snapshots, beside our own. */
  readonly tags?: Readonly<Record<string, string>>;
  /** The tags of the source too. Default: false. */
  readonly copyTags?: boolean;
  /** Encrypts copies; needed in another region. */
  readonly kmsKey?: string;
  readonly optionGroup?: string;
  /** How old the contents of a copy may be. Default: any age; it is always told. */
  readonly maxAgeHours?: number;
  /** What becomes of a copy that would be older: a problem, or a new snapshot instead. Default: `problem`. */
  readonly whenOlder?: "problem" | "create";
  /** How many of ours `snapshot prune` leaves. */
  readonly keep?: number;
  /** How a restore is tried. */
  readonly drill?: {
    /** Default: `db.t4g.medium`. */
    readonly instanceClass?: string;
    readonly subnetGroup?: string;
    /** They must let this machine in. */
    readonly securityGroups?: readonly string[];
    /** Its first value is the evidence. Default: `select 1`. */
    readonly query?: string;
    /** What that value must be at least. */
    readonly least?: number;
  };
}
