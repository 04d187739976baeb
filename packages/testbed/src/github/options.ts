import type { Environment } from "../environment.js";
import type { GitHubFault } from "./http/faults.js";
import type { BranchProtection, Permission } from "./state/records.js";

export interface GitHubUserOptions {
  readonly login: string;
  readonly name?: string;
  /** Commits with this address are theirs. Default `<login>@users.noreply.github.test`. */
  readonly email?: string;
  /** For REST and GraphQL, and the password of git over HTTP. */
  readonly token: string;
  /** Of a classic token. Default: a fine-grained token, which has none. */
  readonly scopes?: readonly string[];
  /** `owner/name` → role. Default: public repositories can be read, private ones do not exist. */
  readonly permissions?: Readonly<Record<string, Permission>>;
  readonly expired?: boolean;
  /** The token of a workflow: what it does starts no workflow. */
  readonly workflowToken?: boolean;
}

export interface GitHubRepositoryOptions {
  /** `owner/name`; its bare repository is `<root>/<owner>/<name>.git`, and is made when it is not there. */
  readonly slug: string;
  /** Default: what the repository that is there says, else `main`. */
  readonly defaultBranch?: string;
  readonly private?: boolean;
  readonly archived?: boolean;
  readonly description?: string;
  /** A former `owner/name`; asking for it gets 301. */
  readonly renamedFrom?: string;
  /** `owner/name` it is a fork of. */
  readonly forkOf?: string;
  /** Branch (short name) → its rules. */
  readonly protections?: Readonly<Record<string, Partial<BranchProtection>>>;
}

export interface GitHubOptions {
  /** The folder that holds the bare repositories. */
  readonly root: string;
  readonly repositories: readonly GitHubRepositoryOptions[];
  readonly users: readonly GitHubUserOptions[];
  /** Milliseconds that every answer waits, like one round trip. Default 0. */
  readonly latencyMs?: number;
  /** Milliseconds of work for each repository that is compared, in a row within a request. Default 0. */
  readonly compareWorkMs?: number;
  /** As Enterprise Server 3.19: its boards cannot be filtered, and make all options anew. Default: as github.com. */
  readonly olderGraphql?: boolean;
  readonly faults?: readonly GitHubFault[];
  /** The clock of the server, for its `Date` header and every record. Default: the machine's. */
  readonly now?: () => Date;
  /** Check every request and answer against GitHub's description. Default true; false only to measure speed. */
  readonly check?: boolean;
  /** Where REST is. Default `/api/v3`, as on GitHub Enterprise Server; `/` is how api.github.com has it. */
  readonly apiPath?: "/api/v3" | "/";
  /** For git. */
  readonly env?: Environment;
}
