import { type Downloads, findArtifact } from "@signalbox/server-deploy";
import { usage } from "../errors.js";
import { pathOf, type Session, text } from "../session.js";
import { openReleases } from "../wiring/releases.js";
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
  const [file, url, sha256] = ["file", "url", "sha256"].map((name) => text(session, name));
  const isOne = session.positionals.length === 1;
  if ((file !== undefined || url !== undefined) && !isOne)
    throw usage("One file is the package of one component.", "Name one component with --file or --url.");
  if (file !== undefined && url !== undefined)
    throw usage("The package is either a file or at an address.", "Leave out --file or --url.");
  if (url !== undefined && sha256 === undefined)
    throw usage("What lies at an address may change.", "Say what the package must have: --sha256 <64 hex digits>.");
  const call = { signal: session.signal };
  if (file !== undefined || url !== undefined) {
    const artifact = file === undefined ? { url: url ?? "" } : { file: pathOf(session, file) };
    const { version } = await findArtifact({ ...artifact, sha256 }, downloads, call);
    return { version, artifact, sha256, checksums: undefined };
  }
  const found = await releaseFileOf(deployable, release, await openReleases(session), call);
  const pinned = sha256 ?? found.sha256;
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
