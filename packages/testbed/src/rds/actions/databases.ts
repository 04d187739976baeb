import type { RdsFamily } from "../options.js";
import { arnOf, FAMILIES } from "../state/family.js";
import type { DatabaseRecord } from "../state/records.js";
import type { RdsState } from "../state/rds-state.js";
import { type ActionCall, databaseNamed, tagList, textIn } from "./call.js";
import { pageOf } from "./page.js";

export const describeDatabases =
  (family: RdsFamily): ActionCall =>
  ({ state, region, input }) => {
    const { databases, databaseId } = FAMILIES[family];
    const id = textIn(input, databaseId);
    if (id !== undefined) return { [databases]: [databaseBody(state, databaseNamed(state, family, region, id))] };
    const { items, more } = pageOf(input, state.databases(family, region));
    return { [databases]: items.map((record) => databaseBody(state, record)), ...more };
  };

/** A database as RDS tells it. */
export function databaseBody(state: RdsState, record: DatabaseRecord): Readonly<Record<string, unknown>> {
  const { family, region, id } = record;
  const { databaseId, database, arnOfDatabase } = FAMILIES[family];
  const where = state.options.endpoint ?? { host: `${id}.c1abcdef.${region}.rds.invalid`, port: 5432 };
  const isThere = record.status === "available";
  const common = {
    [databaseId]: id,
    [`${database}Arn`]: arnOf(region, arnOfDatabase, id),
    Engine: record.engine,
    EngineVersion: record.engineVersion,
    AllocatedStorage: record.sizeGiB,
    StorageEncrypted: record.kmsKeyId !== null,
    ...(record.kmsKeyId === null ? {} : { KmsKeyId: record.kmsKeyId }),
    MasterUsername: "postgres",
    TagList: tagList(record.tags),
  };
  if (family === "cluster") {
    const members = state.databases("instance", region).filter(({ cluster }) => cluster === id);
    return {
      ...common,
      Status: record.status,
      DatabaseName: "app",
      DBClusterMembers: members.map((member, index) => ({
        DBInstanceIdentifier: member.id,
        IsClusterWriter: index === 0,
      })),
      ...(isThere ? { Endpoint: where.host, Port: where.port } : {}),
    };
  }
  return {
    ...common,
    DBInstanceStatus: record.status,
    DBName: "app",
    DBInstanceClass: record.instanceClass,
    ...(record.cluster === null ? {} : { DBClusterIdentifier: record.cluster }),
    ...(isThere ? { Endpoint: { Address: where.host, Port: where.port } } : {}),
  };
}
