import { tagList } from "../actions/call.js";
import { arnOf, FAMILIES } from "./family.js";
import type { SnapshotRecord } from "./records.js";

export const snapshotArn = ({ family, region, id }: SnapshotRecord): string =>
  arnOf(region, FAMILIES[family].arnOfSnapshot, id);

/** A snapshot as RDS tells it. */
export function snapshotBody(record: SnapshotRecord): Readonly<Record<string, unknown>> {
  const { snapshotId, databaseId, snapshot } = FAMILIES[record.family];
  const isPending = record.work !== null && record.status === "pending";
  const common = {
    [snapshotId]: record.id,
    [databaseId]: record.database,
    [`${snapshot}Arn`]: snapshotArn(record),
    SnapshotType: record.type,
    Status: record.status,
    PercentProgress: record.percent,
    // Not there while it waits for its turn.
    ...(isPending ? {} : { SnapshotCreateTime: record.createdAt }),
    Engine: record.engine,
    EngineVersion: record.engineVersion,
    AllocatedStorage: record.sizeGiB,
    ...(record.kmsKeyId === null ? {} : { KmsKeyId: record.kmsKeyId }),
    TagList: tagList(record.tags),
  };
  if (record.family === "cluster")
    return { ...common, StorageEncrypted: record.kmsKeyId !== null, SourceDBClusterSnapshotArn: record.sourceArn };
  // "It only has a value in the case of a cross-account or cross-Region copy": the SDK's own words.
  const isFromElsewhere = record.sourceArn !== null && record.sourceArn.split(":")[3] !== record.region;
  return {
    ...common,
    Encrypted: record.kmsKeyId !== null,
    OptionGroupName: record.optionGroup ?? `default:${record.engine}`,
    ...(isFromElsewhere ? { SourceDBSnapshotIdentifier: record.sourceArn } : {}),
    ...(record.tellsOriginalTime && !isPending ? { OriginalSnapshotCreateTime: record.takenAt } : {}),
  };
}
