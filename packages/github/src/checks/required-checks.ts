import { type CallOptions, isReleaseError } from "@signalbox/release-core";
import type { GitHubClient } from "../client.js";
import { isNotFound } from "../errors.js";
import { readPages } from "../read-pages.js";
import { read } from "../send.js";
import type { Slug } from "../slug.js";
import type { RequiredCheck, RequiredChecks } from "./port.js";

/**
 * Asks for the branch, which carries a summary of its classic protection for everybody who may read it, and for the
 * rules of the rulesets that apply to it.
 * Source: https://docs.github.com/en/rest/branches/branches#get-a-branch,
 * https://docs.github.com/en/rest/repos/rules#get-rules-for-a-branch
 */
export async function requiredChecksOf(
  client: GitHubClient,
  { owner, repo }: Slug,
  branch: string,
  options?: CallOptions,
): Promise<RequiredChecks | null> {
  const where = { owner, repo, branch };
  const [found, rules] = await Promise.all([branchOf(client, where, options), rulesOf(client, where, options)]);
  return found === null ? null : join(protectionOf(found), rules);
}

interface Branch {
  readonly protected: boolean;
  readonly protection?: {
    readonly enabled?: boolean;
    readonly required_status_checks?: {
      readonly enforcement_level?: string;
      readonly contexts?: readonly string[];
      readonly checks?: readonly { readonly context: string; readonly app_id: number | null }[];
    };
  };
}

type Where = Readonly<Record<"owner" | "repo" | "branch", string>>;

async function branchOf(client: GitHubClient, where: Where, options?: CallOptions): Promise<Branch | null> {
  try {
    return (await read(client, "GET /repos/{owner}/{repo}/branches/{branch}", where, options)).data as Branch;
  } catch (error) {
    if (isNotFound(error)) return null;
    throw error;
  }
}

interface Rule {
  readonly type: string;
  readonly parameters?: {
    readonly required_status_checks?: readonly { readonly context: string; readonly integration_id?: number }[];
  };
}

async function rulesOf(client: GitHubClient, where: Where, options?: CallOptions): Promise<RequiredChecks> {
  try {
    const rules = await readPages<Rule>(client, "GET /repos/{owner}/{repo}/rules/branches/{branch}", where, {
      ...options,
      what: "the rules of a branch",
    });
    const checks = rules.entries
      .filter(({ type }) => type === "required_status_checks")
      .flatMap(({ parameters }) => parameters?.required_status_checks ?? [])
      .map(({ context, integration_id: appId }) => required(context, appId));
    return { status: "read", checks };
  } catch (error) {
    // An older GitHub Enterprise Server has no rulesets, and a plan without them says so.
    if (isNotFound(error) || isUpgradeAdvice(error)) return { status: "read", checks: [] };
    if (isForbidden(error)) return { status: "unreadable", reason: error.message, checks: [] };
    throw error;
  }
}

const isForbidden = (error: unknown): error is Error => isReleaseError(error) && error.code === "ERR_GITHUB_FORBIDDEN";

const isUpgradeAdvice = (error: unknown): boolean => isForbidden(error) && /Upgrade to GitHub/i.test(error.message);

/** Pure. */
export function protectionOf({ protected: isProtected, protection }: Branch): RequiredChecks {
  const given = protection?.required_status_checks;
  if (given !== undefined) {
    const named = (given.checks ?? []).map(({ context, app_id: appId }) => required(context, appId));
    const bare = (given.contexts ?? [])
      .filter((context) => !named.some(({ name }) => name === context))
      .map((context) => required(context, null));
    return { status: "read", checks: [...named, ...bare] };
  }
  // Rulesets make a branch protected too, and then there is no classic protection to be seen.
  if (!isProtected || protection?.enabled === false) return { status: "read", checks: [] };
  const reason = "The branch is protected, and the token may not see how.";
  return { status: "unreadable", reason, checks: [] };
}

/** -1 stands for any app, and so does none. */
const required = (name: string, appId: number | null | undefined): RequiredCheck => ({
  name,
  appId: appId === undefined || appId === -1 ? null : appId,
});

function join(one: RequiredChecks, other: RequiredChecks): RequiredChecks {
  const all = [...one.checks, ...other.checks];
  const checks = all.filter(
    (check, index) => all.findIndex(({ name, appId }) => name === check.name && appId === check.appId) === index,
  );
  const unreadable = [one, other].find(({ status }) => status === "unreadable");
  return unreadable === undefined || unreadable.status === "read"
    ? { status: "read", checks }
    : { ...unreadable, checks };
}
