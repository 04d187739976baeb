import { DescribeDBClustersCommand, DescribeDBInstancesCommand, type RDSClient } from "@aws-sdk/client-rds";
import type { CallOptions } from "@signalbox/release-core";
import type { SubjectFacts } from "../snapshots/ports.js";
import { ask, orNull } from "./ask.js";

/** What a name means: an instance, or a cluster; of an Aurora instance its cluster, since it has no snapshots itself. */
export async function findSubject(
  client: RDSClient,
  name: string,
  options?: CallOptions,
): Promise<SubjectFacts | null> {
  const found = await orNull(
    ask(
      client,
      ["DescribeDBInstances", name],
      (http) => client.send(new DescribeDBInstancesCommand({ DBInstanceIdentifier: name }), http),
      options,
    ),
  );
  const instance = found?.DBInstances?.[0];
  if (instance === undefined) return findCluster(client, name, options);
  if (instance.DBClusterIdentifier) return findCluster(client, instance.DBClusterIdentifier, options);
  return {
    kind: "instance",
    id: instance.DBInstanceIdentifier ?? name,
    engine: instance.Engine ?? "",
    engineVersion: instance.EngineVersion ?? "",
    sizeGiB: instance.AllocatedStorage ?? null,
    encrypted: instance.StorageEncrypted ?? false,
    kmsKey: instance.KmsKeyId ?? null,
  };
}

async function findCluster(client: RDSClient, name: string, options?: CallOptions): Promise<SubjectFacts | null> {
  const found = await orNull(
    ask(
      client,
      ["DescribeDBClusters", name],
      (http) => client.send(new DescribeDBClustersCommand({ DBClusterIdentifier: name }), http),
      options,
    ),
  );
  const cluster = found?.DBClusters?.[0];
  if (cluster === undefined) return null;
  const { DBClusterIdentifier: id = name, Engine: engine = "", EngineVersion: engineVersion = "" } = cluster;
  return {
    kind: "cluster",
    id,
    engine,
    engineVersion,
    // Aurora grows by itself, and says 1.
    sizeGiB: engine.startsWith("aurora") ? null : (cluster.AllocatedStorage ?? null),
    encrypted: cluster.StorageEncrypted ?? false,
    kmsKey: cluster.KmsKeyId ?? null,
  };
}
