import type { PlayFault } from "./http/faults.js";
import type { ReadManifest } from "./artifact/read-manifest.js";
import type { PlayRelease } from "./state/records.js";

/** What a service account may do with one app, as the Console grants it; each includes the one before. */
export type PlayRight = "read" | "testing" | "production";

export interface PlayAccountOptions {
  /** `ci@project.iam.gserviceaccount.test`. */
  readonly email: string;
  /** Sent as `Authorization: Bearer <token>`. */
  readonly token: string;
  /** Package → right. Default: none. */
  readonly rights?: Readonly<Record<string, PlayRight>>;
  /** The packages whose app quality it may see. Default: none. */
  readonly vitals?: readonly string[];
  /** OAuth scopes of the token. Default: both. */
  readonly scopes?: readonly ("androidpublisher" | "playdeveloperreporting")[];
}

export interface PlayAppOptions {
  readonly packageName: string;
  /** Track → its releases, which users have already. The four usual tracks are there without being named. */
  readonly tracks?: Readonly<Record<string, readonly Partial<PlayRelease>[]>>;
  /** Languages of the store listing, the first one its default. Default `en-GB`. */
  readonly languages?: readonly string[];
  /** Never published in the Console: takes draft releases only. Default false. */
  readonly draft?: boolean;
  /** Has no artifact yet; the first comes through the Console. Default false. */
  readonly empty?: boolean;
  /** `none`: a commit is published at once. `wait`: it stays in review until the console says more. Default `none`. */
  readonly review?: "none" | "wait";
  /** Whether a commit goes to review by itself; after a rejection a person sends it. Default `automatic`. */
  readonly sends?: "automatic" | "by-hand";
  /** What was approved waits for a person to publish it. Default false. */
  readonly managedPublishing?: boolean;
  /** CLDR codes of the countries of every track. Default `GB`, `IN`. */
  readonly countries?: readonly string[];
}

export interface PlayOptions {
  readonly apps: readonly PlayAppOptions[];
  readonly accounts: readonly PlayAccountOptions[];
  readonly faults?: readonly PlayFault[];
  /** The clock of the server. Default: the machine's. */
  readonly now?: () => Date;
  /** How long an edit lives. Default one hour. */
  readonly editLifetimeMs?: number;
  /** How long an uploaded artifact is processed before it is listed and can be committed. Default 0. */
  readonly processingMs?: number;
  /** Reads package and code of an upload from its first megabyte. Default: the manifest of an AAB or APK. */
  readonly readManifest?: ReadManifest;
  /** Hold requests and answers against Google's description. Default true; false only to measure speed. */
  readonly check?: boolean;
}
