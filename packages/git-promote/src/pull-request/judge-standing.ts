import type { PullRequest, PullRequestView } from "@signalbox/github";
import type { Verdict } from "@signalbox/release-core";
import { pullRequestMissingProblem } from "../errors.js";
import { type AskedPullRequest, nameOf } from "./ask.js";

interface Judged extends AskedPullRequest {
  readonly commit?: string | null | undefined;
  readonly whenMissing: "fail" | "skip";
}

/**
 * What every gate on a pull request judges first: there is one, nobody closed it, and it is at the commit that is meant.
 * Null: nothing stands in the way. Pure.
 */
export function judgeStanding<E>(
  input: Judged,
  { pullRequest }: Pick<PullRequestView, "pullRequest">,
  evidence: E,
): Verdict<E> | null {
  if (pullRequest === null) return judgeMissing(input, evidence);
  const { number, head, url } = pullRequest;
  if (pullRequest.state === "closed") {
    const hint = `Read there why, then open it again or promote again: ${url}`;
    return { status: "block", reason: `#${number} was closed without a merge.`, hint, evidence };
  }
  if (typeof input.commit !== "string" || head.commit === input.commit) return null;
  return {
    status: "block",
    reason: `#${number} is at ${head.commit.slice(0, 10)}, not at ${input.commit.slice(0, 10)} any more.`,
    hint: `Look at what was pushed to ${head.branch}, and start again from there: ${url}`,
    evidence,
  };
}

function judgeMissing<E>(input: Judged, evidence: E): Verdict<E> {
  const name = nameOf(input);
  if (input.whenMissing === "skip")
    return { status: "pass", reason: `There is no pull request ${name}: nothing had to be reviewed.`, evidence };
  const { message, hint } = pullRequestMissingProblem(input.repository, name);
  return { status: "block", reason: message, hint, evidence };
}

/** `#12 (update-prod → prod)`. Pure. */
export const titleOf = ({ number, head, base }: PullRequest): string => `#${number} (${head.branch} → ${base.branch})`;
