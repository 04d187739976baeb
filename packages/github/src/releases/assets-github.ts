import { createHash } from "node:crypto";
import { openAsBlob } from "node:fs";
import type { CallOptions } from "@signalbox/release-core";
import type { GitHubClient } from "../client.js";
import { bytesOf } from "../bytes-of.js";
import { assetTooLarge } from "../errors.js";
import { read, write } from "../send.js";
import { type Locate, slugOf } from "../slug.js";
import type { ReleaseAsset, ReleaseAssets } from "./port.js";
import { assetOf, type RestAsset } from "./release-of.js";
import { fineWhenGone } from "./releases-github.js";

/** A checksums file has some hundred bytes. */
const MOST_TEXT = 1_000_000;

/** Files of releases on GitHub. */
export function releaseAssetsOn(
  client: GitHubClient,
  { locate = slugOf }: { readonly locate?: Locate | undefined } = {},
): ReleaseAssets {
  const download = async (
    repository: string,
    { id, name }: ReleaseAsset,
    options: CallOptions,
  ): Promise<AsyncIterable<Uint8Array>> => {
    // The token stays with GitHub: fetch drops it where an answer leads to another host.
    const answer = await read(
      client,
      "GET /repos/{owner}/{repo}/releases/assets/{asset_id}",
      {
        ...(await locate(repository)),
        asset_id: id,
        headers: { accept: "application/octet-stream" },
        request: { parseSuccessResponseBody: false },
      },
      options,
    );
    return bytesOf(answer.data, `download of ${name}`, options);
  };

  return {
    upload: async (release, { name, path }, options = {}) => {
      // Read while it is sent; GitHub takes no body whose length it is not told.
      const file = await openAsBlob(path);
      const headers = { "content-type": "application/octet-stream", "content-length": file.size };
      const body = { name, headers, data: file.stream() };
      const answer = await write(client, `POST ${release.uploadUrl}`, body, options);
      return assetOf(answer.data as RestAsset);
    },
    delete: async (repository, assetId, options = {}) => {
      const place = { ...(await locate(repository)), asset_id: assetId };
      await fineWhenGone(write(client, "DELETE /repos/{owner}/{repo}/releases/assets/{asset_id}", place, options));
    },
    readText: async (repository, asset, options = {}) => {
      if (asset.size > MOST_TEXT) throw assetTooLarge(asset.name, asset.size, MOST_TEXT);
      const chunks: Uint8Array[] = [];
      for await (const chunk of await download(repository, asset, options)) chunks.push(chunk);
      return Buffer.concat(chunks).toString("utf8");
    },
    readSha256: async (repository, asset, options = {}) => {
      const hash = createHash("sha256");
      for await (const chunk of await download(repository, asset, options)) hash.update(chunk);
      return hash.digest("hex");
    },
  };
}
