import type { Verdict } from "@signalbox/release-core";
import { shortName } from "../resolve-branch.js";
import { shortList } from "../short-list.js";
import type { BumpedEvidence, BumpedFacts, BumpedInput } from "./pins-bumped.js";

/** Facts → verdict. Pure. */
export function judge(
  { pollMs }: Pick<BumpedInput, "pollMs">,
  { branch, head, chosen, review }: BumpedFacts,
): Verdict<BumpedEvidence> {
  const open = chosen.edits.map(({ pin, version }) => ({
    name: pin.name,
    family: pin.family,
    version: pin.version,
    wanted: version,
  }));
  const evidence = { branch, head, open, review };
  const [problem] = chosen.problems;
  if (problem !== undefined) return { status: "block", reason: problem.message, hint: problem.hint, evidence };
  if (open.length === 0) return { status: "pass", reason: `${branch} has every version that was bumped.`, evidence };
  const list = shortList(
    open.map(({ name, family, version, wanted }) => `${name} (${family}) ${version}, not ${wanted}`),
  );
  const name = shortName(review.ref);
  if (review.head === null) {
    const hint = `Was ${name} closed without a merge? Bump again, or waive this gate with a reason.`;
    return { status: "block", reason: `${branch} pins ${list}, and there is no ${name}.`, hint, evidence };
  }
  return {
    status: "wait",
    reason: `${name} waits to be merged into ${branch}: ${list}.`,
    retryAfterMs: pollMs,
    evidence,
  };
}
