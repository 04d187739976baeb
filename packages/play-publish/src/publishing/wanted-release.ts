import type { Notes } from "../notes/notes.js";
import type { ReleaseStatus, TrackRelease } from "../track.js";

/** The release as it shall stand on the track. */
export interface WantedRelease {
  /** Ascending. */
  readonly versionCodes: readonly number[];
  readonly status: ReleaseStatus;
  /** Null with `inProgress` and `halted`: the share that it has. */
  readonly userFraction: number | null;
  /** Null: as it is; a new release gets none, and Play takes the version name. */
  readonly name: string | null;
  /** Null: as they are. */
  readonly notes: Notes | null;
  /** 0 to 5; null: as it is. */
  readonly inAppUpdatePriority: number | null;
}

/** True for the same version codes, whatever their order. */
export const sameCodes = (one: readonly number[], other: readonly number[]): boolean =>
  one.length === other.length && one.every((code) => other.includes(code));

/** True when the release stands as wanted, as far as something is wanted of it. */
export function isAsWanted(release: TrackRelease, wanted: WantedRelease): boolean {
  const { name, notes, inAppUpdatePriority, userFraction } = wanted;
  return (
    sameCodes(release.versionCodes, wanted.versionCodes) &&
    release.status === wanted.status &&
    (userFraction === null || release.userFraction === userFraction) &&
    (name === null || release.name === name) &&
    (notes === null || sameNotes(release.notes, notes)) &&
    (inAppUpdatePriority === null || release.inAppUpdatePriority === inAppUpdatePriority)
  );
}

function sameNotes(one: Notes, other: Notes): boolean {
  const locales = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...locales].every((locale) => one[locale]?.trim() === other[locale]?.trim());
}
