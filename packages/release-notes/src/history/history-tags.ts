import { compareVersions, formatVersion, readTagName, type Ref, type TagRules, type Version } from "@signalbox/git";

/** A release as its tag names it. */
export interface TaggedRelease {
  /** Without `refs/tags/`. */
  readonly tag: string;
  readonly version: string;
}

const TAGS = "refs/tags/";

/**
 * The release of every commit that has one. Of several tags on one commit the highest version counts, since a mistyped
 * one is most often too low (`v2.26.4` beside `v5.26.4`). Pure.
 */
export function taggedReleases(
  refs: readonly Ref[],
  rules: TagRules & { readonly prereleases?: boolean | undefined },
): ReadonlyMap<string, TaggedRelease> {
  const found = new Map<string, { readonly tag: string; readonly version: Version }>();
  for (const { name, commit } of refs) {
    if (!name.startsWith(TAGS)) continue;
    const tag = name.slice(TAGS.length);
    const reading = readTagName(tag, rules);
    if (!("version" in reading) || (reading.kind === "prerelease" && rules.prereleases !== true)) continue;
    const other = found.get(commit);
    if (other !== undefined && compareVersions(other.version, reading.version) >= 0) continue;
    found.set(commit, { tag, version: reading.version });
  }
  return new Map([...found].map(([commit, { tag, version }]) => [commit, { tag, version: formatVersion(version) }]));
}
