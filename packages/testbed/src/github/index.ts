export { GraphqlProblem } from "./graphql/graphql-problem.js";
export type { Host, Urls } from "./host.js";
export type { GitHubRequest } from "./http/exchange.js";
export type { FaultRequest, GitHubFault, GitHubFaultKind, GraphqlRequest } from "./http/faults.js";
export type { GitHubOptions, GitHubRepositoryOptions, GitHubUserOptions } from "./options.js";
export { addBoard, type BoardItemOptions, type BoardOptions, type BoardRecord } from "./state/boards.js";
export { startGitHub, type GitHub } from "./start-git-hub.js";
export type { GitHubState } from "./state/git-hub-state.js";
export { protectBranch } from "./state/protect-branch.js";
export type { BranchProtection, GitHubEvent, Permission, RepositoryRecord, UserRecord } from "./state/records.js";
export type { Robot } from "./state/robots.js";
export { type CheckRobot, checkRobot, type Reporter } from "./state/check-robot.js";
export { requireChecks } from "./state/branch-rules.js";
export { buildRobot, type BuildOptions, type BuildRobot, type BuiltFiles } from "./state/build-robot.js";
export { reviewRobot, type ReviewRobot } from "./state/review-robot.js";
export type { PullMerge } from "./state/merge-pull.js";
export type { LabelRecord, PullRecord, ReviewRecord } from "./state/pulls.js";
export {
  type KeptFile,
  type RunOptions,
  type WorkflowOptions,
  workflowRobot,
  type WorkflowRobot,
} from "./state/workflow-robot.js";
export type { ActionsRunRecord } from "./state/workflow-runs.js";
export { setEnvironment } from "./state/environments.js";
