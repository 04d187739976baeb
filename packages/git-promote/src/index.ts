export { type AuditReport, auditRefs, type RepositoryAudit } from "./audit-refs/audit-refs.js";
export { type Finding, type FindingCode, FINDINGS, isAtLeast, type Severity } from "./audit-refs/finding.js";
export type { MadeMerge, PushedLink, PushLink } from "./back-merge/action.js";
export { backMerge } from "./back-merge/back-merge.js";
export type { DoneBranch, LinkStanding } from "./back-merge/facts.js";
export type { ShownLink } from "./back-merge/plan.js";
export { branchHead, type BranchHeadInput, type BranchStanding } from "./branch-head/branch-head.js";
export type { PushedPins, PushPins } from "./bump-pins/action.js";
export { bumpPins } from "./bump-pins/bump-pins.js";
export {
  checkReferences,
  type CheckReferencesInput,
  type ReferenceReport,
} from "./check-references/check-references.js";
export type { ReferenceFinding } from "./check-references/judge-references.js";
export type { ReferenceCode, ReferenceRule, ReferenceSeverity } from "./check-references/reference-rule.js";
export {
  type ChecklistFacts,
  type ChecklistLine,
  checklistMarkdown,
  listedItems,
  tickedItems,
  withChecklist,
} from "./checklist/checklist-markdown.js";
export { checklistComplete, type CompleteEvidence, type OpenItem } from "./checklist-complete/checklist-complete.js";
export type { ChecklistItem } from "./checklist/checklist.js";
export type { PullRequest } from "./checklist/merge-subject.js";
export { compareBranches, type CompareInput } from "./compare-branches/compare-branches.js";
export type { AuthorShare, BranchComparison, Change, ContainedChange } from "./compare-branches/comparison.js";
export type { CreateBranch, CutAction, CutResult, SetDevelopmentVersion } from "./cut-branch/action.js";
export { type CutBase, cutBase, type CutBaseInput } from "./cut-branch/cut-base.js";
export { cutBranch } from "./cut-branch/cut-branch.js";
export type { RangeDescription } from "./describe-range/describe-range.js";
export {
  findPullRequest,
  type FindPullRequestInput,
  type PullRequestStanding,
} from "./find-pull-request/find-pull-request.js";
export type { ReleaseComponent, ReleaseRequest } from "./fleet/component.js";
export type { ReadFailure } from "./fleet/read-fleet.js";
export { expressionGroups } from "./expression-groups.js";
export { gitPromoteKinds, type GitPromoteKinds } from "./kinds.js";
export type { Deviation } from "./list-releases/deviation.js";
export type { JoinedRelease } from "./list-releases/join-releases.js";
export {
  type ComponentReleases,
  type ListedRelease,
  listReleases,
  type ReleasesReport,
} from "./list-releases/list-releases.js";
export { type LockFileRule, type LockFileRuleInput, lockFilesToMake } from "./lock-files/lock-file-rule.js";
export {
  type LockFileFailure,
  type LockFileFailureReason,
  type LockFilesMade,
  type MadeLockFile,
  regenerateLockFiles,
} from "./lock-files/regenerate-lock-files.js";
export type { DeleteHead, MergeAction, MergeOpen, MergeResult } from "./merge-pull-request/action.js";
export { mergePullRequest } from "./merge-pull-request/merge-pull-request.js";
export type { OpenAction, OpenedPullRequest, OpenNew, UpdateOpen } from "./open-pull-request/action.js";
export { openPullRequest } from "./open-pull-request/open-pull-request.js";
export {
  listPromotions,
  type ListPromotionsInput,
  type PromotedPin,
  type PromotedPins,
} from "./list-promotions/list-promotions.js";
export type { Consumer, ConsumerPin, PackagePins, PinsByConsumer } from "./pins-by-consumer/consumer-pins.js";
export { pinsByConsumer, type PinsByConsumerInput } from "./pins-by-consumer/pins-by-consumer.js";
export {
  DEFAULT_PIN_RULES,
  editPin,
  fileText,
  type FileText,
  parsePins,
  type Pin,
  type PinChange,
  type PinDirection,
  type PinRule,
  pinTable,
  readPins,
} from "./pins/index.js";
export type {
  CommandRunner,
  PinChecks,
  PinnedVersion,
  PullRequestPorts,
  ReadPorts,
  Signer,
  WritePorts,
} from "./ports.js";
export { pinsBumped, type BumpedEvidence, type OpenPin } from "./pins-bumped/pins-bumped.js";
export {
  previousReleasePromoted,
  type PreviousEvidence,
  type WaitingChange,
} from "./previous-release-promoted/previous-release-promoted.js";
export type { PushBranch, PushedBranch } from "./promote-branch/action.js";
export { promoteBranch } from "./promote-branch/promote-branch.js";
export { promotionMerged, type MergedEvidence } from "./promotion-merged/promotion-merged.js";
export {
  pullRequestApproved,
  type ApprovedEvidence,
  type ShownReview,
} from "./pull-request-approved/pull-request-approved.js";
export { pullRequestMerged, type MergedRequestEvidence } from "./pull-request-merged/pull-request-merged.js";
export type { BranchHead } from "./resolve-branch.js";
export type { PatchItem, PatchRelease, PatchState, PatchTag } from "./next-patch/patch-release.js";
export { planPatchRelease, type PatchReleaseInput } from "./next-patch/plan-patch-release.js";
export type { PushedTag, PushTag } from "./tag-release/action.js";
export { tagRelease } from "./tag-release/tag-release.js";
export {
  type BranchNotMerged,
  type NotMergedReport,
  releaseBranchesNotMerged,
  type RepositoryNotMerged,
} from "./release-branches-not-merged/release-branches-not-merged.js";
export { releaseContained } from "./release-contained/release-contained.js";
export type {
  ComparedRevision,
  Containment,
  EquivalentCommit,
  MissingCommit,
} from "./verify-containment/containment.js";
export { verifyContainment, type ContainmentInput } from "./verify-containment/verify-containment.js";
export {
  type OpenConflict,
  settleConflicts,
  type SettledFile,
  type SettledMerge,
  type SettlingRules,
} from "./settle-conflicts/settle-conflicts.js";
export type { SettledLine, VersionRule } from "./settle-conflicts/version-rule.js";
