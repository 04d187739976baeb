import type { CallOptions } from "@signalbox/release-core";
import { hashFile } from "../hash-file.js";
import { type ReadArtifact, readArtifact } from "../artifact/read-artifact.js";

/** A file of this machine, read and hashed. */
export interface LocalArtifact {
  readonly path: string;
  readonly sha256: string;
  readonly read: ReadArtifact;
}

/** @throws ReleaseError `ERR_FILE_MISSING` */
export async function readLocalArtifact(path: string, options: CallOptions): Promise<LocalArtifact> {
  const read = await readArtifact(path, options);
  const { sha256 } = await hashFile(path, options.signal);
  return { path, sha256, read };
}
