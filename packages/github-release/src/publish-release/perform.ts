import type { Release, ReleaseStanding } from "@signalbox/github";
import { already, done, type Outcome, type PerformContext, planStale, callOptionsOf } from "@signalbox/release-core";
import { duplicatedDrafts, notPublished, publishedElsewhere, releaseGone, repositoryRenamed } from "../errors.js";
import { orGone } from "../or-gone.js";
import type { ReleasePorts } from "../ports.js";
import { writeOrLook } from "../write-or-look.js";
import type { PublishedRelease, PublishRelease } from "./action.js";
import type { PublishInput } from "./input.js";

/** Looks, publishes, and looks where the tag is when publishing made it. */
export async function perform(
  action: PublishRelease,
  { releases }: Pick<ReleasePorts, "releases">,
  context: PerformContext<PublishInput>,
): Promise<Outcome<PublishedRelease>> {
  const { tag, commit, releaseId } = action;
  const { input } = context;
  const options = callOptionsOf(context);
  if (tag !== input.tag || commit !== input.commit)
    throw planStale("the input of the plan", { tag, commit }, { tag: input.tag, commit: input.commit });
  const look = (): Promise<ReleaseStanding> => releases.find({ repository: input.repository, tag }, options);
  const before = await look();
  expectPlace(action, before);
  const result = (release: Pick<Release, "url">): PublishedRelease => ({ releaseId, tag, commit, url: release.url });
  if (before.published !== null && isAsWished(action, before.published)) return already(result(before.published));

  const { isPrerelease, latest } = action;
  // GitHub makes the tag at the target when there is none, and leaves one that is there. The target is said in any
  // case: a tag that somebody removes now would be made again at the head of the draft's branch.
  const changes = { tag, isDraft: false, isPrerelease, latest, target: commit };
  const written = await writeOrLook<Release | null>(
    () => orGone(releases.update(action.repository, releaseId, changes, options)),
    async () => {
      const { published } = await look();
      return published?.id === releaseId && isAsWished(action, published) ? published : null;
    },
  );
  if (written === null) throw releaseGone(tag, releaseId, []);
  // GitHub's own answer is the second look.
  if (written.isDraft || written.isPrerelease !== isPrerelease) throw notPublished(tag, written);
  if (before.tagCommit === null) {
    const after = await look();
    if (after.tagCommit !== commit)
      throw publishedElsewhere(tag, { expected: commit, found: after.tagCommit, url: written.url });
  }
  return done(result(written));
}

/** @throws ReleaseError `ERR_PLAN_STALE` when the release or its tag is not as it was planned */
function expectPlace(action: PublishRelease, { repository, tag, tagCommit, published, drafts }: ReleaseStanding): void {
  if (repository.name !== action.repository) throw repositoryRenamed(action.repository, repository.name);
  if (tagCommit !== action.tagCommit && tagCommit !== action.commit)
    throw planStale(`The tag ${tag}`, action.tagCommit, tagCommit);
  const found = published === null ? drafts : [published];
  if (!found.some(({ id }) => id === action.releaseId)) throw releaseGone(tag, action.releaseId, found);
  if (published === null && drafts.length > 1) throw duplicatedDrafts(tag, drafts);
}

/** For `publish-release` it is enough that it is out; for `show-release`, that it is shown so. */
const isAsWished = (action: PublishRelease, found: NonNullable<ReleaseStanding["published"]>): boolean =>
  action.type === "publish-release" ||
  (found.isPrerelease === action.isPrerelease && (action.latest !== true || found.isLatest));
