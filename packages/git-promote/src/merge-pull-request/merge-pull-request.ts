import { type Context, defineOperation, redactText, callOptionsOf } from "@signalbox/release-core";
import type { PullRequestPorts } from "../ports.js";
import { askFor } from "../pull-request/ask.js";
import type { MergeAction, MergeResult } from "./action.js";
import { input, type MergeInput } from "./input.js";
import { perform } from "./perform.js";
import { type MergeFacts, plan } from "./plan.js";

const inspect = async (given: MergeInput, ports: PullRequestPorts, context: Context): Promise<MergeFacts> => ({
  repository: redactText(given.repository),
  view: await askFor(given, ports, callOptionsOf(context)),
});

/**
 * Merges a pull request at the head that the plan names, and at no other; deletes its branch when asked to. Reviews and
 * checks are the business of gates before it, and of the rules of the branch: what GitHub refuses is told in its words.
 */
export const mergePullRequest = defineOperation<PullRequestPorts, typeof input, MergeFacts, MergeAction, MergeResult>({
  kind: "merge-pull-request",
  input,
  inspect,
  plan,
  perform,
});
