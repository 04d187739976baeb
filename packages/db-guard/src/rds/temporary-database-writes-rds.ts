import {
  CreateDBInstanceCommand,
  DeleteDBClusterCommand,
  DeleteDBInstanceCommand,
  type RDSClient,
  RestoreDBClusterFromSnapshotCommand,
  RestoreDBInstanceFromDBSnapshotCommand,
} from "@aws-sdk/client-rds";
import { type CallOptions, isReleaseError } from "@signalbox/release-core";
import type { RestoreRequest, TemporaryDatabaseWrites } from "../restore-drill/ports.js";
import { ask, orNull } from "./ask.js";
import { findCluster } from "./temporary-databases-rds.js";
import { tagList } from "./wire-snapshot.js";

/** Restores and removes in one region. Nothing of it is reachable from outside, and nothing of it is backed up. */
export function temporaryDatabaseWritesOfRds(client: RDSClient): TemporaryDatabaseWrites {
  return {
    restore: (request, options) => unlessThere(restore(client, request, options)),
    addInstance: async ({ id, snapshot, instanceClass, tags }, options) => {
      const command = new CreateDBInstanceCommand({
        DBInstanceIdentifier: `${id}-1`,
        DBClusterIdentifier: id,
        DBInstanceClass: instanceClass,
        Engine: snapshot.engine,
        PubliclyAccessible: false,
        Tags: tagList(tags),
      });
      await unlessThere(ask(client, ["CreateDBInstance", id], (http) => client.send(command, http), options));
    },
    remove: async ({ kind, id }, options) => {
      if (kind === "instance") return removeInstance(client, id, options);
      const cluster = await findCluster(client, id, options);
      const members = cluster?.DBClusterMembers ?? [];
      for (const { DBInstanceIdentifier: member } of members)
        if (member !== undefined) await unlessGoing(removeInstance(client, member, options));
      const command = new DeleteDBClusterCommand({ DBClusterIdentifier: id, SkipFinalSnapshot: true });
      await orNull(ask(client, ["DeleteDBCluster", id], (http) => client.send(command, http), options));
    },
  };
}

async function restore(
  client: RDSClient,
  { kind, id, snapshot, instanceClass, subnetGroup, securityGroups, tags }: RestoreRequest,
  options: CallOptions | undefined,
): Promise<unknown> {
  const common = {
    DBSubnetGroupName: subnetGroup ?? undefined,
    VpcSecurityGroupIds: securityGroups.length === 0 ? undefined : [...securityGroups],
    DeletionProtection: false,
    Tags: tagList(tags),
  };
  if (kind === "cluster") {
    const ids = { DBClusterIdentifier: id, SnapshotIdentifier: snapshot.arn, Engine: snapshot.engine };
    const command = new RestoreDBClusterFromSnapshotCommand({ ...ids, ...common });
    return ask(client, ["RestoreDBClusterFromSnapshot", id], (http) => client.send(command, http), options);
  }
  const command = new RestoreDBInstanceFromDBSnapshotCommand({
    DBInstanceIdentifier: id,
    DBSnapshotIdentifier: snapshot.arn,
    DBInstanceClass: instanceClass,
    PubliclyAccessible: false,
    MultiAZ: false,
    ...common,
  });
  return ask(client, ["RestoreDBInstanceFromDBSnapshot", id], (http) => client.send(command, http), options);
}

async function removeInstance(client: RDSClient, id: string, options?: CallOptions): Promise<void> {
  const command = new DeleteDBInstanceCommand({
    DBInstanceIdentifier: id,
    SkipFinalSnapshot: true,
    DeleteAutomatedBackups: true,
  });
  await orNull(ask(client, ["DeleteDBInstance", id], (http) => client.send(command, http), options));
}

/** The client's own first attempt, of which nobody was told. */
async function unlessThere(made: Promise<unknown>): Promise<void> {
  await made.catch((error: unknown) => {
    if (!isReleaseError(error) || error.code !== "ERR_DATABASE_EXISTS") throw error;
  });
}

/** It is being deleted already. */
async function unlessGoing(removed: Promise<void>): Promise<void> {
  await removed.catch((error: unknown) => {
    if (!isReleaseError(error) || error.code !== "ERR_RDS_STATE") throw error;
  });
}
