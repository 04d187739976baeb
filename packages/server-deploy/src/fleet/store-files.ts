import { createReadStream } from "node:fs";
import type { LocalArtifact } from "../artifact/artifact.js";
import type { StoreFile } from "../store/store-file.js";
import { storeNameOf } from "./store-name.js";

/** The artifact as a host gets it: sent from here, or pulled there. */
export const storeFileOf = (artifact: LocalArtifact, url?: string): StoreFile => ({
  name: storeNameOf(artifact),
  sha256: artifact.sha256,
  bytes: artifact.size,
  ...(url === undefined ? { open: () => createReadStream(artifact.path) } : { url }),
});
