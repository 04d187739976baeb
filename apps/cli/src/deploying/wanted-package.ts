import { type Downloads, findArtifact } from "@signalbox/server-deploy";
import { type Session, text } from "../session.js";
import { openReleases } from "../wiring/releases.js";
import { onePlace } from "./deploy-call.js";
import type { Deployable } from "./deployable.js";
import type { WantedPackage } from "./install-input.js";
import { releaseFileOf } from "./release-file.js";

/**
 * The package that a command line means: a file, an address, or the file of a release. What version it is, it says itself.
 * @throws ReleaseError `ERR_USAGE`, and what looking for it throws
 */
export async function wantedPackage(
  session: Session,
  deployable: Deployable,
  release: string | undefined,
  { downloads }: { readonly downloads: Downloads },
): Promise<WantedPackage> {
  const call = { signal: session.signal };
  const given = onePlace(session);
  if (given !== null) {
    const { version } = await findArtifact({ ...given.place, sha256: given.sha256 }, downloads, call);
    return { version, artifact: given.place, sha256: given.sha256, checksums: undefined };
  }
  const found = await releaseFileOf(deployable, release, await openReleases(session), call);
  const pinned = text(session, "sha256") ?? found.sha256;
  const { version } = await findArtifact(
    { url: found.url, sha256: pinned, checksums: found.checksums },
    downloads,
    call,
  );
  return {
    version,
    artifact: { url: found.url },
    sha256: pinned,
    checksums: pinned === undefined ? found.checksums : undefined,
  };
}
