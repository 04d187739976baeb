import type { CallOptions } from "@signalbox/release-core";
import type { SeenRelease, Track } from "./track.js";

/** Looks at releases without an edit, so that looking disturbs nobody. */
export interface ReleasesWithoutEdit {
  /**
   * At most 20, obsolete ones excluded; [] for a track without releases. An unknown track or package is an error.
   * @throws ReleaseError `ERR_PLAY_TRACK_UNKNOWN`, `ERR_PLAY_APP_UNKNOWN`, `ERR_PLAY_ACCESS_DENIED`
   */
  listReleases(packageName: string, track: string, options?: CallOptions): Promise<readonly SeenRelease[]>;
}

/** An edit: Play's transaction, of one account on one package. Another one of the same account ends it. */
export interface Edit {
  readonly id: string;
  readonly packageName: string;
  readonly expiresAt: Date;
}

export interface CommitOptions {
  /** Takes back what is in review, and submits it anew with this. Default: an error, and nothing changes. */
  readonly cancelReview?: boolean | undefined;
  /** Only where Play has asked for it: the changes wait in the Console for a person who sends them. */
  readonly holdReview?: boolean | undefined;
}

/** Opens and ends edits. An ended one is `ERR_PLAY_EDIT_GONE` wherever it is used. */
export interface Edits {
  open(packageName: string, options?: CallOptions): Promise<Edit>;
  /** Null when it expired, was deleted or committed, or another one took its place. */
  find(packageName: string, editId: string, options?: CallOptions): Promise<Edit | null>;
  /**
   * Never sent twice by itself.
   * @throws ReleaseError `ERR_PLAY_RESULT_UNKNOWN` (retryable) when the answer was lost, `ERR_PLAY_REVIEW_RUNNING`,
   *   `ERR_PLAY_STILL_PROCESSING` (retryable), `ERR_PLAY_REVIEW_BY_HAND` (ask with `holdReview`),
   *   `ERR_PLAY_REVIEW_AUTOMATIC` (ask without it)
   */
  commit(edit: Edit, commit: CommitOptions, options?: CallOptions): Promise<void>;
  /** An edit that is gone already is fine. */
  discard(packageName: string, editId: string, options?: CallOptions): Promise<void>;
}

/** The tracks as an edit shows them. */
export interface TracksInEdit {
  listTracks(edit: Edit, options?: CallOptions): Promise<readonly Track[]>;
  /** Puts all releases of the track. */
  putTrack(edit: Edit, track: Track, options?: CallOptions): Promise<void>;
  /** The languages of the store listing. */
  listLocales(edit: Edit, options?: CallOptions): Promise<readonly string[]>;
}

export type ArtifactKind = "aab" | "apk";

/** A bundle or APK in Play's library, or uploaded in the edit. */
export interface StoredArtifact {
  readonly kind: ArtifactKind;
  readonly versionCode: number;
  /** 64 hex digits; null where Play tells none. */
  readonly sha256: string | null;
}

/** A file to send. It is read once, as a stream. */
export interface ArtifactFile {
  readonly kind: ArtifactKind;
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  /** 64 hex digits: what was checked. Another content is an error before the upload is complete. */
  readonly sha256: string;
}

/** What explains crashes of one version code. */
export interface SymbolsFile {
  readonly kind: "proguard" | "nativeCode";
  readonly path: string;
  readonly versionCode: number;
}

/** Uploads into an edit. */
export interface Uploads {
  /** Bundles, or APKs: those of the library and those of this edit, once Play has processed them. */
  listArtifacts(edit: Edit, kind: ArtifactKind, options?: CallOptions): Promise<readonly StoredArtifact[]>;
  /**
   * Goes on where an earlier call for the same edit and content broke off, also of another process on this machine.
   * Tells `progress` events in bytes.
   * @throws ReleaseError `ERR_PLAY_CODE_USED`, `ERR_PLAY_UPLOAD_BROKEN` (retryable), `ERR_FILE_CHANGED`
   */
  upload(edit: Edit, file: ArtifactFile, options?: CallOptions): Promise<StoredArtifact>;
  uploadSymbols(edit: Edit, file: SymbolsFile, options?: CallOptions): Promise<void>;
}

/** What one version code did on one day. */
export interface VitalsRow {
  readonly versionCode: number;
  /** `2026-05-31`, in the time zone of the metric (daily metrics: America/Los_Angeles). */
  readonly day: string;
  /** Share of daily users who saw it, 0 to 1. */
  readonly rate: number;
  /** Users of that day, rounded by Play. */
  readonly users: number;
}

export type VitalsMetric = "crash" | "anr";

/** Google's Play Developer Reporting API. It has a scope and a permission of its own. */
export interface Vitals {
  /** The last day of which daily values are complete; null while there is none. */
  freshestDay(packageName: string, metric: VitalsMetric, options?: CallOptions): Promise<string | null>;
  /** Daily user-perceived rates of these version codes; days and codes without enough users are absent. */
  dailyRates(packageName: string, query: VitalsQuery, options?: CallOptions): Promise<readonly VitalsRow[]>;
}

export interface VitalsQuery {
  readonly metric: VitalsMetric;
  readonly versionCodes: readonly number[];
  /** First and last day, both included. */
  readonly from: string;
  readonly to: string;
}

/** One publisher a package: two edits of one account end each other. */
export interface PublisherLock {
  /** Does the work alone; released also when it throws. @throws ReleaseError `ERR_PLAY_LOCKED` with the owner */
  hold<T>(packageName: string, work: () => Promise<T>, options?: CallOptions): Promise<T>;
}

/** What people have against a build, wherever the app keeps it. */
export interface Objections {
  /** The reasons against one of these version codes; [] when there is none. */
  list(packageName: string, versionCodes: readonly number[], options?: CallOptions): Promise<readonly string[]>;
}

/** What the operations need. */
export interface PublishPorts {
  readonly releases: ReleasesWithoutEdit;
  readonly edits: Edits;
  readonly tracks: TracksInEdit;
  readonly uploads: Uploads;
  readonly lock: PublisherLock;
}
