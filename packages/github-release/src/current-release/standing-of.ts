import { compareVersions, formatVersion, readTagName, type TagRules, type Version } from "@signalbox/git";
import type { ListedRelease, ReleaseList } from "@signalbox/github";

/** A release as the report shows it. */
export interface ShownRelease {
  readonly version: string;
  readonly tag: string;
  readonly url: string;
  /** ISO time; null for a draft. */
  readonly publishedAt: string | null;
  readonly releaseId: number;
}

/** What of a component is out, and what waits. */
export interface ReleaseStandingOf {
  /** The highest version that is published and no prerelease; null when there is none. */
  readonly current: ShownRelease | null;
  /** The tag that GitHub shows as the latest release; null when there is none. */
  readonly latestTag: string | null;
  /** Highest version first. */
  readonly drafts: readonly ShownRelease[];
  /** Published prereleases that are higher than `current`, highest first. */
  readonly prereleases: readonly ShownRelease[];
  /** Tags with releases that are not written as the component writes its tags. */
  readonly malformed: readonly string[];
  /** How many of the newest releases were looked at, and how many there are. */
  readonly looked: { readonly releases: number; readonly total: number };
}

/** Pure. */
export function standingOf(list: ReleaseList, rules: TagRules): ReleaseStandingOf {
  const read = list.releases.map((release) => ({ release, reading: readTagName(release.tag, rules) }));
  const versioned = read
    .flatMap(({ release, reading }): Versioned[] =>
      "version" in reading ? [{ release, version: reading.version }] : [],
    )
    .sort((a, b) => compareVersions(b.version, a.version) || b.release.id - a.release.id);
  const published = versioned.filter(({ release }) => !release.isDraft);
  const current = published.find((one) => !isPrerelease(one)) ?? null;
  const isHigher = ({ version }: Versioned): boolean =>
    current === null || compareVersions(version, current.version) > 0;
  return {
    current: current && shownOf(current),
    latestTag: list.latest?.tag ?? null,
    drafts: versioned.filter(({ release }) => release.isDraft).map(shownOf),
    prereleases: published.filter((one) => isPrerelease(one) && isHigher(one)).map(shownOf),
    malformed: read.filter(({ reading }) => reading.kind === "malformed").map(({ release }) => release.tag),
    looked: { releases: list.releases.length, total: list.total },
  };
}

interface Versioned {
  readonly release: ListedRelease;
  readonly version: Version;
}

const isPrerelease = ({ release, version }: Versioned): boolean =>
  release.isPrerelease || version.prerelease.length > 0;

const shownOf = ({ release, version }: Versioned): ShownRelease => ({
  version: formatVersion(version),
  tag: release.tag,
  url: release.url,
  publishedAt: release.publishedAt,
  releaseId: release.id,
});
