import type { Oid, Ref } from "../ports.js";
import { readTagName, type TagRules } from "./tag-name.js";
import { compareVersions, formatVersion, type Version } from "./version.js";

/** A tag that names a version. */
export interface ReleaseTag {
  /** Without `refs/tags/`. */
  readonly tag: string;
  readonly version: Version;
  readonly commit: Oid;
  readonly annotated: boolean;
  /** Readable, but not written by the pattern. */
  readonly mistyped: boolean;
}

/** The tags of a repository, as one component sees them. */
export interface ReleaseTags {
  /** Highest version first; of two tags with one version, the well-written one first. */
  readonly releases: readonly ReleaseTag[];
  readonly prereleases: readonly ReleaseTag[];
  /** Names that look like a version and are none. */
  readonly malformed: readonly string[];
  readonly otherStreams: readonly string[];
}

/** Sorts the tags among `refs`; branches and foreign tags are left out. `prereleases`: count them as releases. */
export function sortReleaseTags(
  refs: readonly Ref[],
  rules: TagRules & { readonly prereleases?: boolean | undefined },
): ReleaseTags {
  const releases: ReleaseTag[] = [];
  const prereleases: ReleaseTag[] = [];
  const malformed: string[] = [];
  const otherStreams: string[] = [];
  for (const ref of refs) {
    if (!ref.name.startsWith("refs/tags/")) continue;
    const tag = ref.name.slice("refs/tags/".length);
    const reading = readTagName(tag, rules);
    if (reading.kind === "malformed") malformed.push(tag);
    if (reading.kind === "other-stream") otherStreams.push(tag);
    if (!("version" in reading)) continue;
    const annotated = ref.oid !== ref.commit;
    const line = {
      tag,
      version: reading.version,
      commit: ref.commit,
      annotated,
      mistyped: reading.kind === "mistyped",
    };
    (reading.kind === "prerelease" && rules.prereleases !== true ? prereleases : releases).push(line);
  }
  return {
    releases: releases.sort(highestFirst),
    prereleases: prereleases.sort(highestFirst),
    malformed,
    otherStreams,
  };
}

/** The version of a tag as text. */
export const versionOf = (tag: ReleaseTag): string => formatVersion(tag.version);

function highestFirst(a: ReleaseTag, b: ReleaseTag): number {
  return compareVersions(b.version, a.version) || Number(a.mistyped) - Number(b.mistyped) || (a.tag < b.tag ? -1 : 1);
}
