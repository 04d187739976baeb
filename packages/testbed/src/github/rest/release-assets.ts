import { createHash } from "node:crypto";
import { assetBody } from "../bodies/release.js";
import { paged } from "../http/page.js";
import { notFound, validationFailed } from "../http/problem.js";
import { type AssetRecord, assetsOf, type ReleaseRecord, releasesOf } from "../state/releases.js";
import { releaseOf } from "./releases.js";
import type { RestAnswer, RestCall, RestHandlers } from "./rest-handler.js";

/** The files of releases. */
export const releaseAssets = {
  "repos/list-release-assets": (call) => {
    const release = releaseOf(call);
    const assets = assetsOf(call.host, call.repository)
      .values(call.asOf)
      .filter(({ releaseId }) => releaseId === release.id);
    return paged(call, assets, (each) => assetBody(call.host, release, each));
  },
  "repos/get-release-asset": (call): RestAnswer => {
    const { asset, release } = assetOf(call);
    if (call.headers["accept"]?.includes("application/octet-stream") !== true)
      return { status: 200, body: assetBody(call.host, release, asset) };
    // GitHub sends to a storage service; here that is a page of the fake, which asks for no token either.
    return { status: 302, headers: { location: `${call.host.urls.html}/release-assets/${asset.nodeId}` } };
  },
  "repos/update-release-asset": (call) => {
    const { asset, release } = assetOf(call);
    const changed = { ...asset, name: call.body.name ?? asset.name, label: call.body.label ?? asset.label };
    assetsOf(call.host, call.repository).set(asset.id, changed);
    return { status: 200, body: assetBody(call.host, release, changed) };
  },
  "repos/delete-release-asset": (call) => {
    assetsOf(call.host, call.repository).delete(assetOf(call).asset.id);
    return { status: 204 };
  },
  "repos/upload-release-asset": (call) => {
    const release = releaseOf(call);
    const { host, repository, actor, query, raw, headers } = call;
    const name = writtenName(query["name"] ?? "");
    const isTaken = assetsOf(host, repository)
      .values()
      .some((asset) => asset.releaseId === release.id && asset.name === name);
    if (isTaken) throw validationFailed({ resource: "ReleaseAsset", code: "already_exists", field: "name" });
    if (raw.length === 0) throw validationFailed({ resource: "ReleaseAsset", code: "custom", field: "size" });
    const asset: AssetRecord = host.state.record("ReleaseAsset", {
      releaseId: release.id,
      name,
      label: query["label"] ?? null,
      contentType: headers["content-type"] ?? "application/octet-stream",
      content: raw,
      state: "uploaded",
      digest: digestOf(raw),
      uploader: actor,
      createdAt: host.now(),
    });
    assetsOf(host, repository).set(asset.id, asset);
    return { status: 201, body: assetBody(host, release, asset) };
  },
} satisfies RestHandlers;

export const digestOf = (content: Buffer): string => `sha256:${createHash("sha256").update(content).digest("hex")}`;

/** "GitHub renames asset filenames that have special characters, and leading or trailing periods." */
const writtenName = (name: string): string => name.replace(/[^\w.+-]+/g, ".").replace(/^\.+|\.+$/g, "");

function assetOf({ host, repository, params }: RestCall): { asset: AssetRecord; release: ReleaseRecord } {
  const asset = assetsOf(host, repository).get(Number(params["asset_id"]));
  const release = asset === undefined ? undefined : releasesOf(host, repository).get(asset.releaseId);
  if (asset === undefined || release === undefined) throw notFound();
  return { asset, release };
}
