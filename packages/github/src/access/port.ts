import type { CallOptions } from "@signalbox/release-core";
import type { RequiredCheck } from "../checks/port.js";
import type { Slug } from "../slug.js";

/** What a token may do, and what guards a repository. Everything here only looks. */
export interface Access {
  /**
   * The token as the host sees it.
   * @throws ReleaseError `ERR_GITHUB_AUTH` when it is wrong, expired or revoked; else `ERR_GITHUB_…`
   */
  readToken(options?: CallOptions): Promise<TokenStanding>;
  /** Null: there is none of that name, or the token may not see it; GitHub does not tell the two apart. */
  readRepository(repository: string, options?: CallOptions): Promise<RepositoryStanding | null>;
  /** Of a branch by its short name, by its classic rule and by rulesets; null when there is no such branch. */
  readProtection(repository: string, branch: string, options?: CallOptions): Promise<BranchProtection | null>;
  /** Environments that deployments of GitHub Actions wait for; null when the token may not see them. */
  listEnvironments(repository: string, options?: CallOptions): Promise<readonly EnvironmentGate[] | null>;
  /** The files in `.github/workflows` of the default branch, as they are. */
  listWorkflows(repository: string, options?: CallOptions): Promise<readonly WorkflowFile[]>;
}

export interface TokenStanding {
  /**
   * - `none`: nobody signed in.
   * - `classic`: has scopes, which are listed; tokens of an OAuth app (`gh auth login`) are of this kind.
   * - `fine-grained`: of a person, with rights for single repositories that GitHub does not tell.
   * - `installation`: of an app, the `GITHUB_TOKEN` of a workflow among them: it is nobody's own.
   */
  readonly kind: "none" | "classic" | "fine-grained" | "installation";
  /** Who it stands for; null for an installation and for nobody. */
  readonly login: string | null;
  /** Of a classic token, else null. */
  readonly scopes: readonly string[] | null;
  /** ISO time; null: never, or GitHub does not say. */
  readonly expiresAt: string | null;
  /** Of GitHub Enterprise Server; null elsewhere. */
  readonly serverVersion: string | null;
  /**
   * By how much the host's clock is ahead of ours at least, negative: behind; 0 within what a `Date` header can tell.
   * Null when the host names no time.
   */
  readonly skewMs: number | null;
}

/** GitHub's roles, from the weakest. */
export type Role = "none" | "read" | "triage" | "write" | "maintain" | "admin";

export interface RepositoryStanding {
  /** Its name today, which is not the one that was asked for when it was renamed or moved. */
  readonly slug: Slug;
  readonly isRenamed: boolean;
  readonly isArchived: boolean;
  readonly isPrivate: boolean;
  readonly defaultBranch: string;
  /** Of whoever the token stands for; a fine-grained token may have less. Null: GitHub does not say. */
  readonly role: Role | null;
}

export interface BranchProtection {
  /** `unreadable`: whether there is any, the token may not see. */
  readonly status: "present" | "absent" | "unreadable";
  /** GitHub's words when not all of it can be read, else null. */
  readonly hidden: string | null;
  /** Changes come by pull request; null: not known. */
  readonly needsPullRequest: boolean | null;
  /** How many must approve; null: not known. */
  readonly approvals: number | null;
  /** As far as they can be read. */
  readonly requiredChecks: readonly RequiredCheck[];
  /** The classic rule does not hold for administrators; null: not known. */
  readonly exemptsAdmins: boolean | null;
}

export interface EnvironmentGate {
  readonly name: string;
  /** People and teams, one of whom must agree. */
  readonly reviewers: readonly string[];
  /** Minutes that a deployment waits. */
  readonly waitMinutes: number;
  /** Only these branches deploy there, or an app decides. */
  readonly hasOtherRules: boolean;
}

export interface WorkflowFile {
  /** `.github/workflows/ci.yml` */
  readonly path: string;
  /** YAML as somebody wrote it: untrusted. */
  readonly text: string;
}
