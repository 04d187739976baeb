import { readFile, stat } from "node:fs/promises";
import type { CallOptions } from "@signalbox/release-core";
import type { LocalArtifact } from "./artifact.js";
import { checksumOf } from "./checksums.js";
import type { Downloads } from "./downloads.js";
import { artifactDiffers, artifactMissing, artifactTooLarge, checksumMissing } from "./errors.js";
import { readArtifact } from "./read-artifact.js";

/** Where an artifact is, and what it must be. */
export interface ArtifactPlace {
  readonly file?: string | undefined;
  readonly url?: string | undefined;
  readonly sha256?: string | undefined;
  /** A list as `sha256sum` writes it: a path or an address. */
  readonly checksums?: string | undefined;
}

const MAX_LIST = 1024 * 1024;

/**
 * The artifact on this machine, with its one digest: what was given, or what the list says, or that of the file itself.
 * From here on this digest is what is checked.
 * @throws ReleaseError `ERR_ARTIFACT_…`, `ERR_CHECKSUM_MISSING`, `ERR_DOWNLOAD_FAILED`
 */
export async function findArtifact(
  place: ArtifactPlace,
  downloads: Downloads,
  options: CallOptions,
): Promise<LocalArtifact> {
  const where = place.url ?? place.file ?? "";
  const name = fileNameIn(where);
  const pinned = place.sha256 ?? (await findChecksum(place.checksums, where, downloads, options));
  const path = place.url === undefined ? where : await downloads.fetch(place.url, { ...options, sha256: pinned });
  const artifact = await readArtifact(path, options);
  if (pinned !== undefined && artifact.sha256 !== pinned) throw artifactDiffers(name, pinned, artifact.sha256);
  return artifact;
}

/** An address may have escapes; a path may have a lone `%`. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

const fileNameIn = (where: string): string =>
  decoded(
    where
      .replace(/[?#].*$/, "")
      .split(/[/\\]/)
      .at(-1) ?? where,
  );

/**
 * What a list as `sha256sum` writes it says of a file: 64 hex digits; undefined without a list. `list`: a path or an
 * address; `where`: of the file, whose name counts.
 * @throws ReleaseError `ERR_CHECKSUM_MISSING`, `ERR_ARTIFACT_MISSING`, `ERR_ARTIFACT_TOO_LARGE`, `ERR_DOWNLOAD_FAILED`
 */
export async function findChecksum(
  list: string | undefined,
  where: string,
  downloads: Downloads,
  options: CallOptions,
): Promise<string | undefined> {
  if (list === undefined) return undefined;
  const name = fileNameIn(where);
  const path = /^https?:\/\//.test(list) ? await downloads.fetch(list, options) : list;
  const size = await stat(path).then(
    (found) => found.size,
    () => null,
  );
  if (size === null) throw artifactMissing(list);
  if (size > MAX_LIST) throw artifactTooLarge(list, "list of checksums", MAX_LIST);
  const found = checksumOf(await readFile(path, "utf8"), name);
  if (found === null) throw checksumMissing(name, list);
  return found;
}
