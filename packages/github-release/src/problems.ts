import { readTagName, type TagRules, tagNameOf } from "@signalbox/git";
import type { Release, ReleaseStanding } from "@signalbox/github";
import type { Problem, Warning } from "@signalbox/release-core";

/** What every change of a release is held against. Pure. */
export function placeProblems({ repository }: ReleaseStanding): readonly Problem[] {
  const { name, isArchived, isEmpty, canPush } = repository;
  return [
    ...(isArchived ? [archived(name)] : []),
    ...(isEmpty ? [empty(name)] : []),
    ...(canPush === false ? [mayNotPush(name)] : []),
  ];
}

/** A tag that is not written as the component writes its tags. Pure. */
export function tagProblems(tag: string, rules: TagRules): readonly Problem[] {
  const { kind } = readTagName(tag, rules);
  return kind === "release" || kind === "prerelease" ? [] : [tagMalformed(tag, rules)];
}

/** More than one draft under a tag: nobody but a person can say which one counts. Pure. */
export const draftProblems = ({ drafts, tag, published }: ReleaseStanding): readonly Problem[] =>
  published === null && drafts.length > 1 ? [draftsDuplicated(tag, drafts)] : [];

export const placeWarnings = ({ repository: { name, formerName } }: ReleaseStanding): readonly Warning[] =>
  formerName === null
    ? []
    : [
        {
          code: "repository-renamed",
          message: `${formerName} is called ${name} today.`,
          hint: "Write the new name into the configuration: the old one may be given to another repository.",
        },
      ];

const archived = (name: string): Problem => ({
  code: "ERR_REPOSITORY_ARCHIVED",
  message: `${name} is archived, so nothing can be released there.`,
  hint: "Leave it out, or have it taken out of the archive.",
});

const empty = (name: string): Problem => ({
  code: "ERR_REPOSITORY_EMPTY",
  message: `${name} has no commits, so there is nothing to release.`,
  hint: "Push its first commit, or leave it out.",
});

const mayNotPush = (name: string): Problem => ({
  code: "ERR_PUSH_RIGHT_MISSING",
  message: `The token may not write to ${name}; its drafts cannot even be seen.`,
  hint: "Ask an owner for the role `write`, or use another token; `signalbox doctor` says what it may do.",
});

const tagMalformed = (tag: string, rules: TagRules): Problem => ({
  code: "ERR_TAG_MALFORMED",
  message: `${tag} is not how this component writes its tags: ${tagNameOf("1.2.3", rules)}, for example.`,
  hint: "Correct the tag, or set `tagPattern` of the component.",
});

export const draftsDuplicated = (tag: string, drafts: readonly Pick<Release, "id" | "url">[]): Problem => ({
  code: "ERR_DRAFT_DUPLICATED",
  message: `There are ${drafts.length} drafts for ${tag}: ${drafts.map(({ id, url }) => `${id} (${url})`).join(", ")}.`,
  hint: "Two people drafted it. Take over what is of worth into one of them, and delete the others by hand.",
});

export const releaseMissing = (tag: string, name: string): Problem => ({
  code: "ERR_RELEASE_MISSING",
  message: `${name} has no release or draft for ${tag}.`,
  hint: `Draft it first: signalbox release draft --tag ${tag}. Was it deleted by hand?`,
});

export const tagElsewhere = (tag: string, found: string, expected: string): Problem => ({
  code: "ERR_TAG_ELSEWHERE",
  message: `The tag ${tag} is at ${found.slice(0, 10)}, not at ${expected}.`,
  hint: "A tag that others may have fetched is never moved: take the next version, or release what is tagged.",
});

export const targetMissing = (target: string, name: string): Problem => ({
  code: "ERR_TARGET_MISSING",
  message: `${name} has no branch or commit ${target}.`,
  hint: "Check the spelling, or push it first.",
});

export const targetUnknown = (tag: string, name: string): Problem => ({
  code: "ERR_TARGET_MISSING",
  message: `${name} has no tag ${tag}, and nothing says what is released.`,
  hint: "Name the branch or the commit: --target main. Or tag it first.",
});

export const tagMissing = (tag: string, name: string): Problem => ({
  code: "ERR_TAG_MISSING",
  message: `${name} has no tag ${tag}, and the release shall not make it.`,
  hint: `Tag it first: signalbox tag. Or let the release make the tag with \`owner: release-first\`.`,
});
