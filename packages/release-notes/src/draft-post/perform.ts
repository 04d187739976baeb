import { lackingIn, type PullRequest, type PullRequests } from "@signalbox/github";
import {
  already,
  callOptionsOf,
  done,
  isReleaseError,
  type Outcome,
  type PerformContext,
  planStale,
} from "@signalbox/release-core";
import { gitHubMissing, placeNotAllowed, pushRefused } from "../publish-notes/errors.js";
import type { DraftAction, DraftedPost, LabelDraft, OpenDraft, PushDraft } from "./action.js";
import { type DraftPorts, makeDraft } from "./inspect.js";
import { bodyOf, branchOf, type DraftInput } from "./input.js";

type Context = PerformContext<DraftInput>;

/** Pushes the branch, opens its pull request, or puts on that what it lacks; what is there is left as it is. */
export async function perform(action: DraftAction, ports: DraftPorts, context: Context): Promise<Outcome<DraftedPost>> {
  if (action.type === "push-draft") return pushDraft(action, ports, context);
  const pullRequests = pullRequestsFor(action, ports, context);
  return action.type === "open-pull-request"
    ? openDraft(action, pullRequests, context)
    : labelDraft(action, pullRequests, context);
}

async function pushDraft(action: PushDraft, ports: DraftPorts, context: Context): Promise<Outcome<DraftedPost>> {
  const { input } = context;
  const options = callOptionsOf(context);
  const { ref, oid, base } = action;
  const allowed = `refs/heads/${branchOf(input)}`;
  if (ref !== allowed) throw placeNotAllowed(ref, allowed);
  const repository = await ports.repositories.open(input.repository, options);
  await repository.refresh(options);
  const at = async (): Promise<string | null> =>
    (await repository.listRefs(options)).find(({ name }) => name === ref)?.commit ?? null;
  const found = await at();
  const result = { branch: branchOf(input), commit: oid, pullRequest: null };
  if (found === oid) return already(result);
  if (found !== null) throw planStale(ref, null, found);
  const made = await makeDraft(repository, { base, post: input.post, by: ports.identity }, options);
  if (made.oid !== oid) throw planStale(`the draft for ${ref}`, oid, made.oid);
  try {
    const pushed = await repository.pushRef({ ref, oid, expected: null }, options);
    if (pushed.status === "stale") throw planStale(ref, null, pushed.found);
    if (pushed.status === "refused") throw pushRefused(ref, pushed.reason);
    return pushed.status === "done" ? done(result) : already(result);
  } catch (error) {
    if (!isReleaseError(error) || !error.retryable || options.signal?.aborted === true) throw error;
    await repository.refresh(options);
    if ((await at()) !== oid) throw error;
    return done(result);
  }
}

/** @throws ReleaseError for a branch that is not the draft's */
function pullRequestsFor(
  { head }: OpenDraft | LabelDraft,
  { pullRequests }: DraftPorts,
  { input }: Context,
): PullRequests {
  if (pullRequests === undefined) throw gitHubMissing();
  if (head !== branchOf(input)) throw placeNotAllowed(head, branchOf(input));
  return pullRequests;
}

const standing = ({ number, url, head }: PullRequest): DraftedPost => ({
  branch: head.branch,
  commit: head.commit,
  pullRequest: { number, url },
});

async function openDraft(
  { head, base, title }: OpenDraft,
  pullRequests: PullRequests,
  context: Context,
): Promise<Outcome<DraftedPost>> {
  const { input } = context;
  const options = callOptionsOf(context);
  const { repository } = input;
  const { pullRequest } = await pullRequests.find({ repository, head, base }, options);
  if (pullRequest !== null && pullRequest.state !== "closed") return already(standing(pullRequest));
  if (pullRequest !== null) throw planStale(`pull request #${pullRequest.number}`, null, "closed");
  const opened = await pullRequests.open(
    { repository, head, base, title, body: bodyOf(input), isDraft: input.draft },
    options,
  );
  const { number, url, headCommit } = opened;
  const result = { branch: head, commit: headCommit, pullRequest: { number, url } };
  return opened.outcome === "already" ? already(result) : done(result);
}

async function labelDraft(
  { head, base, labels, reviewers }: LabelDraft,
  pullRequests: PullRequests,
  context: Context,
): Promise<Outcome<DraftedPost>> {
  const { repository } = context.input;
  const options = callOptionsOf(context);
  const { pullRequest } = await pullRequests.find({ repository, head, base }, options);
  if (pullRequest === null || pullRequest.state === "closed")
    throw planStale(`the pull request ${head} → ${base}`, "open", pullRequest?.state ?? null);
  const lacking = lackingIn(pullRequest, { labels, reviewers });
  const isAsWished = lacking.labels.length === 0 && lacking.reviewers.length === 0;
  // What was merged meanwhile needs nobody's review any more.
  if (isAsWished || pullRequest.state === "merged") return already(standing(pullRequest));
  await pullRequests.update({ repository, number: pullRequest.number, ...lacking }, options);
  return done(standing(pullRequest));
}
