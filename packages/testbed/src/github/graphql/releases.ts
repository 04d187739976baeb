import { downloadUrl, releaseUrl } from "../bodies/release.js";
import { readCommit } from "../git/commits.js";
import { readRef } from "../git/refs.js";
import type { RepositoryRecord } from "../state/records.js";
import {
  type AssetRecord,
  assetsOf,
  latestRelease,
  type ReleaseRecord,
  releasesOf,
  visibleReleases,
} from "../state/releases.js";
import { connection, type PageArguments } from "./connection.js";
import { refSource } from "./git-sources.js";
import type { GraphqlCall, Resolvers } from "./resolver.js";

interface ReleasesArguments extends PageArguments {
  readonly orderBy?: { readonly field: "CREATED_AT" | "NAME"; readonly direction: "ASC" | "DESC" } | null;
}

interface AssetSource {
  readonly release: ReleaseRecord;
  readonly asset: AssetRecord;
}

export const releaseFields: Resolvers = {
  Repository: {
    // By its tag also a draft is found by those who may push; of several, the newest.
    release: (repository: RepositoryRecord, { tagName }: { tagName: string }, { host, user }) => {
      const found = visibleReleases(host, repository, user).filter((release) => release.tagName === tagName);
      return found.find(({ draft }) => !draft) ?? found[0] ?? null;
    },
    releases: (repository: RepositoryRecord, args: ReleasesArguments, { host, user, asOf }) => {
      const { field = "CREATED_AT", direction = "ASC" } = args.orderBy ?? {};
      const sorted = visibleReleases(host, repository, user, asOf).sort((one, other) =>
        field === "NAME" ? ((one.name ?? "") < (other.name ?? "") ? -1 : 1) : one.id - other.id,
      );
      return connection(direction === "DESC" ? sorted.reverse() : sorted, args, "releases");
    },
    latestRelease: (repository: RepositoryRecord, _: object, { host }) => latestRelease(host, repository),
  },
  Release: {
    description: ({ body }: ReleaseRecord) => body,
    isDraft: ({ draft }: ReleaseRecord) => draft,
    isPrerelease: ({ prerelease }: ReleaseRecord) => prerelease,
    isLatest: (release: ReleaseRecord, _: object, { host }) =>
      latestRelease(host, release.repository)?.id === release.id,
    url: (release: ReleaseRecord, _: object, { host }) => releaseUrl(host, release),
    resourcePath: (release: ReleaseRecord, _: object, { host }) => new URL(releaseUrl(host, release)).pathname,
    tag: async ({ repository, tagName }: ReleaseRecord) => {
      const ref = `refs/tags/${tagName}`;
      const oid = await readRef(repository.path, ref);
      return oid === null ? null : refSource(repository, { ref, oid });
    },
    tagCommit: async ({ repository, tagName }: ReleaseRecord, _: object, { host }) => {
      const oid = await readRef(repository.path, `refs/tags/${tagName}`);
      return oid === null ? null : readCommit(host, repository, oid);
    },
    releaseAssets: (release: ReleaseRecord, args: PageArguments & { readonly name?: string | null }, call) =>
      connection(assetSources(release, args.name ?? null, call), args, "releaseAssets"),
  },
  ReleaseAsset: {
    id: ({ asset }: AssetSource) => asset.nodeId,
    name: ({ asset }: AssetSource) => asset.name,
    size: ({ asset }: AssetSource) => (asset.state === "uploaded" ? asset.content.length : 0),
    contentType: ({ asset }: AssetSource) => asset.contentType,
    createdAt: ({ asset }: AssetSource) => asset.createdAt,
    updatedAt: ({ asset }: AssetSource) => asset.createdAt,
    uploadedBy: ({ asset }: AssetSource) => asset.uploader,
    downloadCount: () => 0,
    downloadUrl: ({ release, asset }: AssetSource, _: object, { host }) => downloadUrl(host, release, asset.name),
  },
};

function assetSources(release: ReleaseRecord, name: string | null, { host, asOf }: GraphqlCall): AssetSource[] {
  const known = releasesOf(host, release.repository).get(release.id);
  if (known === undefined) return [];
  return assetsOf(host, release.repository)
    .values(asOf)
    .filter((asset) => asset.releaseId === release.id && (name === null || asset.name === name))
    .map((asset) => ({ release, asset }));
}
