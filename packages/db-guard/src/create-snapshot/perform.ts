import { callOptionsOf, type Context, isReleaseError, type Outcome } from "@signalbox/release-core";
import { asError, nameTaken, snapshotGone } from "../snapshots/errors.js";
import { isOurs, ownTags } from "../snapshots/own-tags.js";
import type { SnapshotPorts } from "../snapshots/ports.js";
import { lookAgain, looksOf, outcomeOf, type SnapshotResult, surviving } from "../snapshots/under-way.js";
import type { CreateSnapshot } from "./action.js";

/** Looks, takes it once, and answers `pending` until it is available. */
export function performCreate(
  action: CreateSnapshot,
  ports: SnapshotPorts,
  context: Context,
): Promise<Outcome<SnapshotResult>> {
  const before = looksOf(context.handle);
  const options = callOptionsOf(context);
  const { subject, target, region, tags } = action;
  const look = async (known = before): Promise<Outcome<SnapshotResult> | null> => {
    const found = await ports.snapshots(region).find(subject.kind, target, options);
    if (found === null) return null;
    if (!isOurs(found) || found.subject.id !== subject.id)
      throw asError(nameTaken(found, `a snapshot of ${subject.id} of ours`, true));
    return outcomeOf(found, known, action.type, context);
  };
  return surviving(before, async () => {
    const seen = await look();
    if (seen !== null) return seen;
    if (before.isBegun) throw snapshotGone(target);
    try {
      await ports.snapshotWrites(region).create(subject, target, { ...tags, ...ownTags(target) }, options);
    } catch (error) {
      // The client sends again what got no answer: then its own first attempt is what is there.
      if (!isReleaseError(error) || error.code !== "ERR_SNAPSHOT_EXISTS") throw error;
    }
    return (await look({ ...before, isBegun: true })) ?? lookAgain(before, true);
  });
}
