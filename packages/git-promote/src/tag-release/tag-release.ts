import { defineOperation } from "@signalbox/release-core";
import type { WritePorts } from "../ports.js";
import type { PushedTag, PushTag } from "./action.js";
import { input } from "./input.js";
import { inspect, type TagFacts } from "./inspect.js";
import { perform } from "./perform.js";
import { plan } from "./plan.js";

/**
 * Tags the head of a branch as a release. Nothing to do when the head carries a release tag, or nothing is unreleased.
 * Problems: `ERR_VERSION_INVALID`, `ERR_VERSION_NOT_HIGHER`, `ERR_TAG_TAKEN`, `ERR_BRANCH_MISSING`,
 * `ERR_MAINLINE_MISSING`. `apply` throws `ERR_PLAN_STALE`, `ERR_PUSH_REFUSED` and what the repository throws.
 */
export const tagRelease = defineOperation<WritePorts, typeof input, TagFacts, PushTag, PushedTag>({
  kind: "tag-release",
  input,
  inspect,
  plan,
  perform,
});
