import type { Host } from "../host.js";
import type { BranchProtection, RepositoryRecord, UserRecord } from "../state/records.js";
import { unprocessable } from "./problem.js";

/** The rules that a ref has for somebody; null when there are none, or when they do not bind them. */
export function rulesFor(
  { state }: Host,
  repository: RepositoryRecord,
  actor: UserRecord,
  ref: string,
): BranchProtection | null {
  const rules = ref.startsWith("refs/heads/") ? repository.protections.get(ref.slice("refs/heads/".length)) : undefined;
  if (rules === undefined) return null;
  return !rules.enforceAdmins && state.permission(actor, repository) === "admin" ? null : rules;
}

/** Refuses what the `update` hook would refuse of a push. @throws Problem 422 */
export function checkProtection(host: Host, repository: RepositoryRecord, actor: UserRecord, ref: string): void {
  if (rulesFor(host, repository, actor, ref) === null) return;
  throw unprocessable(
    `Repository rule violations found\n\nCannot update this protected ref. Changes must be made through a pull request.`,
  );
}
