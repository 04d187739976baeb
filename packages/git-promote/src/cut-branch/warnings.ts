import type { Warning } from "@signalbox/release-core";
import type { Change } from "../compare-branches/comparison.js";
import { DEFAULT_RELEASE_BRANCHES } from "../release-lines/release-branches.js";
import { shortName } from "../resolve-branch.js";
import { shortList } from "../short-list.js";
import type { CutFacts } from "./facts.js";
import type { CutInput } from "./input.js";

type Rule = (input: CutInput, facts: CutFacts) => Warning | null;

/** Facts → what a person should know. Pure. */
export const warningsOf = (input: CutInput, facts: CutFacts): readonly Warning[] =>
  RULES.map((rule) => rule(input, facts)).filter((warning) => warning !== null);

const oddName: Rule = ({ branch, releaseBranchPattern = DEFAULT_RELEASE_BRANCHES }, { neighbours }) =>
  neighbours.line !== null
    ? null
    : {
        code: "not-a-release-branch",
        message: `${branch} is not called as release branches are (${releaseBranchPattern}).`,
        hint: "Later steps will not take it for one: check the spelling, or set the pattern.",
      };

const higherBranch: Rule = ({ branch }, { neighbours, existing }) =>
  existing !== null || neighbours.higher.length === 0
    ? null
    : {
        code: "higher-release-branch",
        message: `There are higher release branches than ${branch} already: ${shortList(neighbours.higher.map((other) => other.branch))}.`,
        hint: "Check the number. What is fixed on this branch has to be merged into all of them.",
      };

const lacksPrevious: Rule = ({ branch }, { previous, existing, choice }) => {
  if (previous === null || previous.missing.length === 0) return null;
  const { name, missing } = previous;
  const subject = existing !== null || !("base" in choice) ? branch : shortName(choice.base.ref);
  const some = missing.length === 1 ? "a commit" : `${missing.length} commits`;
  return {
    code: "base-lacks-previous-release",
    message: `${subject} lacks ${some} of ${name}: ${shortList(missing.map(lineOf))}.`,
    hint: `Merge ${name} into ${subject} first, or this release brings back what that one fixed.`,
  };
};

const lineOf = ({ commit, subject }: Change): string => `${commit.slice(0, 10)} ${subject}`;

const otherOrigin: Rule = ({ branch }, { existing, choice }) => {
  if (existing === null || !("base" in choice)) return null;
  const base = shortName(choice.base.ref);
  if (existing.unrelated)
    return {
      code: "branch-not-of-base",
      message: `${branch} is there already and shares no history with ${base}.`,
      hint: "Commits of another repository may have been pushed here; look at the branch before it is released.",
    };
  if (existing.origin === null) return null;
  return {
    code: "branch-not-of-base",
    message: `${branch} is there already and was cut from ${existing.origin}, not from ${base}.`,
    hint: `If that was meant, say so with \`from\`. A branch that exists is never moved.`,
  };
};

const sameName: Rule = ({ branch }, { existing, tagged }) =>
  existing === null || !tagged
    ? null
    : {
        code: "tag-has-branch-name",
        message: `A tag has the name of the branch ${branch}.`,
        hint: "Signalbox uses full refs and is not confused, but `git push` and `git checkout` are: rename the tag.",
      };

const RULES: readonly Rule[] = [oddName, higherBranch, lacksPrevious, otherOrigin, sameName];
