import {
  already,
  done,
  isReleaseError,
  type Outcome,
  pending,
  type PerformContext,
  callOptionsOf,
} from "@signalbox/release-core";
import { editKeepsEnding } from "../errors.js";
import type { PublishPorts } from "../ports.js";
import type { PublishedRelease, PutRelease } from "./action.js";
import { compareBase, isThere, resultOf } from "./compare-base.js";
import { type Committed, commitEdit } from "./commit-edit.js";
import { dropEdit, type OpenEdit, recallEdit, takeUpEdit } from "./edit-memory.js";
import { putInEdit } from "./put-in-edit.js";

/** An edit that others end is opened anew this often. */
const MOST_ROUNDS = 4;
const PROCESSING_POLL_MS = 10_000;

/** Looks, opens an edit or takes up its own, brings the track into the state, commits once, and looks at what came. */
export const performPut = (
  action: PutRelease,
  ports: PublishPorts,
  context: PerformContext<unknown>,
): Promise<Outcome<PublishedRelease>> =>
  ports.lock.hold(action.packageName, () => publish(action, ports, context), callOptionsOf(context));

async function publish(
  action: PutRelease,
  ports: PublishPorts,
  context: PerformContext<unknown>,
): Promise<Outcome<PublishedRelease>> {
  const { packageName, track } = action;
  const look = () => ports.releases.listReleases(packageName, track, callOptionsOf(context));
  let mine = await recallEdit(action, ports, context);
  let isCommitSent = false;
  let ended: unknown;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const seen = await look();
    const found = (): Outcome<PublishedRelease> => (isCommitSent ? done : already)(resultOf(action, seen));
    if (action.isSeenWithoutEdit && isThere(action, seen)) {
      if (mine !== null) await dropEdit(mine, ports, context);
      return found();
    }
    try {
      compareBase(action, seen);
    } catch (error) {
      if (mine !== null) await dropEdit(mine, ports, context).catch(() => undefined);
      throw error;
    }
    const open = await takeUpEdit(mine, action, ports, context);
    mine = open.remembered;
    const end = await workIn(action, open, ports, context);
    if ("ended" in end) {
      ended = end.ended;
      mine = null;
      continue;
    }
    if (end.state === "as-wanted") {
      await dropEdit(mine, ports, context);
      return found();
    }
    mine = { ...mine, isPut: true };
    if (end.state === "processing") return pending(mine, PROCESSING_POLL_MS);
    isCommitSent = true;
    if (end.state === "unknown") continue; // the next look tells
    await context.checkpoint.save(null);
    const result = resultOf(action, await look());
    return done({ ...result, needsConsole: result.needsConsole || end.state === "by-hand" });
  }
  throw editKeepsEnding(packageName, ended);
}

type End = { readonly state: Committed | "as-wanted" } | { readonly ended: unknown };

/** One edit from its tracks to its commit. What was refused is not left lying around; only what the next attempt can go on with is kept. */
async function workIn(
  action: PutRelease,
  open: OpenEdit,
  ports: PublishPorts,
  context: PerformContext<unknown>,
): Promise<End> {
  try {
    const put = await putInEdit(action, open, ports, context);
    return { state: put === "as-wanted" ? put : await commitEdit(action, open.edit, ports, callOptionsOf(context)) };
  } catch (error) {
    if (isReleaseError(error) && error.code === "ERR_PLAY_EDIT_GONE") {
      await context.checkpoint.save(null);
      return { ended: error };
    }
    if (isReleaseError(error) && (!error.retryable || error.code === "ERR_PLAY_REVIEW_RUNNING"))
      await dropEdit(open.remembered, ports, context).catch(() => undefined);
    throw error;
  }
}
