import type { Problem } from "@signalbox/release-core";
import { branchMissingProblem, mainlineMissingProblem } from "../errors.js";
import { shortList } from "../short-list.js";
import type { SeenCommit, TagFacts } from "./facts.js";
import type { TagInput } from "./input.js";
import { madeBy } from "./read-standing.js";
import { isReached } from "./is-reached.js";

/** Facts → why nothing can be tagged. Pure. */
export function problemsOf(input: TagInput, facts: TagFacts): readonly Problem[] {
  const { repository, branch, wanted, near, seen, problems } = facts;
  if (branch === null)
    return [wanted === null ? mainlineMissingProblem(repository) : branchMissingProblem(wanted, repository, near)];
  if (seen === null) return problems;
  const signing = input.sign === true && !facts.canSign && seen.planned !== null ? [signerMissing()] : [];
  return [...problems, ...tagProblems(input, seen), ...signing];
}

function tagProblems(input: TagInput, seen: SeenCommit): readonly Problem[] {
  const { choice, standing, planned } = seen;
  if (choice.tag === null) return [choice.problem];
  if (standing !== null) return isReached(input, seen) ? reachedProblems(input, seen) : [tagTaken(choice.tag, seen)];
  if (planned === null) return [];
  const { tag, isNamed, gapAfter } = choice;
  const strict = input.strict === true;
  const shared = isNamed && seen.releases.length > 0;
  return [
    ...(choice.problem === null ? [] : [choice.problem]),
    ...(seen.isBranchName ? [tagHasBranchName(tag)] : []),
    ...(seen.ownBranch?.contains === false ? [notOnOwnBranch(seen, seen.ownBranch.name, tag)] : []),
    ...(shared && (input.allowSharedCommit ?? !strict) === false ? [commitHasRelease(seen, tag)] : []),
    ...(strict && gapAfter !== null ? [{ ...gapNote(tag, gapAfter.tag), code: "ERR_VERSION_GAP" }] : []),
    ...(strict && seen.after > 0 ? [{ ...afterNote(seen.after), code: "ERR_COMMITS_AFTER_TAG" }] : []),
  ];
}

/** A tag that is there cannot be signed or moved any more. */
function reachedProblems(input: TagInput, seen: SeenCommit): readonly Problem[] {
  const { choice, standing } = seen;
  if (choice.tag === null || standing === null) return [];
  const isSigned = standing.object?.isSigned === true && standing.object.name === choice.tag;
  const unsigned = input.sign === true && !isSigned ? [tagNotSigned(choice.tag, seen)] : [];
  const later = input.strict === true && wentOn(seen);
  return later ? [...unsigned, { ...standingNote(choice.tag, seen), code: "ERR_COMMITS_AFTER_TAG" }] : unsigned;
}

/** Whether the branch went on after the tag that is there. */
export const wentOn = ({ standing, commit, after }: SeenCommit): boolean =>
  standing !== null && (standing.commit !== commit || after > 0);

export const gapNote = (tag: string, before: string): Problem => ({
  code: "version-gap",
  message: `${tag} leaves a gap after ${before}.`,
  hint: "Check the number; a skipped version is often a mistyped one.",
});

export const afterNote = (after: number): Problem => ({
  code: "commits-after-tag",
  message: `The branch has ${after === 1 ? "a commit" : `${after} commits`} after the one that is tagged.`,
  hint: "Whoever builds the branch gets more than this release; tag the head, or build the tag.",
});

/** The tag is there, and the branch went on. */
export const standingNote = (tag: string, { standing }: SeenCommit): Problem => ({
  code: "commits-after-tag",
  message: `${tag} is at ${standing?.commit.slice(0, 10) ?? ""} already, made ${standing === null ? "" : madeBy(standing)}; the branch went on after it.`,
  hint: "A published tag is never moved: what came after it needs the next version.",
});

const tagTaken = (tag: string, { standing }: SeenCommit): Problem => ({
  code: "ERR_TAG_TAKEN",
  message: `The tag ${tag} exists already, on ${standing?.onBranch === true ? "an older" : "another"} commit ${standing?.commit.slice(0, 10) ?? ""}, made ${standing === null ? "" : madeBy(standing)}.`,
  hint: "Take a higher version. A published tag is never moved.",
});

const tagNotSigned = (tag: string, { standing }: SeenCommit): Problem => ({
  code: "ERR_TAG_NOT_SIGNED",
  message: `${tag} is there already, unsigned, made ${standing === null ? "" : madeBy(standing)}.`,
  hint: "A published tag is never moved: sign the next version, or plan without `sign`.",
});

const tagHasBranchName = (tag: string): Problem => ({
  code: "ERR_TAG_HAS_BRANCH_NAME",
  message: `A branch is called ${tag} already, and git would take one for the other.`,
  hint: "Rename the branch, or set a tag pattern that no branch follows.",
});

const notOnOwnBranch = ({ commit }: SeenCommit, own: string, tag: string): Problem => ({
  code: "ERR_COMMIT_NOT_ON_RELEASE_BRANCH",
  message: `${commit.slice(0, 10)} is not on ${own}, where ${tag} belongs.`,
  hint: `Tag a commit of ${own}, or take a version of the branch that you mean.`,
});

const commitHasRelease = ({ commit, releases }: SeenCommit, tag: string): Problem => ({
  code: "ERR_COMMIT_HAS_RELEASE",
  message: `${commit.slice(0, 10)} carries ${shortList(releases.map((release) => release.tag))} already, so ${tag} would bring nothing new.`,
  hint: "Use the release that is there; where every component gets every number, allow it with `allowSharedCommit`.",
});

const signerMissing = (): Problem => ({
  code: "ERR_SIGNER_MISSING",
  message: "The tag shall be signed, and there is nothing to sign with.",
  hint: "Give `tagRelease` a signer, or plan without `sign`.",
});
