import type { ReleaseAssets, Releases } from "@signalbox/github";

/** `releasesOn` and `releaseAssetsOn` of `@signalbox/github` give both. */
export interface ReleasePorts {
  readonly releases: Releases;
  readonly assets: ReleaseAssets;
}
