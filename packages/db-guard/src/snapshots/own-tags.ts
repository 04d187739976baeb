import type { Snapshot } from "./ports.js";

/** Its own name: who copies a snapshot with its tags does not make it ours. */
export const OWN_TAG = "signalbox:snapshot";
/** ARN of what a copy was made from: RDS does not say it of a copy in the same region. */
export const SOURCE_TAG = "signalbox:source";
/** When the contents were taken: RDS does not say it of a copy of a cluster's snapshot. */
const TAKEN_TAG = "signalbox:taken-at";
/** When a restore of it was last proven to work. */
export const DRILL_TAG = "signalbox:restored-at";

/** What only Signalbox made: all that it may ever delete. */
export const isOurs = ({ id, tags }: Pick<Snapshot, "id" | "tags">): boolean => tags[OWN_TAG] === id;

/** When what is in it was taken, by the tag of whoever copied it, else by the service. */
export const takenAtOf = ({ tags, takenAt }: Pick<Snapshot, "tags" | "takenAt">): string | null =>
  tags[TAKEN_TAG] ?? takenAt;

/** Milliseconds; null when nobody knows. */
export function ageOf(snapshot: Pick<Snapshot, "tags" | "takenAt">, now: Date): number | null {
  const takenMs = Date.parse(takenAtOf(snapshot) ?? "");
  return Number.isNaN(takenMs) ? null : now.getTime() - takenMs;
}

/** What a copy carries from its first moment, so that one which outlives the process that began it is found again. */
export const ownTags = (
  id: string,
  source?: { readonly arn: string; readonly takenAt: string },
): Readonly<Record<string, string>> => ({
  [OWN_TAG]: id,
  ...(source === undefined ? {} : { [SOURCE_TAG]: source.arn, [TAKEN_TAG]: source.takenAt }),
});
