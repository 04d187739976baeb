import { badValue, commonRefusal, RdsRefusal } from "../http/refusal.js";
import type { RdsFamily } from "../options.js";
import { FAMILIES, placeOf } from "../state/family.js";
import type { DatabaseRecord } from "../state/records.js";
import { type ActionCall, type Call, databaseNamed, needed, snapshotNamed, tagsIn, textIn } from "./call.js";
import { databaseBody } from "./databases.js";

export const restore =
  (family: RdsFamily): ActionCall =>
  (call) => {
    const { state, region, input } = call;
    const { database } = FAMILIES[family];
    const given = needed(input, family === "cluster" ? "SnapshotIdentifier" : "DBSnapshotIdentifier");
    const snapshot = snapshotNamed(state, family, region, placeOf(given, region).id);
    if (snapshot.status !== "available")
      throw new RdsRefusal(
        `Invalid${FAMILIES[family].snapshot}StateFault`,
        `Cannot restore from the snapshot because it is ${snapshot.status}.`,
      );
    const record = newDatabase(call, family, { ...snapshot, cluster: null });
    return { [database]: databaseBody(state, record) };
  };

/** Here only for a cluster: what is restored of Aurora has no instance yet. */
export const createInstance: ActionCall = (call) => {
  const { state, region, input } = call;
  const id = textIn(input, "DBClusterIdentifier");
  if (id === undefined) throw badValue("This fake creates instances in clusters alone.");
  const cluster = databaseNamed(state, "cluster", region, id);
  if (textIn(input, "Engine") !== cluster.engine)
    throw commonRefusal("InvalidParameterCombination", `The engine must be ${cluster.engine}.`);
  return { DBInstance: databaseBody(state, newDatabase(call, "instance", { ...cluster, cluster: id })) };
};

export const deleteDatabase =
  (family: RdsFamily): ActionCall =>
  ({ state, region, input }) => {
    const { database, databaseId } = FAMILIES[family];
    const record = databaseNamed(state, family, region, needed(input, databaseId));
    if (
      input["SkipFinalSnapshot"] !== true &&
      textIn(input, `Final${database.replace("Instance", "")}SnapshotIdentifier`) === undefined
    )
      throw commonRefusal(
        "InvalidParameterCombination",
        "FinalDBSnapshotIdentifier is required unless SkipFinalSnapshot is specified.",
      );
    if (record.status === "creating" || record.status === "deleting")
      throw new RdsRefusal(`Invalid${database}StateFault`, `${database} ${record.id} is ${record.status}.`);
    const members = state
      .databases("instance", region)
      .filter(({ cluster }) => family === "cluster" && cluster === record.id);
    if (members.some(({ status }) => status !== "deleting"))
      throw new RdsRefusal(
        "InvalidDBClusterStateFault",
        "Cluster cannot be deleted, it still contains DB instances in non-deleting state.",
      );
    record.status = "deleting";
    record.work = state.workFrom("deleting", "gone", timesOf(state.options.databaseMs));
    return { [database]: databaseBody(state, record) };
  };

const timesOf = (workMs = 0): { pendingMs: number; workMs: number } => ({ pendingMs: 0, workMs });

function newDatabase(
  { state, region, input }: Call,
  family: RdsFamily,
  like: Pick<DatabaseRecord, "engine" | "engineVersion" | "sizeGiB" | "kmsKeyId" | "cluster">,
): DatabaseRecord {
  const { database, databaseId } = FAMILIES[family];
  const id = needed(input, databaseId).toLowerCase();
  if (!/^[a-z](?!.*--)[a-z0-9-]{0,62}(?<!-)$/.test(id))
    throw badValue(`${databaseId} is not a valid identifier: ${id}`);
  if (state.databases(family, region).some((record) => record.id === id))
    throw new RdsRefusal(`${database}AlreadyExistsFault`, `${database} already exists`);
  const record: DatabaseRecord = {
    family,
    region,
    id,
    cluster: like.cluster,
    engine: like.engine,
    engineVersion: like.engineVersion,
    sizeGiB: like.sizeGiB,
    kmsKeyId: like.kmsKeyId,
    instanceClass: textIn(input, "DBInstanceClass") ?? null,
    tags: new Map(tagsIn(input)),
    status: "creating",
    percent: 0,
    work: state.workFrom(
      "creating",
      state.options.fails?.test(id) === true ? "incompatible-restore" : "available",
      timesOf(state.options.databaseMs),
    ),
  };
  state.addDatabase(record);
  return record;
}
