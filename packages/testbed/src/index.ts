export {
  createBareRepository,
  protectBranches,
  type BareRepositoryOptions,
} from "./bare-repository/create-bare-repository.js";
export { gitEnvironment, type Environment } from "./environment.js";
export { commitEmpty } from "./git/commit-empty.js";
export { gitText, resolveRevision, runGit, type GitAnswer, type GitCall } from "./git/run-git.js";
export type { Users } from "./git-server/authorize.js";
export type { Fault, FaultKind } from "./git-server/faults.js";
export type { GitRequest } from "./git-server/git-request.js";
export { startGitServer, writesOf, type GitServer, type GitServerOptions } from "./git-server/start-git-server.js";
export type { FileChange, FileChanges } from "./history/files.js";
export {
  history,
  type CommitFields,
  type CommitRef,
  type History,
  type HistoryOptions,
  type Point,
  type WrittenHistory,
} from "./history/history.js";
export { seededRandom, type Random } from "./history/random.js";
export { AUTHORS, type Person } from "./history/wording.js";
export { converges, type Converged, type ConvergesOptions } from "./laws/converges.js";
export { provesReadOnly } from "./laws/proves-read-only.js";
export { repositoryPath } from "./bare-repository/repository-path.js";
export {
  mergeReviewBranch,
  type MergedReview,
  type MergeMethod,
  type ReviewMerge,
} from "./reviewer/merge-review-branch.js";
export { startReviewer, type Reviewer, type ReviewerOptions, type ReviewRule } from "./reviewer/start-reviewer.js";
export { createLargeRepository, type LargeRepositoryOptions } from "./world/create-large-repository.js";
export {
  createNumberedWorld,
  type NumberedRepository,
  type NumberedWorld,
  type NumberedWorldOptions,
} from "./world/create-numbered-world.js";
export { createWeeklyWorld, type World, type WorldOptions, type WorldRepository } from "./world/create-weekly-world.js";
export type { Anomaly, AnomalyPlace, MadeAnomaly } from "./anomalies/anomaly.js";
export { anomalies, type AnomalyName } from "./anomalies/anomalies.js";
export { ODD_BRANCH_NAMES, ODD_FILE_NAMES } from "./anomalies/names.js";
export { startSshGitServer, type SshGitServer, type SshGitServerOptions } from "./ssh-server/start-ssh-git-server.js";
