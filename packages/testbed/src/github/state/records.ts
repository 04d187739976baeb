/** What somebody may do in a repository, as GitHub names its roles. */
export type Permission = "admin" | "maintain" | "write" | "triage" | "read" | "none";

/** A person or robot with one token. `__typename` lets GraphQL tell records apart. */
export interface UserRecord {
  readonly __typename: "User" | "Bot";
  readonly id: number;
  readonly nodeId: string;
  readonly login: string;
  readonly name: string;
  readonly email: string;
  readonly token: string;
  /** Of a classic token; null for a fine-grained one, which names no scopes. */
  scopes: readonly string[] | null;
  expired: boolean;
  /** The token of a workflow (`GITHUB_TOKEN`): what it does starts no workflow, and it is nobody's own. */
  readonly workflowToken: boolean;
  /** Slug in lower case → role; a public repository that is not named may be read. */
  readonly permissions: Map<string, Permission>;
  /** Requests left in the hour of the clock. */
  rateLimit: { limit: number; used: number; resetAt: number };
}

/** A repository of the fake; its git part is the bare repository at `path`. */
export interface RepositoryRecord {
  readonly __typename: "Repository";
  readonly id: number;
  readonly nodeId: string;
  owner: string;
  name: string;
  /** `owner/name` */
  slug: string;
  /** Of the bare repository. */
  readonly path: string;
  defaultBranch: string;
  private: boolean;
  archived: boolean;
  description: string | null;
  readonly createdAt: Date;
  /** Slug of the repository it was forked from. */
  readonly forkOf: string | null;
  /** Branch (short name) → its rules. Change it by `protectBranch`, which tells git too. */
  readonly protections: ReadonlyMap<string, BranchProtection>;
}

/** Classic branch protection, in our words. */
export interface BranchProtection {
  /** Changes come by pull request, with so many approvals. Null: no review is asked for. */
  readonly requiredApprovals: number | null;
  /** Contexts of required checks. */
  readonly requiredChecks: readonly string[];
  /** The branch must be up to date before a merge. */
  readonly strict: boolean;
  readonly enforceAdmins: boolean;
  /** A token without admin rights cannot see the rules: GitHub answers 404, or 403 to a robot. */
  readonly unreadable?: boolean;
}

/** What happened, as a webhook would tell it; robots listen. */
export interface GitHubEvent {
  /** `push`, `pull_request`, `release`, `check_run`, … */
  readonly name: string;
  /** `opened`, `published`, …; absent for a push. */
  readonly action?: string;
  readonly repository: RepositoryRecord;
  readonly actor: UserRecord;
  /** The record it happened to, or `{ ref, before, after }` of a push. */
  readonly subject: object;
}
