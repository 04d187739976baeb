export type { GitHubOptions, GitHubRepositoryOptions, GitHubUserOptions } from "./options.js";
export type { FaultRequest, GitHubFault, GitHubFaultKind, GraphqlRequest } from "./http/faults.js";
export type { BranchProtection, GitHubEvent, Permission, RepositoryRecord, UserRecord } from "./state/records.js";
export type { GitHubState } from "./state/git-hub-state.js";
