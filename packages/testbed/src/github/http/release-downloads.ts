import type { Host } from "../host.js";
import { type AssetRecord, assetsOf, releasesOf } from "../state/releases.js";
import type { PageHandler } from "./answer-page.js";
import { replyOf } from "./reply.js";

/** Downloads of assets: the page that everybody links, which knows sessions and no tokens, and the storage behind the API. */
export const releaseDownloads: PageHandler = (host, url) => {
  const stored = /^\/release-assets\/([\w=-]+)$/.exec(url.pathname)?.[1];
  if (stored !== undefined) {
    const asset = host.state.node(stored);
    return asset === undefined ? null : contentOf(asset as AssetRecord);
  }
  const [, owner = "", name = "", tag = "", file = ""] =
    /^\/([^/]+)\/([^/]+)\/releases\/download\/(.+)\/([^/]+)$/.exec(url.pathname) ?? [];
  const repository = host.state.repository(`${owner}/${name}`);
  if (repository === undefined || repository.private) return null;
  const found = assetNamed(host, repository, { tag: decodeURIComponent(tag), file: decodeURIComponent(file) });
  return found === undefined ? null : contentOf(found);
};

function assetNamed(
  host: Host,
  repository: Parameters<typeof releasesOf>[1],
  { tag, file }: { readonly tag: string; readonly file: string },
): AssetRecord | undefined {
  const release = releasesOf(host, repository)
    .values()
    .find(({ tagName, draft }) => tagName === tag && !draft);
  return assetsOf(host, repository)
    .values()
    .find(({ releaseId, name, state }) => releaseId === release?.id && name === file && state === "uploaded");
}

const contentOf = ({ content }: AssetRecord): ReturnType<typeof replyOf> =>
  replyOf(200, content, { "content-type": "application/octet-stream" });
