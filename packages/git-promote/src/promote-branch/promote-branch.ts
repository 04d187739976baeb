import { defineOperation } from "@signalbox/release-core";
import type { WritePorts } from "../ports.js";
import type { PushBranch, PushedBranch } from "./action.js";
import type { PromoteFacts } from "./facts.js";
import { input } from "./input.js";
import { inspect } from "./inspect.js";
import { perform } from "./perform.js";
import { plan } from "./plan.js";

/**
 * Promotes one branch into another: makes the merge commit and pushes it to a review branch (`update-<to>`), or with
 * `direct` to the target itself. Without `direct` nothing can be pushed to either branch of the promotion.
 *
 * `to: null` is the mainline. With `reviewRepository` the review branch goes to that fork. `pins` and `references` add
 * what versions move and what lists on other branches name; nothing is read for them otherwise.
 *
 * Converged when the target contains the source, when merging would change nothing (not with `settle`), or when the review branch is at
 * the planned merge. Conflicts are problems: `ERR_MERGE_CONFLICT`, `ERR_BRANCH_MISSING`, `ERR_MAINLINE_MISSING`,
 * `ERR_REVIEW_BRANCH_TAKEN`, `ERR_REFERENCE_CHECK`, `ERR_ENGINE_LIMIT`. `apply` throws `ERR_PLAN_STALE`, `ERR_PUSH_REFUSED` and what the repository throws.
 */
export const promoteBranch = defineOperation<WritePorts, typeof input, PromoteFacts, PushBranch, PushedBranch>({
  kind: "promote-branch",
  input,
  inspect,
  plan,
  perform,
});
