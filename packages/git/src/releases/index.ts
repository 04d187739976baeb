export { commitGraph, type CommitGraph, type CommitSet } from "./commit-graph.js";
export type { ChosenRelease, ReleaseStanding } from "./choose-release.js";
export type { LowerTag } from "./odd-tags.js";
export { describedAt, groupByCommit } from "./odd-tags.js";
export { readReleases, type ReleaseQuestion, type ReleaseState } from "./read-releases.js";
export { type ReleaseTag, type ReleaseTags, sortReleaseTags, versionOf } from "./release-tags.js";
export {
  DEFAULT_TAG_PATTERN,
  patternParts,
  readTagName,
  tagNameOf,
  type TagReading,
  type TagRules,
} from "./tag-name.js";
export {
  compareVersions,
  formatVersion,
  nextVersion,
  parseVersion,
  type Version,
  type VersionStep,
} from "./version.js";
