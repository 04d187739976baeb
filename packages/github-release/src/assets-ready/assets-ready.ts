import { defineGate } from "@signalbox/release-core";
import type { ReleasePorts } from "../ports.js";
import { input } from "./input.js";
import { type AssetsFacts, inspect } from "./inspect.js";
import { type AssetsEvidence, judge } from "./judge.js";

/**
 * Passes when a release has every asset that is named, whole, and as the checksums file says where there is one. Waits
 * while the release or an asset is missing or still being uploaded: CI builds only after the tag. Blocks when an asset is
 * too small or differs from its checksum, and when there are several drafts.
 * @throws ReleaseError `ERR_TAG_MALFORMED`, `ERR_ASSET_TOO_LARGE` (a checksums file that is none), what GitHub answers
 */
export const assetsReady = defineGate<ReleasePorts, typeof input, AssetsFacts, AssetsEvidence>({
  kind: "assets-ready",
  input,
  inspect,
  judge,
});
