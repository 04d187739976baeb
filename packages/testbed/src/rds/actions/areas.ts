import { describeAccount } from "./account.js";
import type { ActionCall } from "./call.js";
import { copySnapshot } from "./copy-snapshot.js";
import { describeDatabases } from "./databases.js";
import { createInstance, deleteDatabase, restore } from "./restore.js";
import { createSnapshot, deleteSnapshot, describeSnapshots } from "./snapshots.js";
import { addTags, listTags } from "./tags.js";

/** Every action that is served. */
export const RDS_ACTIONS: Readonly<Record<string, ActionCall | undefined>> = {
  DescribeDBSnapshots: describeSnapshots("instance"),
  DescribeDBClusterSnapshots: describeSnapshots("cluster"),
  DescribeDBInstances: describeDatabases("instance"),
  DescribeDBClusters: describeDatabases("cluster"),
  DescribeAccountAttributes: describeAccount,
  CopyDBSnapshot: copySnapshot("instance"),
  CopyDBClusterSnapshot: copySnapshot("cluster"),
  CreateDBSnapshot: createSnapshot("instance"),
  CreateDBClusterSnapshot: createSnapshot("cluster"),
  DeleteDBSnapshot: deleteSnapshot("instance"),
  DeleteDBClusterSnapshot: deleteSnapshot("cluster"),
  RestoreDBInstanceFromDBSnapshot: restore("instance"),
  RestoreDBClusterFromSnapshot: restore("cluster"),
  CreateDBInstance: createInstance,
  DeleteDBInstance: deleteDatabase("instance"),
  DeleteDBCluster: deleteDatabase("cluster"),
  AddTagsToResource: addTags,
  ListTagsForResource: listTags,
};
