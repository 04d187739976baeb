import type { RDSClient } from "@aws-sdk/client-rds";
import { ReleaseError } from "@signalbox/release-core";
import type { DrillPorts } from "../restore-drill/ports.js";
import { snapshotWritesOfRds } from "./snapshot-writes-rds.js";
import { snapshotsOfRds } from "./snapshots-rds.js";
import { temporaryDatabaseWritesOfRds } from "./temporary-database-writes-rds.js";
import { temporaryDatabasesOfRds } from "./temporary-databases-rds.js";

/** All but the connection to what was restored, which needs a driver of the caller's. */
export type RdsPorts = Omit<DrillPorts, "openRestored">;

export interface RdsOptions {
  /** Of `@aws-sdk/client-rds`. `retryMode: "adaptive"` and a few `maxAttempts` carry it through throttling. */
  readonly client: RDSClient;
  /** A client for a region that is named. Default: none, and what names one fails. */
  readonly clientIn?: (region: string) => RDSClient;
}

/**
 * Snapshots of RDS and Aurora. Needs `rds:DescribeDBInstances`, `rds:DescribeDBClusters`, `rds:DescribeDBSnapshots`,
 * `rds:DescribeDBClusterSnapshots` and `rds:DescribeAccountAttributes` for plans and gates, and the action of the same
 * name for each write, with `rds:AddTagsToResource`.
 */
export function rdsSnapshots({ client, clientIn = noClient }: RdsOptions): RdsPorts {
  const clients = new Map<string, RDSClient>();
  const at = (region: string | null): RDSClient => {
    if (region === null) return client;
    const known = clients.get(region) ?? clientIn(region);
    clients.set(region, known);
    return known;
  };
  return {
    snapshots: (region) => snapshotsOfRds(at(region)),
    snapshotWrites: (region) => snapshotWritesOfRds(at(region)),
    temporaryDatabases: (region) => temporaryDatabasesOfRds(at(region)),
    temporaryDatabaseWrites: (region) => temporaryDatabaseWritesOfRds(at(region)),
  };
}

function noClient(region: string): RDSClient {
  throw new ReleaseError({
    code: "ERR_RDS_REGION",
    message: `Nobody gave a client for the region ${region}.`,
    hint: "Leave the region out where it is the client's own, or give `clientIn` to rdsSnapshots.",
    details: { region },
  });
}
