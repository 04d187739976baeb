import type { ReleaseError } from "@signalbox/release-core";
import type { Artifact } from "../artifact/artifact.js";
import type { Look } from "../fleet/look.js";
import { findingIn, type LogFinding } from "../package-manager/log-findings.js";
import { managerOf } from "../package-manager/manager-of.js";
import type { TransactionView } from "../transaction/transaction.js";
import type { InstalledOnHost, InstallOnHost, PackageState } from "./action.js";
import { type Failure, installFailed } from "./errors.js";
import type { InstallInput } from "./input.js";
import { idleOf, isAsWished } from "./judge-host.js";

export interface Ended {
  readonly input: InstallInput;
  readonly action: InstallOnHost;
  readonly artifact: Artifact;
  readonly view: TransactionView;
  readonly after: Look;
  readonly reasons: readonly string[];
  readonly tail: readonly string[];
}

/**
 * What became of a host, by what is on it now. The transaction's word counts against it (a scriptlet that failed, a
 * service that was not well for long enough), never for it. Pure.
 */
export function outcomeOf(ended: Ended): { readonly result: InstalledOnHost } | { readonly error: ReleaseError } {
  const { input, action, artifact, view, after, tail } = ended;
  const { installed } = after.facts;
  const result: InstalledOnHost = {
    host: action.host,
    before: action.expected,
    after: installed === null ? null : { version: installed.version, state: installed.state },
    transaction: { id: view.id, state: view.state, rollback: action.wayBack.kind },
    conffiles: after.facts.residues,
    log: tail,
  };
  const isThere = isAsWished(input, artifact, after);
  const isRunning = idleOf(input, after).length === 0;
  // A host that was switched off in the middle says nothing, and may have come up as wished.
  if (isThere && isRunning && (view.state === "ok" || view.state === "unknown")) return { result };
  return { error: installFailed(failureOf(ended, result, isThere && !isRunning)) };
}

function failureOf(
  { input, action, artifact, view, after, reasons, tail }: Ended,
  result: InstalledOnHost,
  isIdle: boolean,
): Failure {
  const failed = view.ended.find(({ code, isRescue }) => code !== 0 && !isRescue);
  const phase = failed?.phase ?? (view.state === "unknown" ? null : view.phase);
  const finding = reasons.map(findingIn).find((found) => found !== null) ?? null;
  return {
    host: action.host,
    package: input.package,
    version: input.version,
    why: isIdle && failed === undefined ? "service" : whyOf(phase, finding, failed?.isLate === true),
    reason: reasons[0] ?? tail.findLast((line) => !/^(?:==> )?\s*$/.test(line)) ?? "",
    state: stateOf(action.expected, result.after, after),
    wayBack: action.wayBack.kind,
    byHand: managerOf(artifact).byHand(input.package, after.facts),
    services: idleOf(input, after),
    result,
  };
}

export type Why = LogFinding | "service" | "silence" | "deadline" | "other";

function whyOf(phase: string | null, finding: LogFinding | null, isLate: boolean): Why {
  if (phase === null) return "silence";
  if (phase === "checking" || phase === "starting" || phase === "stopping") return "service";
  if (finding !== null) return finding;
  return isLate ? "deadline" : "other";
}

/** `back`: as it was before. `half`: neither the old nor the new one is whole. `new`: installed, and not well. */
export type LeftState = "back" | "half" | "new" | "gone";

function stateOf(before: PackageState | null, after: PackageState | null, { facts }: Look): LeftState {
  if (after === null) return before === null ? "back" : "gone";
  if (facts.installed?.isWhole !== true) return "half";
  return before?.version === after.version ? "back" : "new";
}
