import type { HostedRepository, ListedRelease, Release, ReleaseAsset, StoredRelease } from "./port.js";

/** What is used of a release in GitHub's REST answers. */
export interface RestRelease {
  readonly id: number;
  readonly tag_name: string;
  readonly target_commitish: string;
  readonly name: string | null;
  readonly body?: string | null;
  readonly draft: boolean;
  readonly prerelease: boolean;
  readonly immutable?: boolean;
  readonly html_url: string;
  readonly upload_url: string;
  readonly published_at: string | null;
  readonly assets: readonly RestAsset[];
}

export interface RestAsset {
  readonly id: number;
  readonly name: string;
  readonly size: number;
  readonly state: string;
  readonly digest?: string | null;
  readonly browser_download_url: string;
  readonly updated_at: string;
}

export const storedReleaseOf = (found: RestRelease): StoredRelease => ({
  id: found.id,
  tag: found.tag_name,
  name: found.name,
  notes: found.body ?? "",
  isDraft: found.draft,
  isPrerelease: found.prerelease,
  url: found.html_url,
  publishedAt: found.published_at,
  target: found.target_commitish,
  isImmutable: found.immutable ?? null,
  assets: found.assets.map(assetOf),
  uploadUrl: found.upload_url,
});

export const assetOf = (found: RestAsset): ReleaseAsset => ({
  id: found.id,
  name: found.name,
  size: found.size,
  sha256: /^sha256:([0-9a-f]{64})$/.exec(found.digest ?? "")?.[1] ?? null,
  // Documented are `uploaded` and `open`; an upload that broke off leaves `starter` ("may leave an empty asset").
  // Source: https://docs.github.com/en/rest/releases/assets#upload-a-release-asset
  isUploaded: found.state === "uploaded",
  url: found.browser_download_url,
  updatedAt: found.updated_at,
});

/** What is asked of a repository and its releases by GraphQL. `databaseId` is the id of REST. */
export const RELEASE_FRAGMENTS = `
fragment repositoryFields on Repository { nameWithOwner url isArchived isEmpty viewerPermission }
fragment releaseFields on Release {
  databaseId tagName name isDraft isPrerelease isLatest url publishedAt createdAt
}`;

export const COMMIT_FRAGMENT = `
fragment commitFields on GitObject {
  __typename oid
  ... on Tag { target { __typename oid ... on Tag { target { __typename oid } } } }
}`;

export interface QueriedRepository {
  readonly nameWithOwner: string;
  readonly url: string;
  readonly isArchived: boolean;
  readonly isEmpty: boolean;
  readonly viewerPermission: string | null;
}

export interface QueriedRelease {
  readonly databaseId: number | null;
  readonly tagName: string;
  readonly name: string | null;
  readonly description?: string | null;
  readonly isDraft: boolean;
  readonly isPrerelease: boolean;
  readonly isLatest: boolean;
  readonly url: string;
  readonly publishedAt: string | null;
  readonly createdAt: string;
}

export interface QueriedObject {
  readonly __typename: string;
  readonly oid: string;
  readonly target?: QueriedObject | null;
}

const MAY_PUSH = new Set(["ADMIN", "MAINTAIN", "WRITE"]);

/** `asked`: the `owner/name` that was asked for. */
export const hostedRepositoryOf = (found: QueriedRepository, asked: string): HostedRepository => ({
  name: found.nameWithOwner,
  formerName: asked.toLowerCase() === found.nameWithOwner.toLowerCase() ? null : asked,
  url: found.url,
  isArchived: found.isArchived,
  isEmpty: found.isEmpty,
  canPush: found.viewerPermission === null ? null : MAY_PUSH.has(found.viewerPermission),
});

export const listedReleaseOf = (found: QueriedRelease): ListedRelease => ({
  id: found.databaseId ?? 0,
  tag: found.tagName,
  name: found.name,
  isDraft: found.isDraft,
  isPrerelease: found.isPrerelease,
  url: found.url,
  publishedAt: found.publishedAt,
  createdAt: found.createdAt,
});

export const queriedReleaseOf = (found: QueriedRelease): Release => {
  const { createdAt: _, ...release } = listedReleaseOf(found);
  return { ...release, notes: found.description ?? "" };
};

/** The commit that a tag leads to; null when it leads to a tree or a file. */
export function commitOf(found: QueriedObject | null | undefined): string | null {
  if (found === null || found === undefined) return null;
  return found.__typename === "Tag" ? commitOf(found.target) : found.__typename === "Commit" ? found.oid : null;
}
