import type { Warning } from "@signalbox/release-core";
import { shortName } from "../resolve-branch.js";
import { shortList } from "../short-list.js";
import type { SeenCommit, TagFacts } from "./facts.js";
import type { TagInput } from "./input.js";
import { isReached } from "./is-reached.js";
import { afterNote, gapNote, standingNote, wentOn } from "./problems.js";

/** Facts → what a person should know. Pure. */
export function warningsOf(input: TagInput, { branch, seen }: TagFacts): readonly Warning[] {
  if (seen === null || branch === null) return [];
  const tagged = seen.standing === null ? newTag(input, seen, shortName(branch.ref)) : standingTag(input, seen);
  return [...tagged, ...oddTags(input, seen)];
}

function newTag(input: TagInput, seen: SeenCommit, branch: string): readonly Warning[] {
  const { choice, planned, releases } = seen;
  if (choice.tag === null || planned === null) return [];
  const { tag, gapAfter, isNamed } = choice;
  const strict = input.strict === true;
  const isShared = isNamed && releases.length > 0 && input.allowSharedCommit === undefined && !strict;
  return [
    ...(gapAfter !== null && !strict ? [gapNote(tag, gapAfter.tag)] : []),
    ...(isShared ? [sharedCommit(seen, tag)] : []),
    ...(seen.after > 0 && !strict ? [afterNote(seen.after)] : []),
    ...(seen.isOffLine ? [offLine(tag, branch)] : []),
  ];
}

function standingTag(input: TagInput, seen: SeenCommit): readonly Warning[] {
  const { choice, standing } = seen;
  if (choice.tag === null || standing === null || !isReached(input, seen)) return [];
  return [
    ...(wentOn(seen) && input.strict !== true ? [standingNote(choice.tag, seen)] : []),
    ...(input.annotated && standing.object === null ? [notAnnotated(choice.tag)] : []),
  ];
}

const sharedCommit = ({ commit, releases }: SeenCommit, tag: string): Warning => ({
  code: "tags-share-commit",
  message: `${commit.slice(0, 10)} carries ${shortList(releases.map((release) => release.tag))} already; ${tag} brings nothing new.`,
  hint: "Right where every component gets every number (say `allowSharedCommit`), a mistake elsewhere.",
});

const offLine = (tag: string, branch: string): Warning => ({
  code: "version-off-line",
  message: `${tag} is tagged on ${branch}, which is the release branch of other versions.`,
  hint: "Check the number and the branch; the version has no release branch of its own here.",
});

const notAnnotated = (tag: string): Warning => ({
  code: "tag-not-annotated",
  message: `${tag} is there already as a tag without an object: it does not say who made it, or when.`,
  hint: "A published tag is never moved; the next one will be annotated.",
});

function oddTags(input: TagInput, { tags }: SeenCommit): readonly Warning[] {
  const { malformed, releases } = tags;
  const mistyped = releases.filter((tag) => tag.mistyped).map(({ tag }) => tag);
  // Where nearly everything is spelt otherwise, it is the pattern that is mistyped: a `v` too few or too many.
  if (mistyped.length > 1 && mistyped.length * 2 > releases.length && releases[0]?.mistyped === true)
    return [
      {
        code: "tag-pattern-unusual",
        message: `Most releases here are not spelt ${input.tagPattern ?? "v{version}"} but as ${shortList(mistyped, 3)}.`,
        hint: "Check the tag pattern: a `v` may be missing in it, or one too many.",
      },
    ];
  const odd = [...malformed, ...mistyped];
  return odd.length === 0
    ? []
    : [
        {
          code: "tag-malformed",
          message: `There are mistyped tags: ${shortList(odd)}.`,
          hint: "They do not follow the tag pattern; the new tag does.",
        },
      ];
}
