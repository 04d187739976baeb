import type { RepositoryStanding, Role, TokenStanding } from "./port.js";

const RANK: readonly Role[] = ["none", "read", "triage", "write", "maintain", "admin"];

/**
 * Whether a token may push and write releases; null: GitHub tells the role of the person, and not what a fine-grained or
 * an app's token may do of it. Pure.
 */
export function mayWrite(token: TokenStanding, repository: RepositoryStanding): boolean | null {
  if (token.kind === "none" || repository.isArchived) return false;
  if (token.kind === "installation") return null;
  if (repository.role !== null && RANK.indexOf(repository.role) < RANK.indexOf("write")) return false;
  if (token.scopes === null || repository.role === null) return null;
  return token.scopes.includes("repo") || (!repository.isPrivate && token.scopes.includes("public_repo"));
}
