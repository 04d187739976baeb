import type { ReleaseAsset, StoredRelease } from "@signalbox/github";
import {
  already,
  done,
  isReleaseError,
  type Outcome,
  type PerformContext,
  planStale,
  callOptionsOf,
} from "@signalbox/release-core";
import { assetDamaged, assetTakenAway, releaseGone } from "../errors.js";
import { orGone } from "../or-gone.js";
import type { ReleasePorts } from "../ports.js";
import { writeOrLook } from "../write-or-look.js";
import type { UploadAsset, UploadedAsset } from "./action.js";
import type { UploadInput } from "./input.js";
import { readLocalFile } from "./local-file.js";
import { isSame } from "./plan.js";

/** Looks, deletes what is in the way as planned, sends, and looks at what arrived. */
export async function perform(
  action: UploadAsset,
  { releases, assets }: ReleasePorts,
  context: PerformContext<UploadInput>,
): Promise<Outcome<UploadedAsset>> {
  const { repository, tag, releaseId, name, path, replaces } = action;
  const options = callOptionsOf(context);
  const read = async (): Promise<StoredRelease> => {
    const found = await orGone(releases.read(repository, releaseId, options));
    if (found?.tag !== tag || tag !== context.input.tag)
      throw releaseGone(tag, releaseId, found === null ? [] : [found]);
    return found;
  };
  const release = await read();
  const standing = release.assets.find((asset) => asset.name === name);
  if (standing?.isUploaded === true && isSame(standing, action)) return already(resultOf(action, standing));
  if ((standing?.id ?? replaces?.assetId) !== replaces?.assetId)
    throw planStale(`The asset ${name} of ${tag}`, replaces?.assetId ?? null, standing?.id ?? null);

  const local = await readLocalFile(path, options);
  if (local?.sha256 !== action.sha256) throw planStale(`The file ${path}`, action.sha256, local?.sha256 ?? null);
  if (standing !== undefined) await assets.delete(repository, standing.id, options);
  const sent = await writeOrLook(
    () => assets.upload(release, { name, path }, options),
    async () => (await read()).assets.find((asset) => asset.name === name && asset.isUploaded) ?? null,
  ).catch((error: unknown) => {
    throw standing?.isUploaded === true && isReleaseError(error) ? assetTakenAway(name, tag, error) : error;
  });
  if (!isSame(sent, action)) throw assetDamaged(name, { size: action.size, sha256: action.sha256 }, sent);
  return done(resultOf(action, sent));
}

const resultOf = ({ name, size, sha256 }: UploadAsset, asset: ReleaseAsset): UploadedAsset => ({
  assetId: asset.id,
  name,
  size,
  sha256,
  isVerified: asset.sha256 !== null,
  url: asset.url,
});
