import type { Verdict } from "@signalbox/release-core";
import { ENGINE_HINT } from "../engine-limit.js";
import { shortName } from "../resolve-branch.js";
import type { MergedEvidence, MergedFacts, MergedInput } from "./promotion-merged.js";

/** Facts → verdict. Pure; `previous` keeps since when it waits. */
export function judge(
  { from, pollMs }: MergedInput,
  { promoted, named, to, target, contained, squashed, listedAgain, review, limits }: MergedFacts,
  now: Date,
  previous?: Verdict<MergedEvidence>,
): Verdict<MergedEvidence> {
  const evidence = {
    promoted,
    target,
    squashed,
    listedAgain,
    review: { ref: review.ref, head: review.head },
    waitingSince: null,
  };
  const branch = shortName(review.ref);
  if (contained) return { status: "pass", reason: `${to} contains ${promoted.slice(0, 10)} of ${from}.`, evidence };
  if (squashed) {
    const commits = listedAgain === 1 ? "1 commit" : `${listedAgain} commits`;
    const reason = `${to} has the content of ${promoted.slice(0, 10)}, but as a squash: git will list its ${commits} as new again. Use merge commits; promoting ${to} into ${from} once with \`settle\` joins the histories.`;
    return { status: "pass", reason, evidence };
  }
  const untold = `this git engine cannot say whether ${to} has it as a squash: ${limits.join(" ")}`;
  if (review.head === null && limits.length > 0) {
    return { status: "block", reason: `${branch} does not exist, and ${untold}`, hint: ENGINE_HINT, evidence };
  }
  if (review.head === null) {
    return {
      status: "block",
      reason: `${branch} does not exist, and ${to} lacks ${promoted.slice(0, 10)} of ${from}.`,
      hint: `Was the pull request closed without a merge? Promote ${from} to ${to} again, or restore ${branch}.`,
      evidence,
    };
  }
  if (named && !review.holdsPromoted) {
    return {
      status: "block",
      reason: `${branch} was moved and does not hold ${promoted.slice(0, 10)} any more.`,
      hint: `Look at who moved ${branch}, then promote ${from} to ${to} again.`,
      evidence,
    };
  }
  const waitingSince = previous?.evidence.waitingSince ?? now.toISOString();
  return {
    status: "wait",
    reason: `${branch} waits to be merged into ${to}${limits.length === 0 ? "." : `; ${untold}`}`,
    retryAfterMs: pollMs,
    evidence: { ...evidence, waitingSince },
  };
}
