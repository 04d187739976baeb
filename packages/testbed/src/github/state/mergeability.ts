import { lastingAnswer, lines, rangeOf } from "../git/ranges.js";
import type { Host } from "../host.js";
import { includes } from "../http/access.js";
import { rulesFor } from "../http/protection.js";
import { branchRules } from "./branch-rules.js";
import { checksIn, newestRuns, newestStatuses } from "./checks.js";
import { opinions, type PullRecord } from "./pulls.js";
import type { UserRecord } from "./records.js";

/** What git says about the merge of the head into the base. */
export async function isConflicting(host: Host, { repository, baseOid, head }: PullRecord): Promise<boolean> {
  const args = ["merge-tree", "--write-tree", "--name-only", baseOid, head.oid];
  return lines(await lastingAnswer(host, repository, args)).length > 1;
}

/** Why it may not be merged by somebody, in the words of the merge's 405; null when it may. */
export async function mergeHindrance(host: Host, pull: PullRecord, actor: UserRecord): Promise<string | null> {
  if (pull.isDraft) return "Pull Request is still a draft";
  if (await isConflicting(host, pull)) return "Pull Request is not mergeable";
  return ruleHindrance(host, pull, actor);
}

async function ruleHindrance(host: Host, pull: PullRecord, actor: UserRecord): Promise<string | null> {
  const { repository, base, baseOid, head } = pull;
  const rules = rulesFor(host, repository, actor, `refs/heads/${base}`);
  const lacking = rules?.requiredApprovals ?? 0;
  const counted = opinions(pull).filter(({ author }) => includes(host.state.permission(author, repository), "write"));
  if (lacking > 0 && counted.some(({ state }) => state === "CHANGES_REQUESTED"))
    return "Changes have been requested. Merging can be performed automatically once the requested changes are addressed.";
  if (counted.filter(({ state }) => state === "APPROVED").length < lacking) {
    const reviews = lacking === 1 ? "review is" : "reviews are";
    return `At least ${lacking} approving ${reviews} required by reviewers with write access.`;
  }
  const required = [...(rules?.requiredChecks ?? []), ...checksByRuleset(pull)];
  for (const context of required) {
    const standing = checkStanding(host, pull, context);
    if (standing !== "success") return `Required status check "${context}" is ${standing}.`;
  }
  if (rules?.strict === true && (await rangeOf(host, repository, baseOid, head.oid)).behindBy > 0)
    return "The head branch is not up to date with the base branch.";
  return null;
}

function checksByRuleset({ repository, base }: PullRecord): string[] {
  return branchRules(repository, base).flatMap(({ type, parameters }) => {
    if (type !== "required_status_checks") return [];
    const { required_status_checks: checks } = parameters as { required_status_checks: { context: string }[] };
    return checks.map(({ context }) => context);
  });
}

function checkStanding(host: Host, { repository, head }: PullRecord, context: string): string {
  const { runs, statuses } = checksIn(host.state);
  const ofHead = (each: { repository: object; sha: string }): boolean =>
    each.repository === repository && each.sha === head.oid;
  const run = newestRuns(runs.values().filter(ofHead)).find(({ name }) => name === context);
  if (run !== undefined) {
    if (run.status !== "completed") return "in progress";
    return ["success", "neutral", "skipped"].includes(run.conclusion ?? "") ? "success" : "failing";
  }
  const status = newestStatuses(statuses.values().filter(ofHead)).find((each) => each.context === context);
  if (status === undefined) return "expected";
  return status.state === "success" ? "success" : status.state === "pending" ? "pending" : "failing";
}

/** `mergeStateStatus`: what the merge button looks like for somebody. */
export async function mergeState(host: Host, pull: PullRecord, viewer: UserRecord): Promise<string> {
  if (pull.state !== "open") return "UNKNOWN";
  if (await isConflicting(host, pull)) return "DIRTY";
  if (pull.isDraft) return "DRAFT";
  const hindrance = await ruleHindrance(host, pull, viewer);
  if (hindrance === null) return "CLEAN";
  return hindrance.includes("not up to date") ? "BEHIND" : "BLOCKED";
}
