import type { ReleaseStanding } from "@signalbox/github";
import type { Draft, Problem, Warning } from "@signalbox/release-core";
import { chooseLatest } from "../choose-latest.js";
import { draftLeft } from "../draft-release/plan.js";
import {
  draftProblems,
  placeProblems,
  placeWarnings,
  releaseMissing,
  tagElsewhere,
  tagMissing,
  tagProblems,
  targetMissing,
} from "../problems.js";
import type { PublishRelease } from "./action.js";
import type { PublishInput } from "./input.js";

/** Facts → what to publish, or why not. Pure. */
export function plan(input: PublishInput, standing: ReleaseStanding): Draft<PublishRelease> {
  const { repository, tag, tagCommit, published, drafts } = standing;
  const release = published ?? drafts[0] ?? null;
  const isPrerelease = input.prerelease ?? release?.isPrerelease ?? false;
  const chosen = chooseLatest({ tag, latest: input.latest, isPrerelease, rules: input }, standing);
  const problems = [
    ...placeProblems(standing),
    ...tagProblems(tag, input),
    ...draftProblems(standing),
    ...(release === null ? [releaseMissing(tag, repository.name)] : []),
    ...commitProblems(input, standing),
    ...chosen.problems,
  ];
  const wish = {
    repository: repository.name,
    tag,
    commit: input.commit,
    tagCommit,
    latest: chosen.latest,
    isPrerelease,
  };
  return {
    target: `${repository.name}: ${tag}`,
    actions:
      problems.length > 0 || release === null ? [] : actionsOf(input, standing, { ...wish, releaseId: release.id }),
    problems,
    warnings: [
      ...placeWarnings(standing),
      ...chosen.warnings,
      ...(published !== null && drafts.length > 0 ? [draftLeft(tag, drafts)] : []),
      ...(published?.isLatest === true && input.latest === false ? [stillLatest(tag)] : []),
    ],
    facts: {
      tagCommit,
      release: release && { id: release.id, url: release.url, isDraft: release.isDraft },
      latest: standing.latest?.tag ?? null,
    },
  };
}

function actionsOf(
  input: PublishInput,
  { published }: ReleaseStanding,
  wish: Omit<PublishRelease, "type" | "summary">,
): readonly PublishRelease[] {
  const { tag, isPrerelease, latest } = wish;
  const as = isPrerelease ? " as a prerelease" : latest === true ? " as the latest release" : "";
  if (published === null) {
    const made = wish.tagCommit === null ? `, which makes the tag at ${wish.commit.slice(0, 10)}` : "";
    return [{ type: "publish-release", summary: `Publish ${tag}${as}${made}`, ...wish }];
  }
  // What was published is only shown in another way when that is said.
  const isOther = input.prerelease !== undefined && published.isPrerelease !== isPrerelease;
  const isNotLatest = input.latest === true && latest === true && !published.isLatest;
  return isOther || isNotLatest
    ? [{ type: "show-release", summary: `Show ${tag}${as || " as a release"}`, ...wish }]
    : [];
}

function commitProblems({ commit, owner }: PublishInput, standing: ReleaseStanding): readonly Problem[] {
  const { repository, tag, tagCommit, published, target } = standing;
  if (repository.isEmpty) return [];
  if (tagCommit !== null) return tagCommit === commit ? [] : [tagElsewhere(tag, tagCommit, commit.slice(0, 10))];
  if (owner === "tag-first" || published !== null) return [tagMissing(tag, repository.name)];
  return target?.commit === commit ? [] : [targetMissing(commit, repository.name)];
}

const stillLatest = (tag: string): Warning => ({
  code: "still-latest",
  message: `${tag} is published as the latest release.`,
  hint: "GitHub shows another one only when that is marked as the latest.",
});
