import { SOURCE_TAG, takenAtOf } from "./own-tags.js";
import type { Snapshot, SnapshotSubject } from "./ports.js";

/** What a copy must be of. */
export interface CopySource {
  readonly arn: string;
  /** ISO 8601. */
  readonly takenAt: string;
  readonly subject: SnapshotSubject;
}

/**
 * Whether a snapshot is a copy of that one; null when nothing says so. What AWS says counts first, then the tag that
 * every copy of ours has, then the time at which the contents were taken, which a copy keeps. Pure.
 */
export function isCopyOf(found: Snapshot, { arn, takenAt, subject }: CopySource): boolean | null {
  if (found.subject.kind !== subject.kind || found.subject.id !== subject.id) return false;
  const said = found.copiedFrom ?? found.tags[SOURCE_TAG];
  if (said !== undefined) return said === arn;
  const taken = takenAtOf(found);
  return taken === null ? null : Date.parse(taken) === Date.parse(takenAt);
}
