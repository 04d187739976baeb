import { type Context, defineOperation, callOptionsOf } from "@signalbox/release-core";
import { findWithAssets } from "../find-with-assets.js";
import type { ReleasePorts } from "../ports.js";
import type { UploadAsset, UploadedAsset } from "./action.js";
import { input, nameOf, type UploadInput } from "./input.js";
import { readLocalFile } from "./local-file.js";
import { perform } from "./perform.js";
import { plan, type UploadFacts } from "./plan.js";

async function inspect(
  { repository, tag, files }: UploadInput,
  { releases }: Pick<ReleasePorts, "releases">,
  context: Context,
): Promise<UploadFacts> {
  const options = callOptionsOf(context);
  const [found, local] = await Promise.all([
    findWithAssets(releases, { repository, tag }, options),
    Promise.all(
      files.map(async (file) => ({
        name: nameOf(file),
        path: file.path,
        expected: file.sha256 ?? null,
        local: await readLocalFile(file.path, options),
      })),
    ),
  ]);
  return { ...found, files: local };
}

/**
 * Uploads files to a release or draft. What is there already with the same content is left, what an upload left that
 * broke off is deleted and sent again, and another content under the same name is a problem unless `replace`.
 *
 * Problems: `ERR_RELEASE_MISSING`, `ERR_DRAFT_DUPLICATED`, `ERR_RELEASE_IMMUTABLE`, `ERR_FILE_MISSING`,
 * `ERR_FILE_EMPTY`, `ERR_FILE_DIFFERS`, `ERR_ASSET_DIFFERS`, `ERR_REPOSITORY_ARCHIVED`, `ERR_REPOSITORY_EMPTY`,
 * `ERR_PUSH_RIGHT_MISSING`. `apply` throws `ERR_PLAN_STALE` (the file, the asset or the release is another one),
 * `ERR_ASSET_DAMAGED` and what GitHub answers.
 */
export const uploadAsset = defineOperation<ReleasePorts, typeof input, UploadFacts, UploadAsset, UploadedAsset>({
  kind: "upload-asset",
  input,
  inspect,
  plan,
  perform,
});
