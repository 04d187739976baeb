import {
  type DBCluster,
  type DBInstance,
  DescribeDBClustersCommand,
  DescribeDBInstancesCommand,
  paginateDescribeDBClusters,
  paginateDescribeDBInstances,
  type RDSClient,
} from "@aws-sdk/client-rds";
import type { CallOptions } from "@signalbox/release-core";
import type { TemporaryDatabase, TemporaryDatabases } from "../restore-drill/ports.js";
import { ask, orNull } from "./ask.js";
import { tagsOf } from "./wire-snapshot.js";

/** The databases of one region, as a drill looks at them. */
export function temporaryDatabasesOfRds(client: RDSClient): TemporaryDatabases {
  return {
    find: async ({ kind, id }, options) => {
      if (kind === "cluster") {
        const cluster = await findCluster(client, id, options);
        return cluster === null ? null : ofCluster(client, cluster, options);
      }
      const instance = await findInstance(client, id, options);
      return instance === null ? null : ofInstance(instance);
    },
    listTagged: async (tag, options) => {
      const found: TemporaryDatabase[] = [];
      const list = async (http: { readonly abortSignal: AbortSignal }): Promise<void> => {
        found.length = 0;
        for await (const page of paginateDescribeDBInstances({ client }, {}, http))
          // An instance of a cluster goes with it.
          found.push(...(page.DBInstances ?? []).filter((one) => !one.DBClusterIdentifier).map(ofInstance));
        for await (const page of paginateDescribeDBClusters({ client }, {}, http))
          for (const one of page.DBClusters ?? [])
            if (tagsOf(one.TagList)[tag] !== undefined) found.push(await ofCluster(client, one, options));
      };
      await ask(client, ["DescribeDBInstances", "the region"], list, options);
      return found.filter(({ id, tags }) => tags[tag] === id);
    },
  };
}

async function findInstance(client: RDSClient, id: string, options?: CallOptions): Promise<DBInstance | null> {
  const asked = new DescribeDBInstancesCommand({ DBInstanceIdentifier: id });
  const found = await orNull(ask(client, ["DescribeDBInstances", id], (http) => client.send(asked, http), options));
  return found?.DBInstances?.[0] ?? null;
}

export async function findCluster(client: RDSClient, id: string, options?: CallOptions): Promise<DBCluster | null> {
  const asked = new DescribeDBClustersCommand({ DBClusterIdentifier: id });
  const found = await orNull(ask(client, ["DescribeDBClusters", id], (http) => client.send(asked, http), options));
  return found?.DBClusters?.[0] ?? null;
}

const ofInstance = (wire: DBInstance): TemporaryDatabase => ({
  kind: "instance",
  id: wire.DBInstanceIdentifier ?? "",
  status: wire.DBInstanceStatus ?? "unknown",
  needsInstance: false,
  endpoint: endpointOf(wire.Endpoint?.Address, wire.Endpoint?.Port, wire.DBName, wire.MasterUsername),
  tags: tagsOf(wire.TagList),
});

async function ofCluster(client: RDSClient, wire: DBCluster, options?: CallOptions): Promise<TemporaryDatabase> {
  const [member] = wire.DBClusterMembers ?? [];
  const id = wire.DBClusterIdentifier ?? "";
  const name = member?.DBInstanceIdentifier;
  const instance = name === undefined ? null : await findInstance(client, name, options);
  const status = wire.Status ?? "unknown";
  return {
    kind: "cluster",
    id,
    status: status === "available" ? (instance?.DBInstanceStatus ?? status) : status,
    needsInstance: instance === null,
    endpoint: endpointOf(wire.Endpoint, wire.Port, wire.DatabaseName, wire.MasterUsername),
    tags: tagsOf(wire.TagList),
  };
}

const endpointOf = (
  host: string | undefined,
  port: number | undefined,
  database: string | undefined,
  user: string | undefined,
): TemporaryDatabase["endpoint"] =>
  host === undefined ? null : { host, port: port ?? 5432, database: database ?? null, user: user ?? null };
