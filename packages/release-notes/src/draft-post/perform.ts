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
import type { DraftAction, DraftedPost, OpenDraft, PushDraft } from "./action.js";
import { type DraftPorts, makeDraft } from "./inspect.js";
import { bodyOf, branchOf, type DraftInput } from "./input.js";

type Context = PerformContext<DraftInput>;

/** Pushes the branch, or opens its pull request; what is there is left as it is. */
export const perform = (action: DraftAction, ports: DraftPorts, context: Context): Promise<Outcome<DraftedPost>> =>
  action.type === "push-draft" ? pushDraft(action, ports, context) : openDraft(action, ports, context);

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

async function openDraft(
  { head, base, title }: OpenDraft,
  { pullRequests }: DraftPorts,
  context: Context,
): Promise<Outcome<DraftedPost>> {
  const { input } = context;
  const options = callOptionsOf(context);
  if (pullRequests === undefined) throw gitHubMissing();
  if (head !== branchOf(input)) throw placeNotAllowed(head, branchOf(input));
  const { repository, labels, reviewers } = input;
  const { pullRequest } = await pullRequests.find({ repository, head, base }, options);
  if (pullRequest !== null && pullRequest.state !== "closed") {
    const { number, url } = pullRequest;
    return already({ branch: head, commit: pullRequest.head.commit, pullRequest: { number, url } });
  }
  if (pullRequest !== null) throw planStale(`pull request #${pullRequest.number}`, null, "closed");
  const opened = await pullRequests.open(
    { repository, head, base, title, body: bodyOf(input), isDraft: input.draft },
    options,
  );
  const { number, url, headCommit } = opened;
  if (labels.length > 0 || reviewers.length > 0)
    await pullRequests.update({ repository, number, labels, reviewers }, options);
  const result = { branch: head, commit: headCommit, pullRequest: { number, url } };
  return opened.outcome === "already" ? already(result) : done(result);
}
