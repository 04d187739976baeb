import type { RepositoryRecord } from "./records.js";
import { slot } from "./slot.js";

/** A rule of a ruleset that applies to a branch, as `repository-rule-detailed` of GitHub's description. */
export interface BranchRule {
  readonly type: string;
  readonly parameters?: object;
}

const rules = slot((_: RepositoryRecord) => new Map<string, readonly BranchRule[]>());

/** Rules of a branch (short name) by rulesets; classic protection is apart from them. */
export const branchRules = (repository: RepositoryRecord, branch: string): readonly BranchRule[] =>
  rules(repository).get(branch) ?? [];

/** A ruleset asks for checks; with an app's number only its word counts. */
export function requireChecks(
  repository: RepositoryRecord,
  branch: string,
  checks: readonly { readonly context: string; readonly integration_id?: number }[],
): void {
  const rule: BranchRule = {
    type: "required_status_checks",
    parameters: { required_status_checks: checks, strict_required_status_checks_policy: false },
  };
  rules(repository).set(branch, [...branchRules(repository, branch), rule]);
}
