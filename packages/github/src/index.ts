export type { GitHubAnswer, GitHubClient } from "./client.js";
export { slugOf, slugText, type Locate, type Slug } from "./slug.js";
export { isNotFound, isUnknownResult, notOnGitHub } from "./errors.js";
export { findTextBlock, fingerprintOf, textBlock, withTextBlock, type TextBlock } from "./text-block.js";
export { pullRequestLengthFault } from "./pull-requests/failures.js";
export { lackingIn, type LabelsAndReviewers } from "./pull-requests/lacking.js";
export { pullRequestsOn } from "./pull-requests/pull-requests-github.js";
export type {
  MergedPullRequest,
  MergeMethod,
  NewPullRequest,
  NumberedPullRequest,
  OpenedPullRequest,
  PullRequest,
  PullRequestChange,
  PullRequests,
  PullRequestView,
  Review,
  UnwantedBranch,
  WantedMerge,
  WantedPullRequest,
} from "./pull-requests/port.js";
export type {
  HostedRepository,
  ListedRelease,
  NewAsset,
  NewDraft,
  Release,
  ReleaseAsset,
  ReleaseAssets,
  ReleaseChanges,
  ReleaseList,
  ReleaseQuestion,
  Releases,
  ReleaseStanding,
  StoredRelease,
  TargetStanding,
} from "./releases/port.js";
export { notesLength, RELEASE_NOTES_LIMIT } from "./releases/release-body.js";
export { releasesOn, type ReleasesOptions } from "./releases/releases-github.js";
export { releaseAssetsOn } from "./releases/assets-github.js";
export { checksOn } from "./checks/checks-github.js";
export type {
  Check,
  CheckKind,
  Checks,
  CheckState,
  CommitChecks,
  RequiredCheck,
  RequiredChecks,
  Revision,
} from "./checks/port.js";
export { workflowRunsOn } from "./workflow-runs/workflow-runs-github.js";
export { workflowArtifactsOn } from "./workflow-runs/artifacts-github.js";
export type {
  EnvironmentApproval,
  EnvironmentReview,
  PendingEnvironment,
  RunAttempt,
  Workflow,
  WorkflowArtifact,
  WorkflowArtifacts,
  WorkflowDeployments,
  WorkflowDispatch,
  WorkflowJob,
  WorkflowRun,
  WorkflowRuns,
  WorkflowRunWrites,
} from "./workflow-runs/port.js";
export { boardsOn } from "./boards/boards-github.js";
export type {
  Board,
  BoardField,
  BoardItem,
  BoardIteration,
  BoardName,
  BoardOption,
  Boards,
  BoardValue,
  FieldId,
  ItemValue,
  WantedItems,
} from "./boards/port.js";
export { queryClient, type QueryClient, type QueryClientOptions } from "./client-queries/query-client.js";
export { historyOn, type HistoryOptions } from "./history/history-github.js";
export type {
  CommitPullRequest,
  MergedHead,
  RangeQuestion,
  RemoteCommit,
  RemoteHistory,
  RemoteRange,
  RemoteTag,
  RepositoryOverview,
} from "./history/port.js";
export { accessOn } from "./access/access-github.js";
export { mayWrite } from "./access/may-write.js";
export type {
  Access,
  BranchProtection,
  EnvironmentGate,
  RepositoryStanding,
  Role,
  TokenStanding,
  WorkflowFile,
} from "./access/port.js";
