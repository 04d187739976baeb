import type { PullRequestView } from "@signalbox/github";
import type { Verdict } from "@signalbox/release-core";
import { evidenceOf } from "../pull-request/gate-fields.js";
import { judgeStanding, titleOf } from "../pull-request/judge-standing.js";
import type { MergedRequestEvidence, MergedRequestInput } from "./pull-request-merged.js";

export interface MergedRequestFacts {
  readonly view: PullRequestView;
}

/** Facts → verdict. Pure. */
export function judge(given: MergedRequestInput, { view }: MergedRequestFacts): Verdict<MergedRequestEvidence> {
  const { pullRequest } = view;
  const evidence = {
    ...evidenceOf(view),
    mergeCommit: pullRequest?.mergeCommit ?? null,
    mergedBy: pullRequest?.mergedBy ?? null,
    mergedAt: pullRequest?.mergedAt ?? null,
    mergeState: pullRequest?.mergeState ?? null,
  };
  const standing = judgeStanding(given, view, evidence);
  if (standing !== null || pullRequest === null) return standing as Verdict<MergedRequestEvidence>;
  if (pullRequest.state === "merged") {
    const reason = `#${pullRequest.number} was merged by ${pullRequest.mergedBy ?? "somebody"}.`;
    return { status: "pass", reason, evidence };
  }
  const why = WAITS[pullRequest.mergeState] ?? "";
  const reason = `${titleOf(pullRequest)} waits to be merged${pullRequest.isDraft ? ", and is a draft" : why}. ${pullRequest.url}`;
  return { status: "wait", reason, retryAfterMs: given.pollMs, evidence };
}

const WAITS: Readonly<Record<string, string>> = {
  blocked: "; its branch's rules do not let it yet (a review or a required check)",
  behind: "; it has to be brought up to date with its base first",
  dirty: "; it conflicts with its base",
  unstable: "; a check failed or is running",
};
