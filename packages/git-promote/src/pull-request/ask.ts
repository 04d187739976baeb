import type { PullRequests, PullRequestView } from "@signalbox/github";
import type { CallOptions } from "@signalbox/release-core";
import { gitHubMissing, pullRequestMissing } from "../errors.js";
import type { PullRequestPorts } from "../ports.js";

/** Which pull request is meant: by its number, or by its branches. */
export interface AskedPullRequest {
  readonly repository: string;
  readonly number?: number | undefined;
  readonly head?: string | undefined;
  readonly base?: string | undefined;
}

/** @throws ReleaseError `ERR_GITHUB_MISSING` when nothing can ask GitHub */
export function pullRequestsOf({ pullRequests }: PullRequestPorts): PullRequests {
  if (pullRequests === undefined) throw gitHubMissing();
  return pullRequests;
}

/** One query. @throws ReleaseError `ERR_GITHUB_MISSING`, and what GitHub's adapter throws */
export async function askFor(
  asked: AskedPullRequest,
  ports: PullRequestPorts,
  options: CallOptions,
): Promise<PullRequestView> {
  const { repository, number, head = "", base = "" } = asked;
  const pullRequests = pullRequestsOf(ports);
  return number === undefined
    ? pullRequests.find({ repository, head, base }, options)
    : pullRequests.read({ repository, number }, options);
}

/** `update-prod → prod`, or `#12`. Pure. */
export const nameOf = ({ number, head, base }: AskedPullRequest): string =>
  number === undefined ? `${head} → ${base}` : `#${number}`;

/** For gates and reads. @throws ReleaseError `ERR_PULL_REQUEST_MISSING` */
export function orMissing(asked: AskedPullRequest, view: PullRequestView): NonNullable<PullRequestView["pullRequest"]> {
  if (view.pullRequest === null) throw pullRequestMissing(asked.repository, nameOf(asked));
  return view.pullRequest;
}
