import { type Downloads, findChecksum } from "@signalbox/server-deploy";
import { type Session, text } from "../session.js";
import { openReleases } from "../wiring/releases.js";
import { onePlace } from "./deploy-call.js";
import type { Deployable } from "./deployable.js";
import type { WantedFile } from "./files-input.js";
import { releaseFileOf } from "./release-file.js";

/** The file that a command line means; null where all files are of this machine. @throws ReleaseError `ERR_USAGE` */
export async function wantedFile(
  session: Session,
  deployable: Deployable,
  release: string | undefined,
  { downloads }: { readonly downloads: Downloads },
): Promise<WantedFile | null> {
  if (deployable.deploy.files?.every(({ asset }) => asset === undefined) === true) return null;
  const given = onePlace(session);
  if (given !== null) return { version: null, place: given.place, sha256: given.sha256 };
  const call = { signal: session.signal };
  const { version, url, sha256, checksums } = await releaseFileOf(
    deployable,
    release,
    await openReleases(session),
    call,
  );
  const pinned = text(session, "sha256") ?? sha256 ?? (await findChecksum(checksums, url, downloads, call));
  return { version, place: { url }, sha256: pinned };
}
