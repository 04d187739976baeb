import type { RdsFamily } from "../options.js";

export interface SnapshotRecord {
  readonly family: RdsFamily;
  readonly region: string;
  readonly id: string;
  readonly database: string;
  readonly type: string;
  /** When the data is from; a copy keeps it. */
  readonly takenAt: Date;
  /** When this one was made. */
  readonly createdAt: Date;
  readonly tellsOriginalTime: boolean;
  readonly engine: string;
  readonly engineVersion: string;
  readonly sizeGiB: number;
  readonly kmsKeyId: string | null;
  readonly optionGroup: string | null;
  /** Of what it was copied from. */
  readonly sourceArn: string | null;
  readonly tags: Map<string, string>;
  status: string;
  percent: number;
  work: Work | null;
}

/** What takes its time. */
export interface Work {
  readonly startMs: number;
  readonly pendingMs: number;
  readonly workMs: number;
  /** What it is called meanwhile, and in the end. */
  readonly during: string;
  readonly end: string;
}

export interface DatabaseRecord {
  readonly family: RdsFamily;
  readonly region: string;
  readonly id: string;
  /** The cluster that an instance is in. */
  readonly cluster: string | null;
  readonly engine: string;
  readonly engineVersion: string;
  readonly sizeGiB: number;
  readonly kmsKeyId: string | null;
  readonly instanceClass: string | null;
  readonly tags: Map<string, string>;
  status: string;
  percent: number;
  work: Work | null;
}
