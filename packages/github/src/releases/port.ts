import type { CallOptions } from "@signalbox/release-core";

/** Looks for releases and changes them. `repository`: a location that the adapter's `locate` knows. */
export interface Releases {
  /** What stands under a tag. Questions that are asked in the same turn share a query. @throws ReleaseError of GitHub's table */
  find(question: ReleaseQuestion, options?: CallOptions): Promise<ReleaseStanding>;
  /** The newest releases of a repository, without their notes; shares queries in the same way. */
  list(repository: string, options?: CallOptions): Promise<ReleaseList>;
  /** What only this answers: the target, the assets. @throws ReleaseError `ERR_GITHUB_NOT_FOUND` when it was deleted */
  read(repository: string, releaseId: number, options?: CallOptions): Promise<StoredRelease>;
  /** Makes a draft. @throws ReleaseError `ERR_GITHUB_RESULT_UNKNOWN`: look for it before anything else */
  create(repository: string, draft: NewDraft, options?: CallOptions): Promise<StoredRelease>;
  /** Changes what is named, and nothing else. @throws ReleaseError as `create`; `ERR_GITHUB_NOT_FOUND` */
  update(repository: string, releaseId: number, changes: ReleaseChanges, options?: CallOptions): Promise<StoredRelease>;
  /** A release that is gone already is fine. */
  delete(repository: string, releaseId: number, options?: CallOptions): Promise<void>;
}

/** The files of a release. */
export interface ReleaseAssets {
  /** Sends a file as it lies on the disk. @throws ReleaseError `ERR_GITHUB_RESULT_UNKNOWN`: look before anything else */
  upload(release: StoredRelease, file: NewAsset, options?: CallOptions): Promise<ReleaseAsset>;
  /** An asset that is gone already is fine. */
  delete(repository: string, assetId: number, options?: CallOptions): Promise<void>;
  /** The content of a small one. @throws ReleaseError `ERR_ASSET_TOO_LARGE` */
  readText(repository: string, asset: ReleaseAsset, options?: CallOptions): Promise<string>;
  /** Downloads it, keeps nothing of it, and gives back its sha256 as 64 hex digits. */
  readSha256(repository: string, asset: ReleaseAsset, options?: CallOptions): Promise<string>;
}

export interface ReleaseQuestion {
  readonly repository: string;
  /** Without `refs/tags/`. */
  readonly tag: string;
  /** Also look for this branch (short name) or commit (40 hex digits). */
  readonly target?: string | undefined;
}

/** A repository as GitHub has it. */
export interface HostedRepository {
  /** `owner/name` as it is called today. */
  readonly name: string;
  /** What it was asked for, when it was renamed since. */
  readonly formerName: string | null;
  readonly url: string;
  readonly isArchived: boolean;
  readonly isEmpty: boolean;
  /** Null where GitHub does not tell, as for some robots. */
  readonly canPush: boolean | null;
}

/** A release without its assets. */
export interface Release {
  readonly id: number;
  /** Of a draft: the tag that it will be published under. */
  readonly tag: string;
  readonly name: string | null;
  readonly notes: string;
  readonly isDraft: boolean;
  readonly isPrerelease: boolean;
  readonly url: string;
  /** ISO time; null for a draft. */
  readonly publishedAt: string | null;
}

export interface StoredRelease extends Release {
  /** Branch or commit that a tag is made at, where it is not there yet. */
  readonly target: string;
  /** Nothing of it can be changed any more but its texts. Null: the host does not know such releases. */
  readonly isImmutable: boolean | null;
  readonly assets: readonly ReleaseAsset[];
  /** A template by RFC 6570. */
  readonly uploadUrl: string;
}

export interface ReleaseAsset {
  readonly id: number;
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  /** 64 hex digits; null where the host gives none. */
  readonly sha256: string | null;
  /** False while it is being sent, and for what an upload that broke off left behind. */
  readonly isUploaded: boolean;
  readonly url: string;
  /** ISO time. */
  readonly updatedAt: string;
}

/** What stands under a tag: at most one published release, and the drafts for it. */
export interface ReleaseStanding {
  readonly repository: HostedRepository;
  readonly tag: string;
  /** The commit of the tag; null when there is no such tag. */
  readonly tagCommit: string | null;
  readonly published: (Release & { readonly isLatest: boolean }) | null;
  /** Of the newest releases, oldest first; GitHub shows drafts only to those who may push. */
  readonly drafts: readonly Release[];
  /** The release that GitHub shows as the latest. */
  readonly latest: { readonly id: number; readonly tag: string } | null;
  /** Null when no target was asked for. */
  readonly target: TargetStanding | null;
}

export interface TargetStanding {
  readonly name: string;
  /** Null when there is no such branch or commit. */
  readonly commit: string | null;
  /** The tag's commit is on it; null when there is no tag, or no such target. */
  readonly hasTag: boolean | null;
}

export interface ReleaseList {
  readonly repository: HostedRepository;
  /** Newest first. */
  readonly releases: readonly ListedRelease[];
  /** How many there are, drafts included. */
  readonly total: number;
  readonly latest: { readonly id: number; readonly tag: string } | null;
}

export interface ListedRelease extends Omit<Release, "notes"> {
  /** ISO time. */
  readonly createdAt: string;
}

export interface NewDraft {
  readonly tag: string;
  readonly name: string;
  readonly notes: string;
  /** Branch or commit. */
  readonly target: string;
  readonly isPrerelease: boolean;
}

export interface ReleaseChanges {
  readonly tag?: string | undefined;
  readonly name?: string | undefined;
  readonly notes?: string | undefined;
  readonly target?: string | undefined;
  readonly isPrerelease?: boolean | undefined;
  /** False publishes it, and makes the tag at the target where there is none. */
  readonly isDraft?: boolean | undefined;
  /** `legacy`: GitHub decides by date and version. */
  readonly latest?: boolean | "legacy" | undefined;
}

export interface NewAsset {
  readonly name: string;
  /** Of the file on the disk. */
  readonly path: string;
}
