import type { DBClusterSnapshot, DBSnapshot, Tag } from "@aws-sdk/client-rds";
import type { Snapshot } from "../snapshots/ports.js";

const TYPES: Readonly<Record<string, Snapshot["type"]>> = {
  automated: "automated",
  manual: "manual",
  awsbackup: "backup",
};

/** A snapshot of an instance. What a copy holds is as old as `OriginalSnapshotCreateTime`, which copying keeps. */
export function snapshotOfInstance(wire: DBSnapshot): Snapshot {
  const createdAt = wire.SnapshotCreateTime?.toISOString() ?? null;
  const copiedFrom = textOr(wire.SourceDBSnapshotIdentifier, null);
  const original = wire.OriginalSnapshotCreateTime?.toISOString();
  return {
    id: wire.DBSnapshotIdentifier ?? "",
    arn: wire.DBSnapshotArn ?? "",
    subject: { kind: "instance", id: wire.DBInstanceIdentifier ?? "" },
    ...commonOf(wire),
    createdAt,
    takenAt: original ?? (copiedFrom === null ? createdAt : null),
    copiedFrom,
    encrypted: wire.Encrypted ?? false,
  };
}

/** A snapshot of a cluster. Of a copy RDS does not say how old its contents are. */
export function snapshotOfCluster(wire: DBClusterSnapshot): Snapshot {
  const createdAt = wire.SnapshotCreateTime?.toISOString() ?? null;
  const copiedFrom = textOr(wire.SourceDBClusterSnapshotArn, null);
  return {
    id: wire.DBClusterSnapshotIdentifier ?? "",
    arn: wire.DBClusterSnapshotArn ?? "",
    subject: { kind: "cluster", id: wire.DBClusterIdentifier ?? "" },
    ...commonOf(wire),
    createdAt,
    takenAt: copiedFrom === null ? createdAt : null,
    copiedFrom,
    encrypted: wire.StorageEncrypted ?? false,
  };
}

type Common = Pick<
  Snapshot,
  "type" | "status" | "percent" | "engine" | "engineVersion" | "sizeGiB" | "kmsKey" | "tags"
>;

const commonOf = (wire: DBSnapshot | DBClusterSnapshot): Common => ({
  type: TYPES[wire.SnapshotType ?? ""] ?? "other",
  status: wire.Status ?? "unknown",
  percent: wire.PercentProgress ?? null,
  engine: wire.Engine ?? "",
  engineVersion: wire.EngineVersion ?? "",
  // Aurora says 0 or 1 of what grows by itself.
  sizeGiB: (wire.AllocatedStorage ?? 0) > 1 ? (wire.AllocatedStorage ?? null) : null,
  kmsKey: textOr(wire.KmsKeyId, null),
  tags: tagsOf(wire.TagList),
});

const textOr = <Other>(text: string | undefined, other: Other): string | Other =>
  text === undefined || text === "" ? other : text;

export const tagsOf = (list: readonly Tag[] = []): Readonly<Record<string, string>> =>
  Object.fromEntries(list.map(({ Key, Value }) => [Key ?? "", Value ?? ""]));

export const tagList = (tags: Readonly<Record<string, string>>): Tag[] =>
  Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
