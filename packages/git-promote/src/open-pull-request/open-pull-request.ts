import { type Context, defineOperation, redactText, callOptionsOf } from "@signalbox/release-core";
import type { PullRequestPorts } from "../ports.js";
import { pullRequestsOf } from "../pull-request/ask.js";
import type { OpenAction, OpenedPullRequest } from "./action.js";
import { input, type OpenInput } from "./input.js";
import { perform } from "./perform.js";
import { type OpenFacts, plan } from "./plan.js";

async function inspect(
  { repository, head, base }: OpenInput,
  ports: PullRequestPorts,
  context: Context,
): Promise<OpenFacts> {
  const view = await pullRequestsOf(ports).find({ repository, head, base }, callOptionsOf(context));
  return { repository: redactText(repository), view };
}

/**
 * Opens the pull request of a branch, or brings the open one up to date. Our checklist and evidence stand in blocks of
 * their own: what people write around them, and what they tick, stays. Needs nothing of git: the branch is on GitHub,
 * or will be once the plan that pushes it (`commit`) is applied.
 */
export const openPullRequest = defineOperation<
  PullRequestPorts,
  typeof input,
  OpenFacts,
  OpenAction,
  OpenedPullRequest
>({
  kind: "open-pull-request",
  input,
  inspect,
  plan,
  perform,
});
