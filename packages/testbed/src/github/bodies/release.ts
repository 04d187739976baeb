import type { Host } from "../host.js";
import { type AssetRecord, assetsOf, type ReleaseRecord } from "../state/releases.js";
import { apiUrl, htmlUrl } from "./repository.js";
import { timestamp } from "./timestamp.js";
import { simpleUser } from "./user.js";

/** The page of a release; a draft has a name of its own until it is published. */
export const releaseUrl = (host: Host, { id, repository, tagName, draft }: ReleaseRecord): string =>
  `${htmlUrl(host, repository)}/releases/tag/${draft ? `untagged-${id}` : tagName}`;

/** `release` of GitHub's description. */
export function releaseBody(host: Host, release: ReleaseRecord): Record<string, unknown> {
  const { id, nodeId, repository, tagName, target, name, body, draft, prerelease, author } = release;
  const url = `${apiUrl(host, repository)}/releases/${id}`;
  const assets = assetsOf(host, repository)
    .values()
    .filter(({ releaseId }) => releaseId === id);
  return {
    url,
    html_url: releaseUrl(host, release),
    assets_url: `${url}/assets`,
    upload_url: `${host.urls.uploads}/repos/${repository.slug}/releases/${id}/assets{?name,label}`,
    tarball_url: draft ? null : `${apiUrl(host, repository)}/tarball/${tagName}`,
    zipball_url: draft ? null : `${apiUrl(host, repository)}/zipball/${tagName}`,
    id,
    node_id: nodeId,
    tag_name: tagName,
    target_commitish: target,
    name,
    body,
    draft,
    prerelease,
    immutable: false,
    created_at: timestamp(release.createdAt),
    published_at: release.publishedAt === null ? null : timestamp(release.publishedAt),
    updated_at: timestamp(release.updatedAt),
    author: simpleUser(host, author),
    assets: assets.map((asset) => assetBody(host, release, asset)),
  };
}

/** Where anybody who may see the release can fetch it. */
export const downloadUrl = (host: Host, { repository, tagName, draft, id }: ReleaseRecord, name: string): string =>
  `${htmlUrl(host, repository)}/releases/download/${draft ? `untagged-${id}` : tagName}/${encodeURIComponent(name)}`;

/** `release-asset` of GitHub's description. */
export function assetBody(host: Host, release: ReleaseRecord, asset: AssetRecord): Record<string, unknown> {
  const { id, nodeId, name, label, state, contentType, content, digest, uploader, createdAt } = asset;
  return {
    url: `${apiUrl(host, release.repository)}/releases/assets/${id}`,
    browser_download_url: downloadUrl(host, release, name),
    id,
    node_id: nodeId,
    name,
    label,
    state,
    content_type: contentType,
    size: state === "uploaded" ? content.length : 0,
    digest: state === "uploaded" ? digest : null,
    download_count: 0,
    created_at: timestamp(createdAt),
    updated_at: timestamp(createdAt),
    uploader: simpleUser(host, uploader),
  };
}
