import { defineOperation } from "@signalbox/release-core";
import type { WritePorts } from "../ports.js";
import type { PushedTag, PushTag } from "./action.js";
import type { TagFacts } from "./facts.js";
import { input } from "./input.js";
import { inspect } from "./inspect.js";
import { perform } from "./perform.js";
import { plan } from "./plan.js";

/**
 * Tags a commit of a branch as a release, its head if nothing else is said. A counted version (`next-patch`, …) has
 * nothing to do when the commit carries a release or nothing is unreleased; a named one when its tag is there, on the
 * commit or on an earlier one of the branch.
 *
 * Problems: `ERR_VERSION_INVALID` (a `v` too many, no three numbers), `ERR_VERSION_NOT_HIGHER`, `ERR_NUMBER_NOT_OWN`
 * (its CI publishes what is tagged), `ERR_TAG_TAKEN`, `ERR_TAG_NOT_SIGNED`, `ERR_TAG_HAS_BRANCH_NAME`,
 * `ERR_COMMIT_NOT_ON_BRANCH`, `ERR_COMMIT_NOT_ON_RELEASE_BRANCH` (of the version), `ERR_COMMIT_FOREIGN`,
 * `ERR_COMMIT_AMBIGUOUS`, `ERR_COMMIT_HAS_RELEASE`, `ERR_SIGNER_MISSING`, `ERR_BRANCH_MISSING`, `ERR_MAINLINE_MISSING`;
 * with `strict` also `ERR_VERSION_GAP`, `ERR_COMMITS_AFTER_TAG`. Warnings: `version-gap`, `commits-after-tag`,
 * `tags-share-commit`, `version-off-line`, `tag-not-annotated`, `tag-pattern-unusual`, `tag-malformed`.
 *
 * `apply` throws `ERR_PLAN_STALE` (with who made the tag, when somebody was faster), `ERR_PUSH_REFUSED`,
 * `ERR_SIGNING_FAILED` and what the repository throws.
 */
export const tagRelease = defineOperation<WritePorts, typeof input, TagFacts, PushTag, PushedTag>({
  kind: "tag-release",
  input,
  inspect,
  plan,
  perform,
});
