import { createReadStream } from "node:fs";
import type { CallOptions } from "@signalbox/release-core";
import { withBytes } from "../artifact/bytes.js";
import type { Downloads } from "../artifact/downloads.js";
import { artifactDiffers } from "../artifact/errors.js";
import { type StoreFile, storePath } from "../store/store-file.js";
import type { DeployFilesInput, WishedFile } from "./input.js";

/** A file on this machine, with its one digest: from here on this is what is checked. */
export interface LocalFile {
  readonly path: string;
  readonly sha256: string;
  /** Bytes. */
  readonly size: number;
}

/**
 * The files, in the order of the input. One after the other: they may be large.
 * @throws ReleaseError `ERR_ARTIFACT_MISSING`, `ERR_ARTIFACT_DIFFERS`, `ERR_DOWNLOAD_FAILED`
 */
export async function findFiles(
  { files }: DeployFilesInput,
  downloads: Downloads,
  options: CallOptions,
): Promise<readonly LocalFile[]> {
  const found: LocalFile[] = [];
  for (const wished of files) {
    const { file = "", url, sha256: pinned } = wished;
    const path = url === undefined ? file : await downloads.fetch(url, { ...options, sha256: pinned });
    const local = await withBytes(path, options, async ({ size }, sha256) => ({ path, sha256, size }));
    if (pinned !== undefined && local.sha256 !== pinned) throw artifactDiffers(path, pinned, local.sha256);
    found.push(local);
  }
  return found;
}

/** What a file is called in the store of a host: its own name, as far as the store takes it. */
export const storeNameOf = (path: string): string =>
  (path.split("/").at(-1) ?? "").replace(/[^A-Za-z0-9_.+~@%-]/g, "_").replace(/^[^A-Za-z0-9_]/, "_");

/** Where a content lies on a host, under the name of the file that has it. */
export const storedAt = (path: string, sha256: string): string => storePath({ sha256, name: storeNameOf(path) });

/** As a host gets it: sent from here, or pulled there. */
export const storeFileOf = (wished: WishedFile, { path, sha256, size }: LocalFile, pull: boolean): StoreFile => ({
  name: storeNameOf(wished.path),
  sha256,
  bytes: size,
  ...(pull ? { url: wished.url } : { open: () => createReadStream(path) }),
});
