import {
  already,
  callOptionsOf,
  type Context,
  done,
  isReleaseError,
  type Outcome,
  pending,
} from "@signalbox/release-core";
import { DRILL_TAG } from "../snapshots/own-tags.js";
import { askRestored, failureOf } from "./ask-restored.js";
import { type DrillAction, type RestoreDrillResult, type RemoveTemporary, TEMPORARY_TAG } from "./action.js";
import { drillFailed, notTemporary } from "./errors.js";
import type { DrillPorts, RestoreRequest, TemporaryDatabase } from "./ports.js";

const POLL_MS = 30_000;

/** What the next look must know: what the query said, or why there is no answer. Then only removing is left. */
interface Remembered {
  readonly answer: string | null;
  readonly failure: string | null;
  readonly restoredAt: string | null;
}

/** A look that fails for a reason that passes must not end a drill whose database is there. */
export async function performDrill(
  action: DrillAction,
  ports: DrillPorts,
  context: Context,
): Promise<Outcome<RestoreDrillResult>> {
  try {
    return await look(action, ports, context);
  } catch (error) {
    if (context.handle === null || !isReleaseError(error) || !error.retryable) throw error;
    return pending(context.handle, POLL_MS);
  }
}

/** Begins it, goes on with it, or takes it away. */
async function look(action: DrillAction, ports: DrillPorts, context: Context): Promise<Outcome<RestoreDrillResult>> {
  const remembered = context.handle as unknown as (Remembered & { readonly isBegun: true }) | null;
  const { temporary, region, snapshot } = action;
  const options = callOptionsOf(context);
  const found = await ports.temporaryDatabases(region).find(temporary, options);
  if (found !== null) checkTag(found);
  const known = remembered?.restoredAt ?? null;
  if (remembered !== null && known !== null) return takenAway(action, { found, remembered }, ports, context);
  const proven = await ports.snapshots(region).find(temporary.kind, snapshot.id, options);
  const restoredAt = proven?.tags[DRILL_TAG];
  if (found === null && remembered === null && restoredAt !== undefined)
    return already({ snapshot: snapshot.id, temporary: temporary.id, answer: null, restoredAt, isRemoved: true });
  const writes = ports.temporaryDatabaseWrites(region);
  const request = requestOf(action);
  if (found === null) {
    if (remembered !== null) throw drillFailed(snapshot.id, "the temporary database is gone");
    await writes.restore(request, options);
    return begun(action, "is being restored", context);
  }
  // A process died while it removed it: what it had seen is lost with it, so it is done once more.
  if (found.status === "deleting") return pending(null, POLL_MS);
  if (found.needsInstance) {
    if (found.status === "available") await writes.addInstance(request, options);
    return begun(action, "gets an instance", context);
  }
  if (/^(creating|backing-up|modifying|configuring|starting|rebooting|pending)/.test(found.status))
    return begun(action, `is ${found.status}`, context);
  const answer = await answerOf(action, found, ports, context);
  return takenAway(
    action,
    { found, remembered: { ...answer, restoredAt: context.now().toISOString() } },
    ports,
    context,
  );
}

function begun({ type, temporary }: DrillAction, message: string, { emit }: Context): Outcome<never> {
  emit({ type: "progress", kind: type, message: `${temporary.id} ${message}` });
  return pending({ isBegun: true, answer: null, failure: null, restoredAt: null }, POLL_MS);
}

/** Never throws but for an abort: whatever comes of it, the database must be removed. */
async function answerOf(
  action: DrillAction,
  found: TemporaryDatabase,
  ports: DrillPorts,
  context: Context,
): Promise<Pick<Remembered, "answer" | "failure">> {
  if (found.status !== "available" || found.endpoint === null)
    return { answer: null, failure: `it ended as ${found.status}` };
  try {
    return { answer: await askRestored(action, found.endpoint, ports, context.signal), failure: null };
  } catch (error) {
    context.signal.throwIfAborted();
    return { answer: null, failure: failureOf(error) };
  }
}

/** Removes it, waits until it is gone, and then says what was seen. @throws ReleaseError `ERR_DRILL_FAILED` */
async function takenAway(
  action: DrillAction,
  { found, remembered }: { readonly found: TemporaryDatabase | null; readonly remembered: Remembered },
  ports: DrillPorts,
  context: Context,
): Promise<Outcome<RestoreDrillResult>> {
  const { snapshot, temporary, region } = action;
  const { answer, failure, restoredAt } = remembered;
  const options = callOptionsOf(context);
  if (found !== null && !(await isGone(found, region, ports, context)))
    return pending({ isBegun: true, answer, failure, restoredAt }, POLL_MS);
  if (failure !== null || restoredAt === null) throw drillFailed(snapshot.id, failure ?? "nothing was asked");
  await ports.snapshotWrites(region).tag(snapshot.arn, { [DRILL_TAG]: restoredAt }, options);
  return done({ snapshot: snapshot.id, temporary: temporary.id, answer, restoredAt, isRemoved: true });
}

async function isGone(
  found: TemporaryDatabase,
  region: string | null,
  ports: DrillPorts,
  context: Context,
): Promise<boolean> {
  const options = callOptionsOf(context);
  try {
    await ports.temporaryDatabaseWrites(region).remove(found, options);
  } catch (error) {
    // Not now: it is still being made, or being deleted already.
    if (!isReleaseError(error) || !error.retryable) throw error;
  }
  context.emit({ type: "progress", kind: "restore-drill", message: `${found.id} is being removed` });
  return (await ports.temporaryDatabases(region).find(found, options)) === null;
}

/** What a drill of another snapshot left behind. */
export async function performRemove(
  { temporary, region }: RemoveTemporary,
  ports: DrillPorts,
  context: Context,
): Promise<Outcome<RestoreDrillResult>> {
  const found = await ports.temporaryDatabases(region).find(temporary, callOptionsOf(context));
  const result: RestoreDrillResult = {
    snapshot: null,
    temporary: temporary.id,
    answer: null,
    restoredAt: null,
    isRemoved: true,
  };
  if (found === null) return (context.handle === null ? already : done)(result);
  checkTag(found);
  return (await isGone(found, region, ports, context)) ? done(result) : pending({ isBegun: true }, POLL_MS);
}

/** @throws ReleaseError for a database that no drill made */
function checkTag({ id, tags }: TemporaryDatabase): void {
  if (tags[TEMPORARY_TAG] !== id) throw notTemporary(id);
}

const requestOf = ({
  temporary,
  snapshot,
  instanceClass,
  subnetGroup,
  securityGroups,
}: DrillAction): RestoreRequest => ({
  ...temporary,
  snapshot,
  instanceClass,
  subnetGroup,
  securityGroups,
  tags: { [TEMPORARY_TAG]: temporary.id },
});
