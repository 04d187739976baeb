import type { GuardedRestHandler } from "../rest/rest-handler.js";
import type { GitHubState } from "../state/git-hub-state.js";
import type { Permission, RepositoryRecord, UserRecord } from "../state/records.js";
import { forbidden, notFound, Problem } from "./problem.js";

const RANK: Readonly<Record<Permission, number>> = { none: 0, read: 1, triage: 2, write: 3, maintain: 4, admin: 5 };

/** True when one role includes another. */
export const includes = (role: Permission | null, needed: Permission): boolean => RANK[role ?? "none"] >= RANK[needed];

/**
 * Lets through who may do it, in GitHub's order: what cannot be seen is not found, then sign-in, the role, the scopes
 * of a classic token, the archive.
 * @throws Problem 401, 403, 404
 */
export function checkAccess(
  state: GitHubState,
  user: UserRecord | null,
  repository: RepositoryRecord,
  rule: Pick<GuardedRestHandler, "access" | "scopes" | "whenArchived"> & { write: boolean },
): void {
  const role = state.permission(user, repository);
  if (role === null) throw notFound();
  if (repository.private && user !== null && lacks(user, ["repo"])) throw notFound();
  if (!rule.write && rule.access === undefined) return;
  if (user === null) throw rule.write ? new Problem(401, "Requires authentication") : notFound();
  const needed = rule.access ?? "write";
  if (!includes(role, needed)) throw forbidden(refusal(user, needed));
  const scopes = rule.scopes ?? (repository.private ? ["repo"] : ["public_repo", "repo"]);
  if (lacks(user, scopes)) {
    const headers = { "x-accepted-oauth-scopes": scopes.join(", ") };
    throw new Problem(403, "Resource not accessible by personal access token", { headers });
  }
  if (rule.write && repository.archived && rule.whenArchived !== true) {
    throw forbidden("Repository was archived so is read-only.");
  }
}

const lacks = (user: UserRecord, scopes: readonly string[]): boolean =>
  user.scopes !== null && !scopes.some((scope) => user.scopes?.includes(scope) === true);

function refusal(user: UserRecord, needed: Permission): string {
  if (user.workflowToken) return "Resource not accessible by integration";
  if (needed === "admin") return "Must have admin rights to Repository.";
  return "Resource not accessible by personal access token";
}
