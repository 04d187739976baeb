import type { CallOptions } from "@signalbox/release-core";

/** An RDS instance, or an Aurora cluster: they have calls of their own. */
export interface SnapshotSubject {
  readonly kind: "instance" | "cluster";
  readonly id: string;
}

/** The database that snapshots are of, as it is now. */
export interface SubjectFacts extends SnapshotSubject {
  readonly engine: string;
  readonly engineVersion: string;
  /** GiB; null where it says nothing, as with Aurora, which grows by itself. */
  readonly sizeGiB: number | null;
  readonly encrypted: boolean;
  /** ARN. */
  readonly kmsKey: string | null;
}

export interface Snapshot {
  /** `rds:proddb02-2024-02-13-23-12`, `bkp-proddb02-2024-02-13-23-12`. */
  readonly id: string;
  readonly arn: string;
  readonly subject: SnapshotSubject;
  readonly type: "automated" | "manual" | "backup" | "other";
  /** As AWS says it: `available`, `creating`, `copying`, `pending`, `failed`, … */
  readonly status: string;
  readonly percent: number | null;
  /** When this one was made, ISO 8601; null while it is not there. A copy is younger than what is in it. */
  readonly createdAt: string | null;
  /** When what is in it was taken, ISO 8601; null where the service does not say it of a copy. */
  readonly takenAt: string | null;
  /** ARN; RDS says it of clusters, and of copies from another region or account. */
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
  readonly kind: SnapshotSubject["kind"];
  /** By its ARN where it is in another region. */
  readonly source: { readonly id: string; readonly arn: string };
  readonly targetId: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly copyTags: boolean;
  readonly kmsKey: string | null;
  readonly optionGroup: string | null;
}

/** One region of one account. `rdsSnapshots` of `@signalbox/db-guard/rds` gives it. */
export interface Snapshots {
  /** All of them, newest first; none for a database that is not there. */
  list(subject: SnapshotSubject, options?: CallOptions): Promise<readonly Snapshot[]>;
  find(kind: SnapshotSubject["kind"], id: string, options?: CallOptions): Promise<Snapshot | null>;
  /** What a name means: an instance, a cluster, or an instance of a cluster (then the cluster). */
  subjectOf(name: string, options?: CallOptions): Promise<SubjectFacts | null>;
  /** Manual snapshots in this region and how many are allowed, counted apart for instances and clusters. */
  quota(kind: SnapshotSubject["kind"], options?: CallOptions): Promise<SnapshotQuota>;
}

export interface SnapshotQuota {
  readonly used: number;
  /** Null where the service does not say. */
  readonly limit: number | null;
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
  remove(snapshot: Pick<Snapshot, "subject" | "id">, options?: CallOptions): Promise<void>;
  /** Adds tags, and leaves the others. */
  tag(arn: string, tags: Readonly<Record<string, string>>, options?: CallOptions): Promise<void>;
}

/** Reads by region; null is the client's own. */
export interface SnapshotReadPorts {
  snapshots(region: string | null): Snapshots;
}

export interface SnapshotPorts extends SnapshotReadPorts {
  snapshotWrites(region: string | null): SnapshotWrites;
}
