import type { BranchProtection, Check, RequiredCheck } from "@signalbox/github";
import { type Finding, ok, warning } from "./finding.js";

/** Pure. `mustBeGuarded`: an environment that changes only reach by promotion. */
export function protectionFindings(
  subject: string,
  protection: BranchProtection,
  mustBeGuarded: boolean,
): readonly Finding[] {
  const { status, hidden, exemptsAdmins } = protection;
  if (status === "unreadable")
    return [
      warning(
        subject,
        `whether it is protected cannot be seen: ${hidden ?? ""}`,
        "Give the token the right to read it.",
      ),
    ];
  if (status === "absent") {
    if (!mustBeGuarded) return [];
    const hint = "Protect it, so that a change needs a review; until then `promote --direct` is all that it takes.";
    return [warning(subject, "not protected: whoever may write can push to it", hint)];
  }
  const exempt = exemptsAdmins === true ? [notForAdmins(subject)] : [];
  return [ok(subject, `protected: ${rulesText(protection)}`), ...exempt];
}

const notForAdmins = (subject: string): Finding =>
  warning(subject, "administrators are exempt from its protection", "Enforce it for administrators too.");

function rulesText({ needsPullRequest, approvals, requiredChecks, hidden }: BranchProtection): string {
  const rules = [
    ...(needsPullRequest === true ? ["a pull request"] : []),
    ...(approvals === null || approvals === 0 ? [] : [`${approvals} ${approvals === 1 ? "approval" : "approvals"}`]),
    ...(requiredChecks.length === 0 ? [] : [`checks ${requiredChecks.map(({ name }) => name).join(", ")}`]),
    ...(hidden === null ? [] : ["whether there are more rules, this token may not see"]),
  ];
  return rules.length === 0 ? "no pull request is asked for" : rules.join("; ");
}

/**
 * Required checks that no workflow of the default branch names, and that nothing reported on the branch's head either: a
 * pull request would wait for them for ever. `unknown` are those that no workflow names. Pure.
 */
export function checksNobodyMakes(
  subject: string,
  unknown: readonly RequiredCheck[],
  seen: readonly Pick<Check, "name">[],
): readonly Finding[] {
  const lost = unknown.filter((check) => !seen.some(({ name }) => name === check.name));
  if (lost.length === 0) return [];
  const names = lost.map(({ name }) => name).join(", ");
  const found = `asks for ${names}: no workflow of the default branch names it, and nothing reported it on the branch's head`;
  return [warning(subject, found, "Correct the name in the branch's rules, or a pull request waits for it for ever.")];
}
