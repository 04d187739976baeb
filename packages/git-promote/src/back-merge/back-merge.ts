import { defineOperation } from "@signalbox/release-core";
import type { WritePorts } from "../ports.js";
import type { PushedLink, PushLink } from "./action.js";
import type { BackMergeFacts } from "./facts.js";
import { input } from "./input.js";
import { inspect } from "./inspect.js";
import { perform } from "./perform.js";
import { plan } from "./plan.js";

/**
 * Merges a release branch into every later one that is pending, in order, and then into the mainline; what one link makes
 * is what the next one merges. A link with nothing missing (by id, patch or squash) is left out. Converged when no link
 * has anything missing, or when each merge waits for its review.
 *
 * Conflicts in version lines and lock files are settled as `rules` and `lockFiles` say. Any other ends the chain: a
 * problem `ERR_MERGE_CONFLICT`, or with `onConflict: "prepare"` a warning `merge-conflict-left` and a branch
 * `merge-<from>-into-<to>` at the earlier side, on which a person settles it; once that is pushed, the chain goes on with
 * it. Other problems: `ERR_BRANCH_MISSING`, `ERR_MAINLINE_MISSING`, `ERR_RELEASE_LINE_UNKNOWN`,
 * `ERR_REVIEW_BRANCH_TAKEN`, `ERR_ENGINE_LIMIT`. `apply` throws `ERR_PLAN_STALE`, `ERR_PUSH_REFUSED` and what the
 * repository throws.
 */
export const backMerge = defineOperation<WritePorts, typeof input, BackMergeFacts, PushLink, PushedLink>({
  kind: "back-merge",
  input,
  inspect,
  plan,
  perform,
});
