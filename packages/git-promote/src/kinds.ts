import { type CallOptions, type Gate, type Json, type Operation, toJson } from "@signalbox/release-core";
import { auditRefs } from "./audit-refs/audit-refs.js";
import { backMerge } from "./back-merge/back-merge.js";
import { branchHead, type BranchHeadInput } from "./branch-head/branch-head.js";
import { bumpPins } from "./bump-pins/bump-pins.js";
import { checklistComplete } from "./checklist-complete/checklist-complete.js";
import { checkReferences, type CheckReferencesInput } from "./check-references/check-references.js";
import { compareBranches, type CompareInput } from "./compare-branches/compare-branches.js";
import { cutBase, type CutBaseInput } from "./cut-branch/cut-base.js";
import { cutBranch } from "./cut-branch/cut-branch.js";
import { findPullRequest, type FindPullRequestInput } from "./find-pull-request/find-pull-request.js";
import type { ReleaseRequest } from "./fleet/component.js";
import { listPromotions, type ListPromotionsInput } from "./list-promotions/list-promotions.js";
import { listReleases } from "./list-releases/list-releases.js";
import { mergePullRequest } from "./merge-pull-request/merge-pull-request.js";
import { openPullRequest } from "./open-pull-request/open-pull-request.js";
import { pinsByConsumer, type PinsByConsumerInput } from "./pins-by-consumer/pins-by-consumer.js";
import { planPatchRelease, type PatchReleaseInput } from "./next-patch/plan-patch-release.js";
import type { WritePorts } from "./ports.js";
import { pinsBumped } from "./pins-bumped/pins-bumped.js";
import { previousReleasePromoted } from "./previous-release-promoted/previous-release-promoted.js";
import { promoteBranch } from "./promote-branch/promote-branch.js";
import { promotionMerged } from "./promotion-merged/promotion-merged.js";
import { pullRequestApproved } from "./pull-request-approved/pull-request-approved.js";
import { pullRequestMerged } from "./pull-request-merged/pull-request-merged.js";
import { releaseBranchesNotMerged } from "./release-branches-not-merged/release-branches-not-merged.js";
import { releaseContained } from "./release-contained/release-contained.js";
import { tagRelease } from "./tag-release/tag-release.js";
import { type ContainmentInput, verifyContainment } from "./verify-containment/verify-containment.js";

/** What the steps of a train may use, by kind. Each checks its own input. */
export interface GitPromoteKinds {
  readonly reads: { readonly [kind: string]: (input: Json, options: CallOptions) => Promise<Json> };
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- each has its own input, checked by its own schema
  readonly operations: { readonly [kind: string]: Operation<any, any, any> };
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- as above
  readonly gates: { readonly [kind: string]: Gate<any, any> };
}

/** Everything of this package by its kind. The app merges it with other packages' kinds. */
export function gitPromoteKinds(ports: WritePorts): GitPromoteKinds {
  return {
    reads: {
      "audit-refs": async (input, options) =>
        toJson(await auditRefs(ports, input as unknown as ReleaseRequest, options)),
      "branch-head": async (input, options) =>
        toJson(await branchHead(ports.repositories, input as unknown as BranchHeadInput, options)),
      "check-references": async (input, options) =>
        toJson(await checkReferences(ports.repositories, input as unknown as CheckReferencesInput, options)),
      "compare-branches": async (input, options) =>
        toJson(await compareBranches(ports.repositories, input as unknown as CompareInput, options)),
      "find-pull-request": async (input, options) =>
        toJson(await findPullRequest(ports, input as unknown as FindPullRequestInput, options)),
      "list-promotions": async (input, options) =>
        toJson(await listPromotions(ports.repositories, input as unknown as ListPromotionsInput, options)),
      "list-releases": async (input, options) =>
        toJson(await listReleases(ports, input as unknown as ReleaseRequest, options)),
      "release-branches-not-merged": async (input, options) =>
        toJson(await releaseBranchesNotMerged(ports, input as unknown as ReleaseRequest, options)),
      "pins-by-consumer": async (input, options) =>
        toJson(await pinsByConsumer(ports.repositories, input as unknown as PinsByConsumerInput, options)),
      "verify-containment": async (input, options) =>
        toJson(await verifyContainment(ports.repositories, input as unknown as ContainmentInput, options)),
      "plan-patch-release": async (input, options) =>
        toJson(await planPatchRelease(ports, input as unknown as PatchReleaseInput, options)),
      "cut-base": async (input, options) => toJson(await cutBase(ports, input as unknown as CutBaseInput, options)),
    },
    operations: {
      "bump-pins": bumpPins(ports),
      "cut-branch": cutBranch(ports),
      "back-merge": backMerge(ports),
      "merge-pull-request": mergePullRequest(ports),
      "open-pull-request": openPullRequest(ports),
      "promote-branch": promoteBranch(ports),
      "tag-release": tagRelease(ports),
    },
    gates: {
      "checklist-complete": checklistComplete(ports),
      "promotion-merged": promotionMerged(ports),
      "pull-request-approved": pullRequestApproved(ports),
      "pull-request-merged": pullRequestMerged(ports),
      "pins-bumped": pinsBumped(ports),
      "previous-release-promoted": previousReleasePromoted(ports),
      "release-contained": releaseContained(ports),
    },
  };
}
