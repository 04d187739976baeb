import type { PullRequest, PullRequests } from "@signalbox/github";
import {
  already,
  type CallOptions,
  done,
  type Outcome,
  type PerformContext,
  planStale,
  callOptionsOf,
} from "@signalbox/release-core";
import type { WritePorts } from "../ports.js";
import { pullRequestsOf } from "../pull-request/ask.js";
import type { OpenAction, OpenedPullRequest, OpenNew } from "./action.js";
import { changesOf } from "./changes.js";
import type { OpenInput } from "./input.js";

/** Looks, opens or changes what is lacking, and takes GitHub's own answer for the second look. */
export async function perform(
  action: OpenAction,
  ports: Pick<WritePorts, "pullRequests">,
  context: PerformContext<OpenInput>,
): Promise<Outcome<OpenedPullRequest>> {
  const { input } = context;
  const options = callOptionsOf(context);
  const pullRequests = pullRequestsOf(ports);
  const { repository, head, base } = input;
  const view = await pullRequests.find({ repository, head, base }, options);
  const { pullRequest } = view;
  if (pullRequest?.state === "open") return bringUpToDate(pullRequests, input, pullRequest, options);
  if (action.type === "update-pull-request")
    throw planStale(`pull request #${action.number}`, "open", pullRequest?.state ?? null);

  const { expectedHead } = action;
  if (pullRequest?.state === "merged" && pullRequest.head.commit === expectedHead)
    return already(resultOf(pullRequest));
  if (expectedHead !== null && view.headCommit !== expectedHead && !head.includes(":"))
    throw planStale(`refs/heads/${head}`, expectedHead, view.headCommit);
  return openNew(pullRequests, input, action, options);
}

async function openNew(
  pullRequests: PullRequests,
  input: OpenInput,
  { title, body, isDraft, labels, reviewers }: OpenNew,
  options: CallOptions,
): Promise<Outcome<OpenedPullRequest>> {
  const { repository, head, base } = input;
  const opened = await pullRequests.open({ repository, head, base, title, body, isDraft }, options);
  const { number, url, headCommit } = opened;
  if (opened.outcome === "already") {
    const { pullRequest } = await pullRequests.read({ repository, number }, options);
    return bringUpToDate(pullRequests, input, pullRequest, options);
  }
  if (labels.length > 0 || reviewers.length > 0)
    await pullRequests.update({ repository, number, labels, reviewers }, options);
  return done({ number, url, head: headCommit });
}

async function bringUpToDate(
  pullRequests: PullRequests,
  input: OpenInput,
  open: PullRequest,
  options: CallOptions,
): Promise<Outcome<OpenedPullRequest>> {
  const changes = changesOf(input, open);
  if (changes === null) return already(resultOf(open));
  await pullRequests.update({ repository: input.repository, number: open.number, ...changes }, options);
  return done(resultOf(open));
}

const resultOf = ({ number, url, head }: PullRequest): OpenedPullRequest => ({ number, url, head: head.commit });
