import type { ArtifactFile, SymbolsFile } from "../ports.js";
import type { Lifecycle, ReleaseStatus } from "../track.js";
import type { Seen } from "./seen.js";
import type { WantedRelease } from "./wanted-release.js";

/** Brings one release of one track into a state, all in one edit. */
export interface PutRelease extends WantedRelease {
  readonly type: "put-release";
  readonly summary: string;
  readonly packageName: string;
  readonly track: string;
  /** Sent first, where Play does not have them; empty: the version codes are in Play's library. */
  readonly artifacts: readonly PlannedArtifact[];
  readonly symbols: readonly SymbolsFile[];
  /** Name and notes that are not given are those of the same version codes on this track. */
  readonly carryFrom: string | null;
  /** What the track had when this was planned. */
  readonly before: readonly Seen[];
  /** What it has then, as far as a plan can see. */
  readonly after: readonly Seen[];
  /** It is there when it is on the track at all; a change of a share is only seen in an edit. */
  readonly isSeenWithoutEdit: boolean;
  readonly supersede: boolean;
  readonly cancelReview: boolean;
}

export interface PlannedArtifact extends ArtifactFile {
  readonly versionCode: number;
}

/** What was published. */
export interface PublishedRelease {
  readonly packageName: string;
  readonly track: string;
  readonly name: string | null;
  readonly versionCodes: readonly number[];
  readonly status: ReleaseStatus;
  /** What Play said right afterwards; `IN_REVIEW` is usual. */
  readonly lifecycle: Lifecycle | null;
  /** The changes wait in the Console: a person has to send them for review there. */
  readonly needsConsole: boolean;
}
