import type { PullRequests } from "@signalbox/github";
import {
  already,
  type CallOptions,
  done,
  isReleaseError,
  type Outcome,
  type PerformContext,
  planStale,
  callOptionsOf,
} from "@signalbox/release-core";
import type { PullRequestPorts } from "../ports.js";
import { pullRequestsOf } from "../pull-request/ask.js";
import type { DeleteHead, MergeAction, MergeOpen, MergeResult } from "./action.js";
import type { MergeInput } from "./input.js";

/** GitHub compares the head itself (`sha`), and its answer says which commit the base got. */
export async function perform(
  action: MergeAction,
  ports: PullRequestPorts,
  context: PerformContext<MergeInput>,
): Promise<Outcome<MergeResult>> {
  const options = callOptionsOf(context);
  const pullRequests = pullRequestsOf(ports);
  const { repository } = context.input;
  return action.type === "merge-pull-request"
    ? merge(pullRequests, repository, action, options)
    : deleteHead(pullRequests, repository, action, options);
}

async function merge(
  pullRequests: PullRequests,
  repository: string,
  { number, method, expectedHead, title, message }: MergeOpen,
  options: CallOptions,
): Promise<Outcome<MergeResult>> {
  const what = `the head of #${number}`;
  const { pullRequest: seen, viewer } = await pullRequests.read({ repository, number }, options);
  if (seen.head.commit !== expectedHead) throw planStale(what, expectedHead, seen.head.commit);
  if (seen.state === "merged" && seen.mergeCommit !== null)
    return already({ number, commit: seen.mergeCommit, mergedBy: seen.mergedBy });
  if (seen.state !== "open") throw planStale(`pull request #${number}`, "open", seen.state);
  const texts = { ...(title !== undefined && { title }), ...(message !== undefined && { message }) };
  try {
    const { commit } = await pullRequests.merge({ repository, number, method, expectedHead, ...texts }, options);
    return done({ number, commit, mergedBy: viewer });
  } catch (error) {
    if (!isReleaseError(error) || error.code !== "ERR_PULL_REQUEST_HEAD_MOVED") throw error;
    throw planStale(what, expectedHead, null);
  }
}

async function deleteHead(
  pullRequests: PullRequests,
  repository: string,
  { branch, expectedHead }: DeleteHead,
  options: CallOptions,
): Promise<Outcome<MergeResult>> {
  const outcome = await pullRequests.deleteBranch({ repository, branch, expected: expectedHead }, options);
  return outcome === "done" ? done({ deleted: branch }) : already({ deleted: branch });
}
