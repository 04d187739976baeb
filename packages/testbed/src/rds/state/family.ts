import type { RdsFamily } from "../options.js";

/** How RDS calls the same things of instances and of clusters. */
export interface FamilyNames {
  readonly snapshot: string;
  readonly snapshots: string;
  readonly snapshotId: string;
  readonly database: string;
  readonly databases: string;
  readonly databaseId: string;
  readonly arnOfSnapshot: string;
  readonly arnOfDatabase: string;
}

const namesFor = (prefix: string, database: string): Omit<FamilyNames, "arnOfSnapshot" | "arnOfDatabase"> => ({
  snapshot: `${prefix}Snapshot`,
  snapshots: `${prefix}Snapshots`,
  snapshotId: `${prefix}SnapshotIdentifier`,
  database,
  databases: `${database}s`,
  databaseId: `${database}Identifier`,
});

export const FAMILIES: Readonly<Record<RdsFamily, FamilyNames>> = {
  instance: { ...namesFor("DB", "DBInstance"), arnOfSnapshot: "snapshot", arnOfDatabase: "db" },
  cluster: { ...namesFor("DBCluster", "DBCluster"), arnOfSnapshot: "cluster-snapshot", arnOfDatabase: "cluster" },
};

const ACCOUNT = "123456789012";

export const arnOf = (region: string, kind: string, id: string): string =>
  `arn:aws:rds:${region}:${ACCOUNT}:${kind}:${id}`;

/** An ARN, or a name in that region. */
export function placeOf(
  text: string,
  region: string,
): { readonly region: string; readonly id: string; readonly kind: string | null } {
  const found = /^arn:aws[a-z-]*:rds:([^:]+):\d+:([^:]+):(.+)$/.exec(text);
  if (found === null) return { region, id: text.toLowerCase(), kind: null };
  const [, from = region, kind = "", id = ""] = found;
  return { region: from, id: id.toLowerCase(), kind };
}
