import type { Problem } from "@signalbox/release-core";
import { shortName } from "../resolve-branch.js";
import type { CutFacts } from "./facts.js";
import type { CutInput } from "./input.js";

/** Facts → why the branch cannot be cut. Pure. */
export function problemsOf(input: CutInput, facts: CutFacts): readonly Problem[] {
  const { choice, at, existing, tagged, inTheWay, development } = facts;
  const { branch, commit } = input;
  const problems: Problem[] = [];
  if (existing === null) {
    if ("problem" in choice) problems.push(choice.problem);
    else if (at === null && commit !== undefined) problems.push(commitElsewhere(commit, shortName(choice.base.ref)));
    if (tagged) problems.push(tagHasName(branch));
    if (inTheWay !== null) problems.push(nameTaken(branch, inTheWay));
  } else if (commit !== undefined && !existing.contains) {
    problems.push(branchElsewhere(branch, commit));
  }
  if (development?.status === "problem") problems.push(development.problem);
  return problems;
}

const tagHasName = (branch: string): Problem => ({
  code: "ERR_TAG_HAS_BRANCH_NAME",
  message: `A tag is called ${branch} already, and git would take one for the other.`,
  hint: `Rename the tag (a release tag has three numbers, as v${branch.replace(/^v/, "")}.0), or name the branch otherwise.`,
});

const nameTaken = (branch: string, inTheWay: string): Problem => ({
  code: "ERR_REF_IN_THE_WAY",
  message: `${branch} cannot be made beside ${inTheWay}: git keeps one as a folder of the other.`,
  hint: `Rename or remove ${shortName(inTheWay)}, or name the branch otherwise.`,
});

const commitElsewhere = (commit: string, base: string): Problem => ({
  code: "ERR_COMMIT_NOT_ON_BRANCH",
  message: `${commit.slice(0, 10)} is not in the history of ${base}.`,
  hint: "Name a commit of the base, or the branch that has it as the base.",
});

const branchElsewhere = (branch: string, commit: string): Problem => ({
  code: "ERR_BRANCH_TAKEN",
  message: `${branch} is there already, and does not contain ${commit.slice(0, 10)}.`,
  hint: "A branch that exists is never moved: name another one, or see who cut this one and from what.",
});
