import type { CallOptions } from "@signalbox/release-core";
import type { LocalArtifact } from "./artifact.js";
import { withBytes } from "./bytes.js";
import { readDeb } from "./deb/read-deb.js";
import { artifactUnreadable } from "./errors.js";
import { readRpm } from "./rpm/read-rpm.js";

const RPM_LEAD = "edabeedb";
const AR_MAGIC = Buffer.from("!<ar").toString("hex");

/**
 * Reads a .deb or .rpm on this machine, by what it holds and not by its name, without tools and without unpacking it.
 * @throws ReleaseError `ERR_ARTIFACT_MISSING`, `ERR_ARTIFACT_TRUNCATED`, `ERR_ARTIFACT_UNREADABLE`,
 * `ERR_ARTIFACT_TOO_LARGE`
 */
export async function readArtifact(path: string, options: CallOptions = {}): Promise<LocalArtifact> {
  return withBytes(path, options, async (bytes, sha256) => {
    const magic = (await bytes.read(0, 4)).toString("hex");
    if (magic === RPM_LEAD) return { path, ...(await readRpm(bytes, sha256)) };
    if (magic === AR_MAGIC) return { path, ...(await readDeb(bytes, sha256)) };
    throw artifactUnreadable(bytes.name, bytes.size === 0 ? "it is empty" : "it is neither a .deb nor an .rpm");
  });
}
