/**
 * The part of Google's official client that is used: `androidpublisher({ version: "v3", auth })` of
 * `@googleapis/androidpublisher` 35 and later. Routes, parameters and fields are its own.
 */
export interface PublisherClient {
  readonly edits: {
    insert(params: AppParams, options: RequestOptions): Answer<AppEdit>;
    get(params: EditParams, options: RequestOptions): Answer<AppEdit>;
    delete(params: EditParams, options: RequestOptions): Answer<unknown>;
    commit(params: CommitParams, options: RequestOptions): Answer<AppEdit>;
    readonly tracks: {
      list(params: EditParams, options: RequestOptions): Answer<{ tracks?: WireTrack[] }>;
      update(
        params: EditParams & { track: string; requestBody: WireTrack },
        options: RequestOptions,
      ): Answer<WireTrack>;
    };
    readonly listings: {
      list(params: EditParams, options: RequestOptions): Answer<{ listings?: { language?: string | null }[] }>;
    };
    readonly bundles: { list(params: EditParams, options: RequestOptions): Answer<{ bundles?: WireBundle[] }> };
    readonly apks: { list(params: EditParams, options: RequestOptions): Answer<{ apks?: WireApk[] }> };
  };
  readonly applications: {
    readonly tracks: {
      readonly releases: {
        list(params: { parent: string }, options: RequestOptions): Answer<{ releases?: WireSummary[] }>;
      };
    };
  };
}

/** Given with every call: a client's own `rootUrl` is not heard by all of its methods. */
export interface RequestOptions {
  rootUrl: string;
  signal: AbortSignal;
  /** Repeats are ours: the client would repeat without hearing the signal. */
  retry: false;
}

type Answer<Body> = Promise<{ data: Body }>;

interface AppParams {
  packageName: string;
}
interface EditParams extends AppParams {
  editId: string;
}
interface CommitParams extends EditParams {
  changesInReviewBehavior: "CANCEL_IN_REVIEW_AND_SUBMIT" | "ERROR_IF_IN_REVIEW";
  changesNotSentForReview?: true;
}

export interface AppEdit {
  id?: string | null;
  /** Seconds since 1970. */
  expiryTimeSeconds?: string | null;
}

export interface WireTrack {
  track?: string | null;
  releases?: WireRelease[];
}

export interface WireRelease {
  name?: string | null;
  versionCodes?: string[] | null;
  status?: string | null;
  userFraction?: number | null;
  releaseNotes?: { language?: string | null; text?: string | null }[];
  inAppUpdatePriority?: number | null;
  countryTargeting?: { countries?: string[] | null; includeRestOfWorld?: boolean | null };
}

export interface WireSummary {
  releaseName?: string | null;
  releaseLifecycleState?: string | null;
  activeArtifacts?: { versionCode?: number | null }[];
}

export interface WireBundle {
  versionCode?: number | null;
  sha256?: string | null;
}

export interface WireApk {
  versionCode?: number | null;
  binary?: { sha256?: string | null };
}
