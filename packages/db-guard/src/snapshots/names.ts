import type { SnapshotSubject } from "./ports.js";

/** Source: `TargetDBSnapshotIdentifier` and `TargetDBClusterSnapshotIdentifier` in the API reference of RDS. */
const LONGEST: Readonly<Record<SnapshotSubject["kind"], number>> = { instance: 255, cluster: 63 };

/** Why RDS would not take this name for a new snapshot; null: it would. Pure. */
export function nameFlaw(name: string, kind: SnapshotSubject["kind"]): string | null {
  if (name === "") return "it is empty";
  if (name.length > LONGEST[kind])
    return `it has ${name.length} characters, and ${kind === "cluster" ? "a cluster's" : "an instance's"} may have ${LONGEST[kind]}`;
  if (!/^[a-zA-Z]/.test(name)) return "it does not begin with a letter";
  const foreign = /[^a-zA-Z0-9-]/.exec(name)?.[0];
  if (foreign !== undefined)
    return `it has ${JSON.stringify(foreign)}, and only letters, digits and hyphens are allowed`;
  if (name.includes("--")) return "it has two hyphens in a row";
  return name.endsWith("-") ? "it ends with a hyphen" : null;
}

/** The name of a copy: that of its source without what AWS puts before its own, which has a colon that no name may have. */
export const copyName = (source: string, prefix: string): string =>
  `${prefix}${source.replace(/^(rds|awsbackup):/, "")}`.toLowerCase();

/** The name of a new snapshot, to the minute. */
export const newName = (database: string, prefix: string, now: Date): string =>
  `${prefix}${database}-${now.toISOString().slice(0, 16).replace(/[T:]/g, "-")}`.toLowerCase();
