import type { Verdict } from "@signalbox/release-core";
import { shortName } from "../resolve-branch.js";
import type { PreviousEvidence, PreviousFacts, PreviousInput } from "./previous-release-promoted.js";

const DAY_S = 86_400;

/** Facts and now → verdict. Pure. */
export function judge(given: PreviousInput, facts: PreviousFacts, now: Date): Verdict<PreviousEvidence> {
  const { from, maxAgeDays } = given;
  const { to, squashes } = facts;
  const nowS = now.getTime() / 1000;
  const isOverdue = ({ arrivedAt }: { readonly arrivedAt: number }): boolean => nowS - arrivedAt > maxAgeDays * DAY_S;
  const waiting = facts.treesEqual ? [] : facts.changes;
  const overdue = waiting.filter(isOverdue).map((change) => ({
    ...change,
    arrivedAt: new Date(change.arrivedAt * 1000).toISOString(),
    waitedDays: Math.floor((nowS - change.arrivedAt) / DAY_S),
  }));
  const review = facts.review && {
    ref: facts.review.ref,
    head: facts.review.head,
    date: new Date(facts.review.committedAt * 1000).toISOString(),
  };
  const evidence = { overdue, recent: waiting.length - overdue.length, squashes, review };
  const again = squashes.reduce((sum, { commits }) => sum + commits, 0);
  const squashed =
    again === 0
      ? ""
      : ` ${again} ${again === 1 ? "commit" : "commits"} came as a squash (${squashes.map(({ by }) => by.slice(0, 10)).join(", ")}): git lists them as new, though ${to} has them. Promoting ${to} into ${from} once with \`settle\` joins the histories.`;
  const [oldest] = overdue;
  if (oldest === undefined) {
    const recent =
      evidence.recent === 0
        ? ""
        : ` ${evidence.recent} newer ${evidence.recent === 1 ? "change waits" : "changes wait"}.`;
    return {
      status: "pass",
      reason: `Nothing of ${from} has waited longer than ${maxAgeDays} days for ${to}.${recent}${squashed}`,
      evidence,
    };
  }
  const unmerged = review === null ? "" : ` ${shortName(review.ref)} was made for it and is not merged.`;
  const count = overdue.length === 1 ? "1 change" : `${overdue.length} changes`;
  return {
    status: "block",
    reason: `${count} of ${from} wait for ${to}, the oldest for ${oldest.waitedDays} days (${oldest.subject}).${unmerged}${squashed}`,
    hint: `Promote ${from} to ${to} first, or waive this gate with a reason.`,
    evidence,
  };
}
