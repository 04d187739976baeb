import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import type { CallOptions } from "@signalbox/release-core";
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
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(path, { signal: options.signal })) hash.update(chunk as Buffer);
  return { path, sha256: hash.digest("hex"), read };
}
