import type { ReleaseError } from "@signalbox/release-core";
import { findingIn, type LogFinding } from "../package-manager/log-findings.js";
import type { HostFacts } from "../package-manager/host-facts.js";
import { deployFailed } from "./deploy-failed.js";
import type { PackageOutcome, PackageState } from "./package-outcome.js";
import type { StrangeFiles } from "./strange-files.js";
import type { Transacted } from "./transact.js";
import type { WayBackPlan } from "./way-back.js";

export interface Ended extends Transacted {
  readonly host: string;
  readonly package: string;
  /** What was wished. */
  readonly version: string;
  readonly verb: "installed" | "rolled back";
  readonly before: PackageState | null;
  readonly facts: HostFacts;
  readonly wayBack: WayBackPlan["kind"];
  /** Exactly the wished version is there, whole. */
  readonly isThere: boolean;
  /** Services that should be running, and are not. */
  readonly idle: readonly string[];
  /** Where the end was not seen: files that are not the listed package's own. */
  readonly strange: StrangeFiles;
  /** What a person types there to see which. */
  readonly verifyByHand: string;
  /** What a person types there. */
  readonly byHand: string;
}

/**
 * What became of a host, by what is on it now. The transaction's word counts against it (a scriptlet that failed, a
 * service that was not well for long enough), never for it. Pure.
 */
export function outcomeOf(ended: Ended): { readonly result: PackageOutcome } | { readonly error: ReleaseError } {
  const { host, before, facts, view, wayBack, tail, isThere, idle } = ended;
  const { installed } = facts;
  const result: PackageOutcome = {
    host,
    before,
    after: installed === null ? null : { version: installed.version, state: installed.state },
    transaction: { id: view.id, state: view.state, rollback: wayBack },
    conffiles: facts.residues,
    log: tail,
  };
  // One that ended without a word may look as wished: whether its service stays well, nobody has seen.
  if (isThere && idle.length === 0 && view.state === "ok") return { result };
  const failed = view.ended.find(({ code, isRescue }) => code !== 0 && !isRescue);
  const finding = ended.reasons.map(findingIn).find((found) => found !== null) ?? null;
  const why = failed === undefined && isThere && view.state !== "unknown" ? "service" : whyOf(failed, finding);
  const reason = ended.reasons[0] ?? tail.findLast((line) => !/^(?:==> .*)?\s*$/.test(line)) ?? "";
  const error = deployFailed({ ...ended, why, reason, left: leftAs(before, facts, ended.strange), result });
  return { error };
}

export type Why = LogFinding | "service" | "silence" | "deadline" | "other";

const OF_SERVICES: readonly string[] = ["stopping", "starting", "checking"];

function whyOf(failed: Transacted["view"]["ended"][number] | undefined, finding: LogFinding | null): Why {
  if (failed === undefined) return "silence";
  if (OF_SERVICES.includes(failed.phase)) return "service";
  if (finding !== null) return finding;
  return failed.isLate ? "deadline" : "other";
}

/** `back`: as before. `mixed`: listed as before, with files of another version, or nobody knows. `half`: neither the old nor the new one is whole. `new`: there, and something is wrong with it. */
export type LeftState = "back" | "half" | "new" | "gone" | "mixed";

function leftAs(before: PackageState | null, { installed }: HostFacts, strange: StrangeFiles): LeftState {
  if (strange === "unknown" || strange.length > 0) return "mixed";
  if (installed === null) return before === null ? "back" : "gone";
  if (!installed.isWhole) return "half";
  return before?.version === installed.version ? "back" : "new";
}
