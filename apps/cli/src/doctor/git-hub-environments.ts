import type { EnvironmentGate } from "@signalbox/github";
import { type Finding, warning } from "./finding.js";
import type { UsedEnvironment } from "./read-workflows.js";

/**
 * Environments that a workflow deploys to although they stop nobody: GitHub makes one that does not exist at its first
 * use, without any rule. Pure. `gates` null: the token may not see them.
 * Source: https://docs.github.com/en/actions/reference/workflows-and-actions/deployments-and-environments
 */
export function environmentFindings(
  name: string,
  used: readonly UsedEnvironment[],
  gates: readonly EnvironmentGate[] | null,
): readonly Finding[] {
  return used.flatMap(({ environment, path }): readonly Finding[] => {
    const subject = `${name}: environment ${environment}`;
    if (gates === null) {
      const hint = "Give the token the right to read actions, or ask an owner.";
      return [warning(subject, `${path} deploys to it; what guards it, this token may not see`, hint)];
    }
    // GitHub's names of environments know no case.
    const gate = gates.find((each) => each.name.toLowerCase() === environment.toLowerCase());
    const hint = "Give it required reviewers, or take `environment` out of the workflow if it is no gate.";
    if (gate === undefined)
      return [warning(subject, `${path} deploys to it, and it does not exist: nobody is asked`, hint)];
    if (gate.reviewers.length > 0 || gate.waitMinutes > 0 || gate.hasOtherRules) return [];
    return [warning(subject, `${path} deploys to it, and it has no rules: nobody is asked`, hint)];
  });
}
