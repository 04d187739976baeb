import { badValue, commonRefusal, RdsRefusal } from "../http/refusal.js";
import type { RdsFamily } from "../options.js";
import { FAMILIES } from "../state/family.js";
import type { RdsState } from "../state/rds-state.js";

/** Source: the constraints of `TargetDBSnapshotIdentifier` and `TargetDBClusterSnapshotIdentifier` in the API reference. */
const LONGEST: Readonly<Record<RdsFamily, number>> = { instance: 255, cluster: 63 };

/** The name of a new snapshot, as RDS keeps it. @throws RdsRefusal when it may not be, or is there */
export function newSnapshotId(state: RdsState, family: RdsFamily, region: string, given: string): string {
  const { snapshot, snapshotId } = FAMILIES[family];
  if (!/^[a-z](?!.*--)[a-z0-9-]*(?<!-)$/i.test(given) || given.length > LONGEST[family])
    throw badValue(
      `The parameter ${snapshotId} is not a valid identifier. Identifiers must begin with a letter; must contain only ASCII letters, digits, and hyphens; and must not end with a hyphen or contain two consecutive hyphens.`,
    );
  const id = given.toLowerCase();
  if (state.snapshots(family, region).some((record) => record.id === id))
    throw new RdsRefusal(
      `${snapshot}AlreadyExistsFault`,
      `Cannot create the snapshot because a snapshot with the identifier ${id} already exists.`,
    );
  return id;
}

/** @throws RdsRefusal when as many manual snapshots are there as may be */
export function checkQuota(state: RdsState, family: RdsFamily, region: string): void {
  const most = state.options.quota ?? 100;
  if (manualSnapshots(state, family, region) >= most)
    throw new RdsRefusal("SnapshotQuotaExceededFault", `Cannot create more than ${most} manual snapshots`);
}

export const manualSnapshots = (state: RdsState, family: RdsFamily, region: string): number =>
  state.snapshots(family, region).filter(({ type }) => type === "manual").length;

/** @throws RdsRefusal when a tag is the provider's own */
export function checkTags(tags: ReadonlyMap<string, string>): void {
  const own = [...tags.keys()].find((key) => /^(aws|rds):/i.test(key));
  if (own !== undefined) throw commonRefusal("InvalidParameterValue", `Tag key ${own} has a reserved prefix`);
}
