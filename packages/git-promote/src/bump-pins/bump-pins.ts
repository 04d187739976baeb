import { defineOperation } from "@signalbox/release-core";
import type { WritePorts } from "../ports.js";
import type { PushedPins, PushPins } from "./action.js";
import type { BumpFacts } from "./facts.js";
import { input } from "./input.js";
import { inspect } from "./inspect.js";
import { perform } from "./perform.js";
import { plan } from "./plan.js";

/**
 * Bumps versions that another repository pins, all in one commit: only the bytes of the versions change, and lock files
 * by their commands. The commit goes to a review branch (`bump-pins`), or with `direct` to the branch itself.
 *
 * Converged when the branch has every wished version, or merging the review branch gives them. Problems:
 * `ERR_PIN_MISSING`, `ERR_PIN_AMBIGUOUS`, `ERR_PIN_VERSION_INVALID`, `ERR_PIN_UNQUOTED`, `ERR_PIN_TAG_MISSING`,
 * `ERR_PIN_ARTIFACT_MISSING`, `ERR_LOCK_FILE_FAILED`, `ERR_REVIEW_BRANCH_TAKEN`, `ERR_BRANCH_MISSING`,
 * `ERR_MAINLINE_MISSING`. Warnings: `pin-downgrade`, `pin-jump`, `pin-behind-family`, `pin-misread`, `pin-remark`,
 * `release-not-pinned`, `pin-tag-not-checked`, `pin-artifact-not-checked`, `lock-file-left`, `review-branch-replaced`,
 * `review-branch-holds-more`. `apply` throws `ERR_PLAN_STALE`, `ERR_PUSH_REFUSED` and what the repository throws.
 */
export const bumpPins = defineOperation<WritePorts, typeof input, BumpFacts, PushPins, PushedPins>({
  kind: "bump-pins",
  input,
  inspect,
  plan,
  perform,
});
