import { formatVersion, versionOf } from "@signalbox/git";
import type { Draft, Problem, Warning } from "@signalbox/release-core";
import { changeOf } from "../compare-branches/comparison.js";
import { branchMissingProblem, mainlineMissingProblem } from "../errors.js";
import { shortName } from "../resolve-branch.js";
import type { PushTag } from "./action.js";
import type { TagInput } from "./input.js";
import type { TagFacts } from "./inspect.js";

/** Facts → the tag to push, or why not. Pure. */
export function plan(input: TagInput, facts: TagFacts): Draft<PushTag> {
  const { state, choice, repository, wanted } = facts;
  const latest = state?.latest?.tag ?? null;
  return {
    target: `${repository}: ${wanted ?? "(no mainline)"}`,
    actions: actionsOf(facts),
    problems: problemsOf(facts),
    warnings: warningsOf(input, facts),
    facts: {
      latest: latest && { tag: latest.tag, version: versionOf(latest), commit: latest.commit },
      tag: choice === null || "problem" in choice ? null : choice.tag,
      version: choice === null || "problem" in choice ? null : formatVersion(choice.version),
      unreleased: state?.unreleased.map(changeOf) ?? [],
    },
  };
}

function actionsOf({ repository, branch, choice, planned }: TagFacts): readonly PushTag[] {
  if (branch === null || planned === null || choice === null || "problem" in choice) return [];
  const { oid, message, at } = planned;
  const { commit } = branch;
  const summary = `Tag ${commit.slice(0, 10)} of ${shortName(branch.ref)} as ${choice.tag}`;
  const ref = `refs/tags/${choice.tag}`;
  return [{ type: "push-tag", summary, repository, ref, oid, expectedHead: null, commit, branch, message, at }];
}

function problemsOf({ repository, branch, wanted, near, choice }: TagFacts): readonly Problem[] {
  if (branch === null)
    return [wanted === null ? mainlineMissingProblem(repository) : branchMissingProblem(wanted, repository, near)];
  return choice !== null && "problem" in choice ? [choice.problem] : [];
}

function warningsOf(input: TagInput, { state, atHead, choice }: TagFacts): readonly Warning[] {
  const warnings: Warning[] = [];
  if (atHead !== null && !input.version.startsWith("next-") && input.version !== versionOf(atHead)) {
    warnings.push({
      code: "head-already-released",
      message: `The head carries ${atHead.tag} already, so ${input.version} is not tagged.`,
      hint: "Two versions of one commit confuse every tool; use the release that is there.",
    });
  }
  if (choice !== null && "gap" in choice && choice.gap) {
    warnings.push({
      code: "version-gap",
      message: `${choice.tag} leaves a gap after ${state?.latest?.tag.tag ?? "the last release"}.`,
      hint: "Check the number; a skipped version is often a mistyped one.",
    });
  }
  const odd = [
    ...(state?.tags.malformed ?? []),
    ...(state?.tags.releases ?? []).filter((tag) => tag.mistyped).map(({ tag }) => tag),
  ];
  if (odd.length > 0) {
    warnings.push({
      code: "tag-malformed",
      message: `There are mistyped tags: ${odd.slice(0, 5).join(", ")}${odd.length > 5 ? ` and ${odd.length - 5} more` : ""}.`,
      hint: "They do not follow the tag pattern; the new tag does.",
    });
  }
  return warnings;
}
