import type { Verdict } from "@signalbox/release-core";
import { ENGINE_HINT } from "../engine-limit.js";
import { shortName } from "../resolve-branch.js";
import { shortList } from "../short-list.js";
import type { ContainedFacts, ContainedInput } from "./release-contained.js";

/** Facts → verdict. Pure. */
export function judge(_: ContainedInput, facts: ContainedFacts): Verdict<ContainedFacts> {
  if ("absent" in facts) {
    return { status: "pass", reason: `There is no ${facts.absent} here that could be missing.`, evidence: facts };
  }
  const { earlier, later, missing, engineLimits } = facts;
  const [from, to] = [shortName(earlier.ref), shortName(later.ref)];
  if (missing.length === 0 && engineLimits !== undefined) {
    const reason = `Whether ${to} has every commit of ${from} is not known: ${engineLimits.join(" ")}`;
    return { status: "block", reason, hint: ENGINE_HINT, evidence: facts };
  }
  if (missing.length === 0) return { status: "pass", reason: `${to} has every commit of ${from}.`, evidence: facts };
  const commits = missing.length === 1 ? "a commit" : `${missing.length} commits`;
  const list = shortList(missing.map(({ commit, subject }) => `${commit.slice(0, 10)} ${subject}`));
  return {
    status: "block",
    reason: `${to} lacks ${commits} of ${from}: ${list}.`,
    hint: `Merge ${from} back first (back-merge), or waive this gate with a reason.`,
    evidence: facts,
  };
}
