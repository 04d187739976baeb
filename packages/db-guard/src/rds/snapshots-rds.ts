import {
  DescribeAccountAttributesCommand,
  DescribeDBClusterSnapshotsCommand,
  DescribeDBSnapshotsCommand,
  type RDSClient,
} from "@aws-sdk/client-rds";
import type { Snapshots } from "../snapshots/ports.js";
import { ask, orNull } from "./ask.js";
import { findSubject } from "./find-subject.js";
import { listSnapshots } from "./list-snapshots.js";
import { snapshotOfCluster, snapshotOfInstance } from "./wire-snapshot.js";

/** Names of the quotas: https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_AccountQuota.html */
const QUOTA = { instance: "ManualSnapshots", cluster: "ManualClusterSnapshots" } as const;

/** The reads of one region. */
export function snapshotsOfRds(client: RDSClient): Snapshots {
  return {
    list: (subject, options) => listSnapshots(client, subject, options),
    subjectOf: (name, options) => findSubject(client, name, options),
    find: async (kind, id, options) => {
      if (kind === "cluster") {
        const asked = new DescribeDBClusterSnapshotsCommand({ DBClusterSnapshotIdentifier: id });
        const subject = ["DescribeDBClusterSnapshots", id] as const;
        const found = await orNull(ask(client, subject, (http) => client.send(asked, http), options));
        const [wire] = found?.DBClusterSnapshots ?? [];
        return wire === undefined ? null : snapshotOfCluster(wire);
      }
      const asked = new DescribeDBSnapshotsCommand({ DBSnapshotIdentifier: id });
      const found = await orNull(ask(client, ["DescribeDBSnapshots", id], (http) => client.send(asked, http), options));
      const [wire] = found?.DBSnapshots ?? [];
      return wire === undefined ? null : snapshotOfInstance(wire);
    },
    quota: async (kind, options) => {
      const asked = new DescribeAccountAttributesCommand({});
      const subject = ["DescribeAccountAttributes", "the account"] as const;
      const { AccountQuotas = [] } = await ask(client, subject, (http) => client.send(asked, http), options);
      const quota = AccountQuotas.find(({ AccountQuotaName }) => AccountQuotaName === QUOTA[kind]);
      return { used: quota?.Used ?? 0, limit: quota?.Max ?? null };
    },
  };
}
