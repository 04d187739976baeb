import type { PlayRight } from "../options.js";

export type PlayStatus = "draft" | "inProgress" | "halted" | "completed";

export type PlayLifecycle =
  "DRAFT" | "NOT_SENT_FOR_REVIEW" | "IN_REVIEW" | "APPROVED_NOT_PUBLISHED" | "NOT_APPROVED" | "PUBLISHED";

/** A release on a track, with the fields of Google's `TrackRelease`; absent ones are not answered. */
export interface PlayRelease {
  readonly name?: string;
  readonly versionCodes?: readonly string[];
  readonly status: PlayStatus;
  readonly userFraction?: number;
  readonly releaseNotes?: readonly { readonly language: string; readonly text: string }[];
  readonly inAppUpdatePriority?: number;
  readonly countryTargeting?: { readonly countries?: readonly string[]; readonly includeRestOfWorld?: boolean };
}

export type Tracks = ReadonlyMap<string, readonly PlayRelease[]>;

/** A bundle or APK. */
export interface ArtifactRecord {
  readonly kind: "bundle" | "apk";
  readonly versionCode: number;
  readonly sha256: string;
  /** Milliseconds; before that it is being processed. */
  readonly readyAt: number;
  readonly symbols: Set<string>;
}

export type EditState = "open" | "deleted" | "committed";

export interface EditRecord {
  readonly id: string;
  readonly account: string;
  readonly packageName: string;
  readonly expiresAt: number;
  state: EditState;
  tracks: Map<string, readonly PlayRelease[]>;
  readonly artifacts: ArtifactRecord[];
}

/** One day of one version code. */
export interface VitalsRecord {
  readonly metricSet: "crashRate" | "anrRate";
  readonly versionCode: number;
  /** `2026-05-31`. */
  readonly day: string;
  /** As Google writes them: share of users 0 to 1, users rounded. */
  readonly metrics: Readonly<Record<string, string>>;
}

export interface AppRecord {
  readonly packageName: string;
  tracks: Map<string, readonly PlayRelease[]>;
  /** Where a release is on its way to users, by `<track> <codes>`. */
  readonly lifecycles: Map<string, PlayLifecycle>;
  readonly library: ArtifactRecord[];
  languages: readonly string[];
  countries: readonly string[];
  draft: boolean;
  empty: boolean;
  review: "none" | "wait";
  sends: "automatic" | "by-hand";
  managedPublishing: boolean;
  readonly vitals: VitalsRecord[];
  /** `2026-06-01`: the day after the last complete one; null while there is no data. */
  vitalsUntil: string | null;
  /** Commits so far, of any account. */
  commits: number;
}

export interface AccountRecord {
  readonly email: string;
  readonly token: string;
  readonly rights: Map<string, PlayRight>;
  readonly vitals: Set<string>;
  readonly scopes: ReadonlySet<string>;
}

/** What names a release among those of its track. */
export const releaseKey = (track: string, { name, versionCodes = [] }: PlayRelease): string =>
  `${track} ${versionCodes.length === 0 ? (name ?? "") : [...versionCodes].sort().join(",")}`;
