import { compareVersions, formatVersion, type ReleaseTag, type Version } from "@signalbox/git";
import { isOnLine, type Line } from "../release-lines/release-branches.js";
import type { PatchComponent } from "./input.js";
import type { PatchItem, PatchState } from "./patch-release.js";

/** The highest version of a line among the releases of all repositories. Pure. */
export function highestOnLine(releases: readonly (readonly ReleaseTag[])[], line: Line): Version | null {
  const onLine = releases
    .flat()
    .map(({ version }) => version)
    .filter(({ major, minor, patch }) => isOnLine([major, minor, patch], line));
  return onLine.sort(compareVersions).at(-1) ?? null;
}

/** The number after it; the first of the line is `.0`. Pure. */
export function nextOnLine(highest: Version | null, [major = 0, minor = 0]: Line): string {
  const first = { major, minor, patch: 0, prerelease: [] };
  if (highest === null) return formatVersion(first);
  // 16.2.0 comes after 16.2.0-rc.1.
  const patch = highest.prerelease.length > 0 ? highest.patch : highest.patch + 1;
  return formatVersion({ ...highest, patch, prerelease: [] });
}

/** What is to be tagged, as inputs of `tagRelease`. A component with numbers of its own counts them itself. Pure. */
export function itemsOf(
  states: readonly { readonly component: PatchComponent; readonly state: PatchState }[],
  version: string,
  isEvery: boolean,
): readonly PatchItem[] {
  return states.flatMap(({ component, state: { name, branch, isNeeded } }): PatchItem[] => {
    const { repository, mainline, tagPattern, stream, releaseBranchPattern, publishesOnTag } = component;
    if (branch === null || !(isNeeded || (isEvery && publishesOnTag !== true))) return [];
    const release = {
      repository,
      branch,
      version: publishesOnTag === true ? "next-patch" : version,
      ...(isEvery && publishesOnTag !== true ? { allowSharedCommit: true as const } : {}),
      ...(mainline === undefined ? {} : { mainline }),
      ...(tagPattern === undefined ? {} : { tagPattern }),
      ...(stream === undefined ? {} : { stream }),
      ...(releaseBranchPattern === undefined ? {} : { releaseBranchPattern }),
      ...(publishesOnTag === true ? { publishesOnTag } : {}),
    };
    return [{ name, repository, release }];
  });
}
