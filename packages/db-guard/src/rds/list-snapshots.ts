import { paginateDescribeDBClusterSnapshots, paginateDescribeDBSnapshots, type RDSClient } from "@aws-sdk/client-rds";
import type { CallOptions } from "@signalbox/release-core";
import type { Snapshot, SnapshotSubject } from "../snapshots/ports.js";
import { ask, orNull } from "./ask.js";
import { snapshotOfCluster, snapshotOfInstance } from "./wire-snapshot.js";

/** All pages, those of AWS Backup too, which RDS lists only when it is asked for them. Newest first. */
export async function listSnapshots(
  client: RDSClient,
  { kind, id }: SnapshotSubject,
  options?: CallOptions,
): Promise<readonly Snapshot[]> {
  const list = kind === "instance" ? ofInstance : ofCluster;
  const own = await orNull(list(client, id, undefined, options));
  const backups = await orNull(list(client, id, "awsbackup", options));
  const all = new Map([...(own ?? []), ...(backups ?? [])].map((one) => [one.id, one]));
  return [...all.values()].sort(newestFirst);
}

/** What does not say when it was made is not there yet, and so the newest. */
const newestFirst = (one: Snapshot, other: Snapshot): number =>
  madeAt(other) - madeAt(one) || other.id.localeCompare(one.id);

const madeAt = ({ createdAt }: Snapshot): number =>
  createdAt === null ? Number.MAX_SAFE_INTEGER : Date.parse(createdAt);

const ofInstance = (
  client: RDSClient,
  id: string,
  SnapshotType: string | undefined,
  options: CallOptions | undefined,
): Promise<readonly Snapshot[]> =>
  ask(
    client,
    ["DescribeDBSnapshots", id],
    async (http) => {
      const pages = paginateDescribeDBSnapshots(
        { client, pageSize: 100 },
        { DBInstanceIdentifier: id, SnapshotType },
        http,
      );
      const found: Snapshot[] = [];
      for await (const page of pages) found.push(...(page.DBSnapshots ?? []).map(snapshotOfInstance));
      return found;
    },
    options,
  );

const ofCluster = (
  client: RDSClient,
  id: string,
  SnapshotType: string | undefined,
  options: CallOptions | undefined,
): Promise<readonly Snapshot[]> =>
  ask(
    client,
    ["DescribeDBClusterSnapshots", id],
    async (http) => {
      const asked = { DBClusterIdentifier: id, SnapshotType };
      const found: Snapshot[] = [];
      for await (const page of paginateDescribeDBClusterSnapshots({ client, pageSize: 100 }, asked, http))
        found.push(...(page.DBClusterSnapshots ?? []).map(snapshotOfCluster));
      return found;
    },
    options,
  );
