/** Publishes a draft, or changes how a published release is shown. */
export interface PublishRelease {
  readonly type: "publish-release" | "show-release";
  readonly summary: string;
  /** `owner/name` */
  readonly repository: string;
  readonly releaseId: number;
  readonly tag: string;
  readonly commit: string;
  /** The commit of the tag as it stands; null: publishing makes the tag. */
  readonly tagCommit: string | null;
  readonly latest: boolean | "legacy";
  readonly isPrerelease: boolean;
}

export interface PublishedRelease {
  readonly releaseId: number;
  readonly tag: string;
  readonly commit: string;
  readonly url: string;
}
