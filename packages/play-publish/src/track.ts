/** What Play calls the status of a release on a track. Source: androidpublisher v3, `TrackRelease.status`. */
export type ReleaseStatus = "draft" | "inProgress" | "halted" | "completed";

/** A release on a track, whole, as it is read and put back in an edit. */
export interface TrackRelease {
  readonly name: string | null;
  /** Ascending. Play writes them as strings; the adapter turns them. */
  readonly versionCodes: readonly number[];
  readonly status: ReleaseStatus;
  /** 0 < share of users < 1, with `inProgress` and `halted` only. */
  readonly userFraction: number | null;
  /** Locale (BCP 47, as `en-GB`) → text. */
  readonly notes: Readonly<Record<string, string>>;
  /** 0 to 5; cannot be changed once it is rolled out. */
  readonly inAppUpdatePriority: number | null;
  readonly countryTargeting: CountryTargeting | null;
}

export interface CountryTargeting {
  readonly countries: readonly string[];
  readonly includeRestOfWorld: boolean;
}

/** A track with all its releases: `tracks.update` is a put of the whole list. */
export interface Track {
  /** `production`, `beta` (open testing), `alpha`, `internal`, or a name of one's own. */
  readonly name: string;
  readonly releases: readonly TrackRelease[];
}

/** Where a release is on its way to users. Source: androidpublisher v3, `ReleaseSummary.releaseLifecycleState`. */
export type Lifecycle =
  "DRAFT" | "NOT_SENT_FOR_REVIEW" | "IN_REVIEW" | "APPROVED_NOT_PUBLISHED" | "NOT_APPROVED" | "PUBLISHED";

/** What Play tells of a release without an edit: no status, no share, no notes. */
export interface SeenRelease {
  readonly name: string | null;
  /** Ascending. */
  readonly versionCodes: readonly number[];
  /** Null where Play says something that this version does not know. */
  readonly lifecycle: Lifecycle | null;
}
