import type { CallOptions } from "@signalbox/release-core";
import type { Opened, SqlClient } from "../ports.js";
import type { SnapshotPorts, SnapshotSubject } from "../snapshots/ports.js";

/** A database that was restored to be looked at once, and removed. */
export interface TemporaryDatabase extends SnapshotSubject {
  /** `available`; of a cluster only when its instance is so too. */
  readonly status: string;
  /** A restored cluster has no instance until one is added. */
  readonly needsInstance: boolean;
  /** Null while it has none. */
  readonly endpoint: Endpoint | null;
  readonly tags: Readonly<Record<string, string>>;
}

export interface Endpoint {
  readonly host: string;
  readonly port: number;
  /** The database in it; null where the snapshot names none. */
  readonly database: string | null;
  readonly user: string | null;
}

export interface RestoreRequest extends SnapshotSubject {
  readonly snapshot: { readonly id: string; readonly arn: string; readonly engine: string };
  readonly instanceClass: string;
  readonly subnetGroup: string | null;
  readonly securityGroups: readonly string[];
  readonly tags: Readonly<Record<string, string>>;
}

export interface TemporaryDatabases {
  find(subject: SnapshotSubject, options?: CallOptions): Promise<TemporaryDatabase | null>;
  /** All instances and clusters that have this tag. */
  listTagged(tag: string, options?: CallOptions): Promise<readonly TemporaryDatabase[]>;
}

export interface TemporaryDatabaseWrites {
  restore(request: RestoreRequest, options?: CallOptions): Promise<void>;
  addInstance(request: RestoreRequest, options?: CallOptions): Promise<void>;
  /** Begins to delete it, without a last snapshot; of a cluster its instances first. Repeatable. */
  remove(database: TemporaryDatabase, options?: CallOptions): Promise<void>;
}

export interface DrillPorts extends SnapshotPorts {
  temporaryDatabases(region: string | null): TemporaryDatabases;
  temporaryDatabaseWrites(region: string | null): TemporaryDatabaseWrites;
  /** A connection to what was restored; its password is that of the original at the time of the snapshot. */
  openRestored(
    endpoint: Endpoint,
    options: { readonly signal: AbortSignal; readonly database: string },
  ): Promise<Opened<SqlClient>>;
}
