/** The REST operations that the fake GitHub can be asked for, by GitHub's operationId. */
export const OPERATIONS = `
meta/root meta/get rate-limit/get orgs/get users/get-authenticated users/get-by-username

repos/get repos/list-for-org repos/list-for-authenticated-user repos/list-branches repos/get-branch repos/list-tags
repos/list-commits repos/get-commit repos/list-branches-for-head-commit repos/compare-commits-with-basehead repos/merge
repos/merge-upstream repos/list-pull-requests-associated-with-commit repos/get-content
repos/create-or-update-file-contents repos/delete-file repos/list-contributors repos/list-forks repos/get-all-topics
repos/list-languages repos/rename-branch repos/create-dispatch-event

repos/get-branch-protection repos/update-branch-protection repos/delete-branch-protection
repos/get-admin-branch-protection repos/get-pull-request-review-protection repos/get-status-checks-protection
repos/get-all-status-check-contexts repos/get-access-restrictions repos/get-branch-rules repos/get-repo-rulesets
repos/get-repo-ruleset

repos/get-collaborator-permission-level repos/check-collaborator repos/list-collaborators repos/list-teams
repos/get-combined-status-for-ref repos/list-commit-statuses-for-ref repos/create-commit-status
repos/get-all-environments repos/get-environment repos/create-or-update-environment
repos/list-deployment-branch-policies repos/get-all-deployment-protection-rules
repos/list-deployments repos/create-deployment repos/list-deployment-statuses repos/create-deployment-status

repos/list-releases repos/get-release repos/create-release repos/update-release repos/delete-release
repos/get-release-by-tag repos/get-latest-release repos/generate-release-notes repos/list-release-assets
repos/get-release-asset repos/update-release-asset repos/delete-release-asset repos/upload-release-asset
repos/check-immutable-releases

git/get-ref git/create-ref git/update-ref git/delete-ref git/list-matching-refs git/get-tag git/create-tag
git/get-commit git/create-commit git/get-tree git/create-tree git/get-blob git/create-blob

pulls/list pulls/get pulls/create pulls/update pulls/merge pulls/check-if-merged pulls/list-reviews pulls/get-review
pulls/create-review pulls/submit-review pulls/dismiss-review pulls/list-requested-reviewers pulls/request-reviewers
pulls/remove-requested-reviewers pulls/list-files pulls/list-commits pulls/update-branch pulls/list-review-comments

issues/get issues/list-for-repo issues/create issues/update issues/list-comments issues/get-comment
issues/create-comment issues/update-comment issues/delete-comment issues/list-labels-on-issue issues/add-labels
issues/set-labels issues/remove-label issues/remove-all-labels issues/list-labels-for-repo issues/get-label
issues/create-label issues/update-label issues/delete-label issues/list-milestones issues/get-milestone
issues/create-milestone issues/update-milestone issues/add-assignees issues/remove-assignees

checks/list-for-ref checks/list-suites-for-ref checks/list-for-suite checks/get checks/create checks/update
checks/get-suite checks/create-suite checks/rerequest-run checks/rerequest-suite

actions/list-repo-workflows actions/get-workflow actions/create-workflow-dispatch actions/list-workflow-runs
actions/list-workflow-runs-for-repo actions/get-workflow-run actions/re-run-workflow actions/re-run-workflow-failed-jobs
actions/cancel-workflow-run actions/list-jobs-for-workflow-run actions/get-job-for-workflow-run
actions/list-jobs-for-workflow-run-attempt actions/re-run-job-for-workflow-run actions/get-reviews-for-run
actions/get-pending-deployments-for-run actions/review-pending-deployments-for-run
actions/list-workflow-run-artifacts actions/download-artifact
actions/get-github-actions-permissions-repository actions/get-github-actions-default-workflow-permissions-repository
`
  .trim()
  .split(/\s+/);

/** The object types and interfaces of the GraphQL slice; what they need of enums, inputs and scalars comes along. */
export const TYPES = `
Query Mutation Node Actor User Bot Mannequin Organization EnterpriseUserAccount Team RepositoryOwner ProjectV2Owner
UniformResourceLocatable Closable Updatable Labelable Assignable Comment Lockable GitObject GitSignature GpgSignature
SshSignature RateLimit PageInfo App Enterprise
Repository RepositoryConnection RepositoryEdge RepositoryInfo RepositoryNode RepositoryTopic RepositoryTopicConnection
Topic Language RepositoryCollaboratorConnection RepositoryCollaboratorEdge UserConnection UserEdge License
Ref RefConnection RefEdge Commit CommitConnection CommitEdge CommitHistoryConnection Comparison ComparisonCommitConnection
Tag Tree TreeEntry Blob GitActor GitActorConnection GitActorEdge
PullRequest PullRequestConnection PullRequestEdge PullRequestCommit PullRequestCommitConnection PullRequestCommitEdge
PullRequestTimelineItems PullRequestTimelineItemsConnection PullRequestTimelineItemsEdge
PullRequestReview PullRequestReviewConnection PullRequestReviewEdge PullRequestChangedFile
PullRequestChangedFileConnection PullRequestChangedFileEdge ReviewRequest ReviewRequestConnection ReviewRequestEdge ReviewRequestedEvent
RequirableByPullRequest RequestedReviewer Assignee AutoMergeRequest
Issue IssueConnection IssueEdge IssueComment IssueCommentConnection IssueCommentEdge Label LabelConnection LabelEdge
Milestone MilestoneConnection MilestoneEdge IssueOrPullRequest ReferencedSubject
Release ReleaseConnection ReleaseEdge ReleaseAsset ReleaseAssetConnection ReleaseAssetEdge
Status StatusContext StatusCheckRollup StatusCheckRollupContext StatusCheckRollupContextConnection
StatusCheckRollupContextEdge CheckRun CheckRunConnection CheckRunEdge CheckSuite CheckSuiteConnection CheckSuiteEdge
WorkflowRun Workflow WorkflowRunConnection WorkflowRunEdge
BranchProtectionRule BranchProtectionRuleConnection BranchProtectionRuleEdge RequiredStatusCheckDescription
RepositoryRuleset RepositoryRulesetConnection RepositoryRulesetEdge RepositoryRule RepositoryRuleConnection
RepositoryRuleEdge RequiredStatusChecksParameters StatusCheckConfiguration PullRequestParameters RuleParameters
Environment EnvironmentConnection EnvironmentEdge DeploymentProtectionRule DeploymentProtectionRuleConnection
DeploymentProtectionRuleEdge Deployment DeploymentConnection DeploymentEdge DeploymentReviewer
DeploymentReviewerConnection DeploymentReviewerEdge DeploymentStatus DeploymentStatusConnection DeploymentStatusEdge
SearchResultItemConnection SearchResultItemEdge SearchResultItem
ProjectV2 ProjectV2Connection ProjectV2Edge ProjectV2Item ProjectV2ItemConnection ProjectV2ItemEdge ProjectV2ItemContent
ProjectV2FieldCommon ProjectV2Field ProjectV2FieldConfiguration ProjectV2FieldConfigurationConnection
ProjectV2FieldConfigurationEdge ProjectV2FieldConnection ProjectV2FieldEdge ProjectV2SingleSelectField
ProjectV2SingleSelectFieldOption ProjectV2IterationField ProjectV2IterationFieldConfiguration
ProjectV2IterationFieldIteration ProjectV2ItemFieldValue ProjectV2ItemFieldValueCommon
ProjectV2ItemFieldValueConnection ProjectV2ItemFieldValueEdge ProjectV2ItemFieldDateValue
ProjectV2ItemFieldIterationValue ProjectV2ItemFieldLabelValue ProjectV2ItemFieldMilestoneValue
ProjectV2ItemFieldNumberValue ProjectV2ItemFieldPullRequestValue ProjectV2ItemFieldRepositoryValue
ProjectV2ItemFieldReviewerValue ProjectV2ItemFieldSingleSelectValue ProjectV2ItemFieldTextValue
ProjectV2ItemFieldUserValue ProjectV2View ProjectV2ViewConnection ProjectV2ViewEdge DraftIssue
ProjectV2SortBy ProjectV2SortByConnection ProjectV2SortByField ProjectV2SortByFieldConnection
`
  .trim()
  .split(/\s+/);

/** The mutations of the slice; their payload types come along. */
export const MUTATIONS = `
createRef updateRef updateRefs deleteRef createCommitOnBranch mergeBranch createPullRequest updatePullRequest
mergePullRequest closePullRequest markPullRequestReadyForReview convertPullRequestToDraft requestReviews addLabelsToLabelable
removeLabelsFromLabelable addComment updateIssue enablePullRequestAutoMerge
updateProjectV2Field updateProjectV2ItemFieldValue clearProjectV2ItemFieldValue addProjectV2ItemById
addProjectV2DraftIssue deleteProjectV2Item archiveProjectV2Item updateProjectV2 createProjectV2Field
`
  .trim()
  .split(/\s+/);
