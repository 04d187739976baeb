import type { PullRequest, PullRequestView, Review } from "@signalbox/github";
import type { Verdict } from "@signalbox/release-core";
import { hasName } from "../pull-request/has-name.js";
import { evidenceOf } from "../pull-request/gate-fields.js";
import { judgeStanding, titleOf } from "../pull-request/judge-standing.js";
import { shortList } from "../short-list.js";
import type { ApprovedEvidence, ApprovedInput, ShownReview } from "./pull-request-approved.js";

export interface ApprovedFacts {
  readonly view: PullRequestView;
}

/** Facts → verdict. Pure. */
export function judge(given: ApprovedInput, { view }: ApprovedFacts): Verdict<ApprovedEvidence> {
  const { pullRequest } = view;
  const evidence = { ...evidenceOf(view), ...opinionsOf(given, pullRequest) };
  const standing = judgeStanding(given, view, evidence);
  if (standing !== null || pullRequest === null) return standing as Verdict<ApprovedEvidence>;
  const { approvals, changesRequested } = evidence;
  const name = titleOf(pullRequest);
  const names = (reviews: readonly ShownReview[]): string => shortList(reviews.map(({ by }) => by ?? "somebody"));
  const isMet = changesRequested.length === 0 && approvals.length >= given.minimum;
  if (isMet) return { status: "pass", reason: `${names(approvals)} approved ${name}.`, evidence };

  const reason =
    changesRequested.length > 0
      ? `${names(changesRequested)} asked for changes in ${name}.`
      : `${name} has ${approvals.length} of ${given.minimum} approvals${whomToAsk(given, evidence)}.`;
  if (pullRequest.state === "merged") {
    const hint = `It was merged all the same: look at it, and waive this gate with a reason if that is fine: ${pullRequest.url}`;
    return { status: "block", reason, hint, evidence };
  }
  return { status: "wait", reason: `${reason} ${pullRequest.url}`, retryAfterMs: given.pollMs, evidence };
}

/** The opinions of people other than the author, by what they are worth for the head as it is. */
function opinionsOf(
  given: ApprovedInput,
  pullRequest: PullRequest | null,
): Pick<ApprovedEvidence, "approvals" | "stale" | "changesRequested" | "requested"> {
  const { reviews = [], requestedReviewers = [], head, author } = pullRequest ?? {};
  const others = reviews.filter(({ by }) => by === null || !hasName([author ?? null], by));
  const approvals = others.filter(
    ({ by, state }) =>
      state === "approved" && by !== null && (given.reviewers === undefined || hasName(given.reviewers, by)),
  );
  const isCurrent = ({ commit }: Review): boolean => commit === head?.commit;
  return {
    approvals: approvals.filter((review) => given.staleCounts || isCurrent(review)).map(shown),
    stale: approvals.filter((review) => !isCurrent(review)).map(shown),
    changesRequested: others.filter(({ state }) => state === "changes-requested").map(shown),
    requested: requestedReviewers,
  };
}

const shown = ({ by, at, commit }: Review): ShownReview => ({ by, at, commit });

function whomToAsk({ reviewers = [] }: ApprovedInput, { approvals, stale, requested }: ApprovedEvidence): string {
  const given = approvals.map(({ by }) => by);
  const again = stale.map(({ by }) => by).filter((by) => by !== null && !hasName(given, by));
  if (again.length > 0) return `; ${shortList(again.map(String))} approved an older head: ask again`;
  const whom = requested.length > 0 ? requested : reviewers.filter((name) => !hasName(given, name));
  return whom.length === 0 ? "" : `; ask ${shortList(whom)}`;
}
