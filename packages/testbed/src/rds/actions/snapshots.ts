import { badValue, RdsRefusal } from "../http/refusal.js";
import type { RdsFamily } from "../options.js";
import { FAMILIES } from "../state/family.js";
import type { SnapshotRecord } from "../state/records.js";
import { snapshotBody } from "../state/snapshot-body.js";
import { type ActionCall, databaseNamed, needed, snapshotNamed, tagsIn, textIn } from "./call.js";
import { checkQuota, checkTags, newSnapshotId } from "./identifiers.js";
import { pageOf } from "./page.js";

export const describeSnapshots =
  (family: RdsFamily): ActionCall =>
  ({ state, region, input }) => {
    const { snapshotId, snapshots, databaseId } = FAMILIES[family];
    const id = textIn(input, snapshotId);
    if (id !== undefined) return { [snapshots]: [snapshotBody(snapshotNamed(state, family, region, id))] };
    const database = textIn(input, databaseId)?.toLowerCase();
    const type = textIn(input, "SnapshotType");
    const found = state
      .snapshots(family, region)
      .filter((record) => database === undefined || record.database === database)
      .filter((record) => (type === undefined ? record.type !== "awsbackup" : record.type === type));
    const { items, more } = pageOf(input, found);
    return { [snapshots]: items.map(snapshotBody), ...more };
  };

export const createSnapshot =
  (family: RdsFamily): ActionCall =>
  ({ state, region, input }) => {
    const { snapshot, snapshotId, databaseId, database: kind } = FAMILIES[family];
    const id = newSnapshotId(state, family, region, needed(input, snapshotId));
    const database = databaseNamed(state, family, region, needed(input, databaseId));
    if (database.cluster !== null)
      throw badValue(
        "The specified instance is a member of a cluster and a snapshot cannot be created directly. Please use the CreateDBClusterSnapshot API instead.",
      );
    if (database.status !== "available")
      throw new RdsRefusal(
        `Invalid${kind}StateFault`,
        `${kind} ${database.id} is not currently in the available state.`,
      );
    checkQuota(state, family, region);
    const tags = tagsIn(input);
    checkTags(tags);
    const takenAt = state.now();
    const record: SnapshotRecord = {
      family,
      region,
      id,
      database: database.id,
      type: "manual",
      takenAt,
      createdAt: takenAt,
      tellsOriginalTime: family === "instance",
      engine: database.engine,
      engineVersion: database.engineVersion,
      sizeGiB: database.sizeGiB,
      kmsKeyId: database.kmsKeyId,
      optionGroup: null,
      sourceArn: null,
      tags: new Map(tags),
      status: "creating",
      percent: 0,
      work: state.workFrom("creating", state.options.fails?.test(id) === true ? "failed" : "available"),
    };
    state.addSnapshot(record);
    return { [snapshot]: snapshotBody(record) };
  };

export const deleteSnapshot =
  (family: RdsFamily): ActionCall =>
  ({ state, region, input }) => {
    const { snapshot, snapshotId } = FAMILIES[family];
    const record = snapshotNamed(state, family, region, needed(input, snapshotId));
    if (record.type !== "manual")
      throw badValue(`Only manual snapshots may be deleted. ${record.id} is of the type ${record.type}.`);
    if (record.work !== null)
      throw new RdsRefusal(
        `Invalid${snapshot}StateFault`,
        `Cannot delete the snapshot because it is ${record.status}.`,
      );
    state.removeSnapshot(record);
    return { [snapshot]: { ...snapshotBody(record), Status: "deleted" } };
  };
