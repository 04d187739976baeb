import type { CallOptions } from "@signalbox/release-core";
import { codeUsed, uploadDiffers } from "../errors.js";
import type { Edit, StoredArtifact, Uploads } from "../ports.js";
import { nextFreeCode } from "../version-code/version-code.js";
import type { PlannedArtifact, PutRelease } from "./action.js";

/** Sends what Play does not have yet, then what explains its crashes. @throws ReleaseError `ERR_PLAY_CODE_USED` */
export async function sendArtifacts(
  { packageName, artifacts, symbols }: PutRelease,
  edit: Edit,
  uploads: Uploads,
  options: CallOptions,
): Promise<void> {
  const [first] = artifacts;
  if (first !== undefined) {
    const stored = await uploads.listArtifacts(edit, first.kind, options);
    for (const artifact of artifacts) {
      const known = stored.find(({ versionCode }) => versionCode === artifact.versionCode);
      if (known !== undefined && known.sha256 !== artifact.sha256)
        throw codeUsed(packageName, artifact.versionCode, nextFreeCode(stored.map(({ versionCode }) => versionCode)));
      if (known === undefined) await send(artifact, edit, uploads, options);
    }
  }
  for (const file of symbols) await uploads.uploadSymbols(edit, file, options);
}

async function send(artifact: PlannedArtifact, edit: Edit, uploads: Uploads, options: CallOptions): Promise<void> {
  const { versionCode, sha256, path } = artifact;
  const taken: StoredArtifact = await uploads.upload(edit, artifact, options);
  const isOther = taken.sha256 !== null && taken.sha256 !== sha256;
  if (taken.versionCode !== versionCode || isOther)
    throw uploadDiffers(path, { versionCode, sha256 }, { versionCode: taken.versionCode, sha256: taken.sha256 });
}
