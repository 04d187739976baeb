import { defineOperation } from "@signalbox/release-core";
import type { WritePorts } from "../ports.js";
import type { CutAction, CutResult } from "./action.js";
import type { CutFacts } from "./facts.js";
import { input } from "./input.js";
import { inspect } from "./inspect.js";
import { perform } from "./perform.js";
import { plan } from "./plan.js";

/**
 * Cuts a release branch from a recorded commit of its base, and lets the mainline's development version go on. Nothing
 * to do when the branch is there; `branch-not-of-base` then says that it came from elsewhere. The branch is cut at the
 * recorded commit even when the base has moved on since.
 *
 * Problems: `ERR_BRANCH_MISSING`, `ERR_MAINLINE_MISSING`, `ERR_PREVIOUS_RELEASE_MISSING`, `ERR_TAG_HAS_BRANCH_NAME`,
 * `ERR_REF_IN_THE_WAY`, `ERR_COMMIT_NOT_ON_BRANCH`, `ERR_BRANCH_TAKEN`, `ERR_DEVELOPMENT_VERSION_UNREADABLE`,
 * `ERR_REVIEW_BRANCH_TAKEN`. Warnings: `base-lacks-previous-release`, `higher-release-branch`, `branch-not-of-base`,
 * `not-a-release-branch`, `tag-has-branch-name`. `apply` throws `ERR_PLAN_STALE`, `ERR_PUSH_REFUSED` and what the
 * repository throws.
 */
export const cutBranch = defineOperation<WritePorts, typeof input, CutFacts, CutAction, CutResult>({
  kind: "cut-branch",
  input,
  inspect,
  plan,
  perform,
});
