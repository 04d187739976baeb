import type { RdsDatabaseOptions, RdsOptions, RdsSnapshotOptions } from "../options.js";
import type { DatabaseRecord } from "./records.js";
import type { RdsState } from "./rds-state.js";

/** Puts in what the options name. */
export function seed(state: RdsState, { databases, snapshots = [] }: RdsOptions): void {
  for (const given of databases) {
    const kind = given.kind ?? "instance";
    state.addDatabase(databaseRecord(given, kind, null, state.region));
    if (kind === "instance") continue;
    for (const id of given.members ?? [`${given.id}-1`])
      state.addDatabase(databaseRecord({ ...given, id }, "instance", given.id, state.region));
  }
  for (const given of snapshots) addSnapshot(state, given);
}

const databaseRecord = (
  given: RdsDatabaseOptions,
  family: "instance" | "cluster",
  cluster: string | null,
  region: string,
): DatabaseRecord => ({
  family,
  region: given.region ?? region,
  id: given.id,
  cluster,
  engine: given.engine ?? (given.kind === "cluster" ? "aurora-postgresql" : "postgres"),
  engineVersion: given.engineVersion ?? "15.4",
  sizeGiB: given.sizeGiB ?? 100,
  kmsKeyId: given.kmsKeyId ?? null,
  instanceClass: family === "instance" ? "db.t4g.medium" : null,
  tags: new Map(Object.entries(given.tags ?? {})),
  status: given.status ?? "available",
  percent: 100,
  work: null,
});

/** A snapshot that was there before. @throws Error when nothing of that name could have it */
export function addSnapshot(state: RdsState, given: RdsSnapshotOptions): void {
  const all = state.options.databases.map(({ kind = "instance", id, region = state.region }) => ({ kind, id, region }));
  const place = all.find(({ id }) => id === given.database);
  const database = place && state.databases(place.kind, place.region).find(({ id }) => id === place.id);
  if (database === undefined) throw new Error(`there is no database ${given.database}`);
  const takenAt = new Date(given.takenAt);
  const prefix = /^(rds|awsbackup):/.exec(given.id)?.[1];
  state.addSnapshot({
    family: database.family,
    region: database.region,
    id: given.id,
    database: database.id,
    type: given.type ?? (prefix === "rds" ? "automated" : (prefix ?? "manual")),
    takenAt,
    createdAt: takenAt,
    tellsOriginalTime: given.withoutOriginalTime !== true && database.family === "instance",
    engine: database.engine,
    engineVersion: database.engineVersion,
    sizeGiB: database.sizeGiB,
    kmsKeyId: database.kmsKeyId,
    optionGroup: null,
    sourceArn: null,
    tags: new Map(Object.entries(given.tags ?? {})),
    status: given.status ?? "available",
    percent: given.status === undefined || given.status === "available" ? 100 : 0,
    work: null,
  });
}
