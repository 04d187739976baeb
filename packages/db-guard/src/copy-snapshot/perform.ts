import { callOptionsOf, type Context, isReleaseError, type Outcome, planStale } from "@signalbox/release-core";
import { isCopyOf } from "../snapshots/copy-of.js";
import { asError, nameTaken, snapshotGone } from "../snapshots/errors.js";
import { ownTags, takenAtOf } from "../snapshots/own-tags.js";
import type { SnapshotPorts } from "../snapshots/ports.js";
import { isAvailable, lookAgain, looksOf, outcomeOf, type SnapshotResult, surviving } from "../snapshots/under-way.js";
import type { CopySnapshot } from "./action.js";

/** Looks, copies once, and answers `pending` until the copy is available. Which one it is stands in the action. */
export function performCopy(
  action: CopySnapshot,
  ports: SnapshotPorts,
  context: Context,
): Promise<Outcome<SnapshotResult>> {
  const before = looksOf(context.handle);
  const options = callOptionsOf(context);
  const { subject, source, target } = action;
  const look = async (known = before): Promise<Outcome<SnapshotResult> | null> => {
    const found = await ports.snapshots(action.region).find(subject.kind, target, options);
    if (found === null) return null;
    const isCopy = isCopyOf(found, { ...source, subject });
    if (isCopy !== true) throw asError(nameTaken(found, `a copy of ${source.id}`, isCopy === false));
    return outcomeOf(found, known, action.type, context);
  };
  return surviving(before, async () => {
    const seen = await look();
    if (seen !== null) return seen;
    if (before.isBegun) throw snapshotGone(target);
    await checkSource(action, ports, context);
    const { copyTags, kmsKey, optionGroup } = action;
    const tags = { ...action.tags, ...ownTags(target, source) };
    const request = { kind: subject.kind, source, targetId: target, tags, copyTags, kmsKey, optionGroup };
    try {
      await ports.snapshotWrites(action.region).copy(request, options);
    } catch (error) {
      if (!isReleaseError(error)) throw error;
      // As many copies run as may: its turn comes.
      if (error.code === "ERR_RDS_COPIES_AT_ONCE") return lookAgain(before, false);
      // The client sends again what got no answer: then its own first attempt is what is there.
      if (error.code !== "ERR_SNAPSHOT_EXISTS") throw error;
    }
    return (await look({ ...before, isBegun: true })) ?? lookAgain(before, true);
  });
}

/** @throws ReleaseError `ERR_PLAN_STALE` when it is not what was planned: expired, or another one of the same name */
async function checkSource(action: CopySnapshot, ports: SnapshotPorts, context: Context): Promise<void> {
  const { subject, source, sourceRegion } = action;
  const found = await ports.snapshots(sourceRegion).find(subject.kind, source.id, callOptionsOf(context));
  if (found !== null && isAvailable(found) && takenAtOf(found) === source.takenAt) return;
  const seen = found === null ? null : { status: found.status, takenAt: takenAtOf(found) };
  throw planStale(`The snapshot ${source.id}`, { status: "available", takenAt: source.takenAt }, seen);
}
