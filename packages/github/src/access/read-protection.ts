import type { CallOptions } from "@signalbox/release-core";
import type { RequiredCheck } from "../checks/port.js";
import { protectionOf } from "../checks/required-checks.js";
import type { GitHubClient } from "../client.js";
import { isNotFound } from "../errors.js";
import { readPages } from "../read-pages.js";
import { read } from "../send.js";
import type { BranchProtection } from "./port.js";
import { refusalIn } from "./refusal.js";

type Where = Readonly<Record<"owner" | "repo" | "branch", string>>;
type Summary = Parameters<typeof protectionOf>[0];

/** The classic rule of a branch, which only administrators may read. */
export interface ClassicRule {
  readonly required_pull_request_reviews?: { readonly required_approving_review_count?: number };
  readonly required_status_checks?: {
    readonly contexts?: readonly string[];
    readonly checks?: readonly { readonly context: string; readonly app_id?: number | null }[];
  };
  readonly enforce_admins?: { readonly enabled: boolean };
}

export interface RulesetRule {
  readonly type: string;
  readonly parameters?: {
    readonly required_approving_review_count?: number;
    readonly required_status_checks?: readonly { readonly context: string; readonly integration_id?: number }[];
  };
}

/** What was found, or why it was not shown. */
export type Shown<T> = { readonly found: T } | { readonly hidden: string };

/**
 * Three questions at once: the branch, which tells everybody whether it is protected; the rules of rulesets; and the
 * classic rule.
 * Source: https://docs.github.com/en/rest/branches/branch-protection, https://docs.github.com/en/rest/repos/rules
 */
export async function protectionOfBranch(
  client: GitHubClient,
  where: Where,
  options?: CallOptions,
): Promise<BranchProtection | null> {
  const [branch, rulesets, classic] = await Promise.all([
    read(client, "GET /repos/{owner}/{repo}/branches/{branch}", where, options).catch(orNull),
    shown(rulesOf(client, where, options)),
    shown(classicOf(client, where, options)),
  ]);
  return branch === null ? null : joined(branch.data as Summary, rulesets, classic);
}

function orNull(error: unknown): null {
  if (isNotFound(error)) return null;
  throw error;
}

async function rulesOf(client: GitHubClient, where: Where, options?: CallOptions): Promise<readonly RulesetRule[]> {
  const route = "GET /repos/{owner}/{repo}/rules/branches/{branch}";
  return (await readPages<RulesetRule>(client, route, where, { ...options, what: "the rules of a branch" })).entries;
}

async function classicOf(client: GitHubClient, where: Where, options?: CallOptions): Promise<ClassicRule> {
  return (await read(client, "GET /repos/{owner}/{repo}/branches/{branch}/protection", where, options))
    .data as ClassicRule;
}

async function shown<T>(asked: Promise<T>): Promise<Shown<T>> {
  try {
    return { found: await asked };
  } catch (error) {
    const hidden = refusalIn(error);
    if (hidden === null) throw error;
    return { hidden };
  }
}

/** Pure. "Branch not protected" is an answer; "Not Found" is a token that may not see the answer. */
export function joined(
  branch: Summary,
  rulesets: Shown<readonly RulesetRule[]>,
  classic: Shown<ClassicRule>,
): BranchProtection {
  const rules = "found" in rulesets ? rulesets.found : [];
  const rule = "found" in classic ? classic.found : null;
  const hasNoRule = "hidden" in classic && /branch not protected/i.test(classic.hidden);
  // Older servers and smaller plans have no rulesets: then there is nothing to hide.
  const hidesRulesets = "hidden" in rulesets && !/^not found$|upgrade to github/i.test(rulesets.hidden);
  const hidesClassic = rule === null && !hasNoRule && (branch.protected || hidesRulesets) && !rules.length;
  const isPresent = rule !== null || rules.length > 0 || branch.protected;
  const isKnown = !hidesClassic && !hidesRulesets;
  const reviews = rules.filter(({ type }) => type === "pull_request");
  const approvals = Math.max(
    rule?.required_pull_request_reviews?.required_approving_review_count ?? 0,
    ...reviews.map(({ parameters }) => parameters?.required_approving_review_count ?? 0),
  );
  const needsPullRequest = rule?.required_pull_request_reviews !== undefined || reviews.length > 0;
  return {
    status: isPresent ? "present" : hidesRulesets ? "unreadable" : "absent",
    hidden: isKnown ? null : "hidden" in rulesets && hidesRulesets ? rulesets.hidden : hiddenIn(classic),
    needsPullRequest: needsPullRequest || (isKnown ? false : null),
    approvals: approvals > 0 || isKnown ? approvals : null,
    requiredChecks: unique([...(rule === null ? protectionOf(branch).checks : checksOf(rule)), ...checksIn(rules)]),
    exemptsAdmins: rule?.enforce_admins === undefined ? (hasNoRule ? false : null) : !rule.enforce_admins.enabled,
  };
}

const hiddenIn = (classic: Shown<unknown>): string | null => ("hidden" in classic ? classic.hidden : null);

const checksOf = ({ required_status_checks: given }: ClassicRule): RequiredCheck[] => [
  ...(given?.checks ?? []).map(({ context, app_id: appId }) => required(context, appId)),
  ...(given?.contexts ?? [])
    .filter((context) => given?.checks?.some((check) => check.context === context) !== true)
    .map((context) => required(context, null)),
];

const checksIn = (rules: readonly RulesetRule[]): RequiredCheck[] =>
  rules
    .flatMap(({ parameters }) => parameters?.required_status_checks ?? [])
    .map(({ context, integration_id: appId }) => required(context, appId));

/** -1 stands for any app, and so does none. */
const required = (name: string, appId: number | null | undefined): RequiredCheck => ({
  name,
  appId: appId === undefined || appId === -1 ? null : appId,
});

const unique = (checks: readonly RequiredCheck[]): RequiredCheck[] =>
  checks.filter(
    (check, index) => checks.findIndex(({ name, appId }) => name === check.name && appId === check.appId) === index,
  );
