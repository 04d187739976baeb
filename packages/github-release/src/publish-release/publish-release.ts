import type { ReleaseStanding } from "@signalbox/github";
import { type Context, defineOperation, callOptionsOf } from "@signalbox/release-core";
import type { ReleasePorts } from "../ports.js";
import type { PublishedRelease, PublishRelease } from "./action.js";
import { input, type PublishInput } from "./input.js";
import { perform } from "./perform.js";
import { plan } from "./plan.js";

const inspect = (
  { repository, tag, commit }: PublishInput,
  { releases }: Pick<ReleasePorts, "releases">,
  context: Context,
): Promise<ReleaseStanding> => releases.find({ repository, tag, target: commit }, callOptionsOf(context));

/**
 * Publishes a draft. One owner of the tag: with `tag-first` it must be there, with `release-first` publishing makes it;
 * a tag that is there must be at the commit in both cases. A lower version never becomes the latest release.
 *
 * Problems: `ERR_RELEASE_MISSING`, `ERR_DRAFT_DUPLICATED`, `ERR_TAG_MISSING`, `ERR_TAG_ELSEWHERE`, `ERR_TARGET_MISSING`
 * (no such commit), `ERR_TAG_MALFORMED`, `ERR_VERSION_LOWER_THAN_LATEST`, `ERR_PRERELEASE_NOT_LATEST`,
 * `ERR_REPOSITORY_ARCHIVED`, `ERR_REPOSITORY_EMPTY`, `ERR_PUSH_RIGHT_MISSING`. Warnings: `version-not-latest`,
 * `still-latest`, `draft-left`, `repository-renamed`.
 *
 * `apply` throws `ERR_PLAN_STALE` (the draft was deleted, the tag moved), and when it is out: `ERR_PUBLISHED_ELSEWHERE`
 * (somebody made the tag in the same moment, at another commit), `ERR_TAG_NOT_SEEN` (retryable).
 */
export const publishRelease = defineOperation<
  Pick<ReleasePorts, "releases">,
  typeof input,
  ReleaseStanding,
  PublishRelease,
  PublishedRelease
>({ kind: "publish-release", input, inspect, plan, perform });
