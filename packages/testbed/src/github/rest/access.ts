import { apiUrl, htmlUrl } from "../bodies/repository.js";
import { timestamp } from "../bodies/timestamp.js";
import { simpleUser } from "../bodies/user.js";
import { readRef } from "../git/refs.js";
import type { Host } from "../host.js";
import { paged } from "../http/page.js";
import { forbidden, notFound, Problem } from "../http/problem.js";
import { type EnvironmentRecord, environmentsOf } from "../state/environments.js";
import { nodeIdOf } from "../state/node-id.js";
import type { BranchProtection, RepositoryRecord } from "../state/records.js";
import type { RestHandlers } from "./rest-handler.js";

/** What guards a repository: classic rules, and environments that deployments wait for. */
export const access = {
  "repos/get-branch-protection": {
    access: "read",
    handle: async ({ host, actor, repository, params }) => {
      const branch = params.branch ?? "";
      if ((await readRef(repository.path, `refs/heads/${branch}`)) === null) throw new Problem(404, "Branch not found");
      if (actor.workflowToken) throw forbidden("Resource not accessible by integration");
      // Who is no administrator is not told whether there is a rule.
      if (host.state.permission(actor, repository) !== "admin") throw notFound();
      const rules = repository.protections.get(branch);
      if (rules === undefined) throw new Problem(404, "Branch not protected");
      return { status: 200, body: protectionBody(host, repository, branch, rules) };
    },
  },
  "repos/get-all-environments": (call) =>
    paged(
      call,
      [...environmentsOf(call.repository).values()],
      (each) => environmentBody(call.host, call.repository, each),
      (environments, total) => ({ total_count: total, environments }),
    ),
} satisfies RestHandlers;

function protectionBody(
  host: Host,
  repository: RepositoryRecord,
  branch: string,
  { requiredApprovals, requiredChecks, strict, enforceAdmins }: BranchProtection,
): Record<string, unknown> {
  const url = `${apiUrl(host, repository)}/branches/${branch}/protection`;
  const checks = requiredChecks.map((context) => ({ context, app_id: null }));
  return {
    url,
    enforce_admins: { url: `${url}/enforce_admins`, enabled: enforceAdmins },
    ...(requiredChecks.length === 0
      ? {}
      : {
          required_status_checks: {
            url: `${url}/required_status_checks`,
            contexts_url: `${url}/required_status_checks/contexts`,
            strict,
            contexts: requiredChecks,
            checks,
          },
        }),
    ...(requiredApprovals === null
      ? {}
      : {
          required_pull_request_reviews: {
            url: `${url}/required_pull_request_reviews`,
            dismiss_stale_reviews: false,
            require_code_owner_reviews: false,
            required_approving_review_count: requiredApprovals,
          },
        }),
    required_linear_history: { enabled: false },
    allow_force_pushes: { enabled: false },
    allow_deletions: { enabled: false },
    block_creations: { enabled: false },
    required_conversation_resolution: { enabled: false },
    required_signatures: { url: `${url}/required_signatures`, enabled: false },
  };
}

function environmentBody(
  host: Host,
  repository: RepositoryRecord,
  { id, name, reviewers, waitMinutes }: EnvironmentRecord,
): Record<string, unknown> {
  const made = timestamp(repository.createdAt);
  const rule = (type: string, rules: object): object => ({
    id,
    node_id: nodeIdOf("Gate", `${id}:${type}`),
    type,
    ...rules,
  });
  const users = reviewers.flatMap((login) => host.state.user(login) ?? []);
  return {
    id,
    node_id: nodeIdOf("Environment", id),
    name,
    url: `${apiUrl(host, repository)}/environments/${encodeURIComponent(name)}`,
    html_url: `${htmlUrl(host, repository)}/deployments/activity_log?environments_filter=${encodeURIComponent(name)}`,
    created_at: made,
    updated_at: made,
    protection_rules: [
      ...(waitMinutes === 0 ? [] : [rule("wait_timer", { wait_timer: waitMinutes })]),
      ...(users.length === 0
        ? []
        : [
            rule("required_reviewers", {
              prevent_self_review: false,
              reviewers: users.map((user) => ({ type: "User", reviewer: simpleUser(host, user) })),
            }),
          ]),
    ],
    deployment_branch_policy: null,
  };
}
