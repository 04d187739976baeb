import type { Check, RequiredChecks } from "@signalbox/github";
import { type CallOptions, type Context, defineGate } from "@signalbox/release-core";
import type { GatePorts } from "../ports.js";
import type { ChecksEvidence } from "./evidence.js";
import { type ChecksInput, input } from "./input.js";
import { judge } from "./judge.js";

export interface ChecksFacts {
  /** Null when the repository has no such commit. */
  readonly commit: string | null;
  readonly checks: readonly Check[];
  /** What the branch requires; null when none was named. */
  readonly required: RequiredChecks | "no-branch" | null;
}

async function inspect(given: ChecksInput, { checks }: GatePorts, context: Context): Promise<ChecksFacts> {
  const options: CallOptions = { signal: context.signal, now: context.now };
  const { repository, branch, commit } = given;
  if (commit === null) return { commit, checks: [], required: null };
  const revision = commit === undefined ? { branch: branch ?? "" } : { commit };
  const [found, required] = await Promise.all([
    checks.listChecks(repository, revision, options),
    branch === undefined ? null : checks.requiredChecks(repository, branch, options),
  ]);
  return {
    commit: found?.commit ?? null,
    checks: found?.checks ?? [],
    required: branch !== undefined && required === null ? "no-branch" : required,
  };
}

/**
 * Passes when everything that CI reports for a commit has passed, and everything required is among it. Waits while
 * something runs, or while something required is still to appear; blocks when something failed, when it stayed away
 * beyond the deadline, and when nobody can say what is required. No checks at all is no pass unless `allowNone`.
 */
export const checksPassing = defineGate<GatePorts, typeof input, ChecksFacts, ChecksEvidence>({
  kind: "checks-passing",
  input,
  inspect,
  judge,
});
