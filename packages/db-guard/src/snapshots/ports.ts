import type { CallOptions } from "@signalbox/release-core";

/** An RDS instance, or an Aurora cluster: they have calls of their own. */
export interface SnapshotSubject {
  readonly kind: "instance" | "cluster";
  readonly id: string;
}

export interface Snapshot {
  readonly id: string;
  readonly arn: string;
  readonly subject: SnapshotSubject;
  readonly type: "automated" | "manual" | "other";
  /** As AWS says it: `available`, `creating`, `copying`, `pending`, `failed`, … */
  readonly status: string;
  readonly percent: number | null;
  /** ISO 8601; null while it is not taken. */
  readonly createdAt: string | null;
  /** Name or ARN of what it was copied from. */
  readonly copiedFrom: string | null;
  readonly engine: string;
  readonly engineVersion: string;
  /** GiB; null where the service does not say. */
  readonly sizeGiB: number | null;
  readonly encrypted: boolean;
  readonly kmsKey: string | null;
  readonly tags: Readonly<Record<string, string>>;
}

export interface CopyRequest {
  readonly source: Snapshot;
  readonly targetId: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly copyTags: boolean;
  readonly kmsKey?: string | undefined;
  /** Where the source is, when it is another region than the port's. */
  readonly sourceRegion?: string | undefined;
  readonly optionGroup?: string | undefined;
}

/** One region of one account. `rdsSnapshots` of `@signalbox/db-guard/rds` gives it. */
export interface Snapshots {
  /** Newest first, all pages. */
  list(subject: SnapshotSubject, options?: CallOptions): Promise<readonly Snapshot[]>;
  find(kind: SnapshotSubject["kind"], id: string, options?: CallOptions): Promise<Snapshot | null>;
  /** What a name means: an instance, a cluster, or an instance of a cluster (then the cluster). */
  subjectOf(name: string, options?: CallOptions): Promise<SnapshotSubject | null>;
  /** Manual snapshots in this region and how many are allowed. */
  quota(options?: CallOptions): Promise<{ readonly used: number; readonly limit: number | null }>;
}

/** Writes; apart from `Snapshots`, so that plans cannot. */
export interface SnapshotWrites {
  copy(request: CopyRequest, options?: CallOptions): Promise<Snapshot>;
  create(
    subject: SnapshotSubject,
    id: string,
    tags: Readonly<Record<string, string>>,
    options?: CallOptions,
  ): Promise<Snapshot>;
  remove(snapshot: Snapshot, options?: CallOptions): Promise<void>;
}
