import { createHash } from "node:crypto";
import type { PutRelease } from "./action.js";

/**
 * What an action wants, as 64 hex digits: what was done in an edit for another intent must never be committed with this one.
 * What the track had is no part of it, so the same wish is the same after it was planned anew. Pure.
 */
export function intentOf(action: PutRelease): string {
  const { packageName, track, carryFrom, versionCodes, status, userFraction } = action;
  const { name, notes, inAppUpdatePriority, supersede, cancelReview } = action;
  const files = [...action.artifacts.map(({ sha256 }) => sha256), ...action.symbols.map(({ path }) => path)];
  const texts = notes === null ? null : Object.entries(notes).sort(([one], [other]) => (one < other ? -1 : 1));
  const wanted = [versionCodes, status, userFraction, name, texts, inAppUpdatePriority];
  return createHash("sha256")
    .update(JSON.stringify([packageName, track, carryFrom, wanted, files, supersede, cancelReview]))
    .digest("hex");
}
