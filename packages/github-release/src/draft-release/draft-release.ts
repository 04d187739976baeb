import { defineOperation } from "@signalbox/release-core";
import type { ReleasePorts } from "../ports.js";
import type { DraftAction, DraftedRelease } from "./action.js";
import { input } from "./input.js";
import { type DraftFacts, inspect } from "./inspect.js";
import { perform } from "./perform.js";
import { plan } from "./plan.js";

/**
 * Drafts a release, or brings the draft that is there up to date. The notes stand in a block of their own, so what
 * people write around it stays. A release that is published already is left alone.
 *
 * Problems: `ERR_REPOSITORY_ARCHIVED`, `ERR_REPOSITORY_EMPTY`, `ERR_PUSH_RIGHT_MISSING`, `ERR_TAG_MALFORMED`,
 * `ERR_TARGET_MISSING`, `ERR_TAG_ELSEWHERE` (not on the target), `ERR_DRAFT_DUPLICATED`, `ERR_NOTES_EDITED`,
 * `ERR_NOTES_TOO_LONG`, `ERR_VERSION_LOWER_THAN_LATEST`, `ERR_PRERELEASE_NOT_LATEST`. Warnings: `repository-renamed`,
 * `release-published`, `draft-left`.
 *
 * `apply` throws `ERR_PLAN_STALE` (drafted, edited, published, deleted or tagged by others), `ERR_DRAFT_DUPLICATED` and
 * what GitHub answers. Of two drafts that two people make at once the older one stays; whoever made the other is told.
 */
export const draftRelease = defineOperation<
  Pick<ReleasePorts, "releases">,
  typeof input,
  DraftFacts,
  DraftAction,
  DraftedRelease
>({ kind: "draft-release", input, inspect, plan, perform });
