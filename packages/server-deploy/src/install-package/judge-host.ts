import type { Problem, Warning } from "@signalbox/release-core";
import type { Artifact } from "../artifact/artifact.js";
import { startOrder } from "../fleet/input-fields.js";
import type { Look } from "../fleet/look.js";
import { serviceUnwell } from "../fleet/unwell.js";
import { noted, type WayBackPlan, wayBackOf } from "../fleet/way-back.js";
import type { HostPlace } from "../fleet/waves.js";
import { managerOf } from "../package-manager/manager-of.js";
import type { InstallOnHost } from "./action.js";
import type { InstallInput } from "./input.js";
import { intentOf } from "./intent.js";
import * as problems from "./problems.js";
import { readRecord } from "./recorded-action.js";
import { refusalsOf } from "./refusals.js";

export interface Judged {
  readonly action: InstallOnHost | null;
  readonly problems: readonly Problem[];
  readonly warnings: readonly Warning[];
}

/** One host: what there is to do, and everything that speaks against it. Pure. */
export function judgeHost(
  input: InstallInput,
  artifact: Artifact,
  { previous, place, look }: { readonly previous: Artifact | null; readonly place: HostPlace; readonly look: Look },
): Judged {
  const { facts, running } = look;
  const { installed } = facts;
  const fixed = {
    type: "install-package" as const,
    ...place,
    package: input.package,
    version: input.version,
    sha256: artifact.sha256,
    init: facts.init,
  };
  const expected = installed === null ? null : { version: installed.version, state: installed.state };
  const none = { repairs: false, resolver: null, installs: [], wayBack: { kind: "none" } as const };

  if (running !== null) {
    if (running.intent !== intentOf(place.host, input, artifact.sha256))
      return { action: null, problems: [problems.hostBusy(place.host, running)], warnings: [] };
    const recorded = readRecord(facts.record);
    if (recorded?.host === place.host && recorded.sha256 === artifact.sha256 && recorded.wave === place.wave)
      return { action: recorded, problems: [], warnings: [] };
    const summary = `${place.host}: follow what is under way (${running.subject})`;
    return { action: { ...fixed, ...none, does: "follow", summary, expected }, problems: [], warnings: [] };
  }

  const does = workOn(input, artifact, place.host, look);
  if (does === null) {
    const what = `${input.package} ${input.version}`;
    return { action: null, problems: [], warnings: serviceUnwell(place.host, what, look.unwell ?? []) };
  }
  if (does === "start") {
    const summary = `${place.host}: start ${idleOf(input, look).join(", ")}`;
    return { action: { ...fixed, ...none, does, summary, expected }, problems: [], warnings: [] };
  }

  const wayBack: WayBackPlan = input.rollback === "none" ? { kind: "none" } : wayBackOf(facts, previous);
  const repairs = facts.unfinished.length > 0 || facts.leftovers > 0 || installed?.isWhole === false;
  const installs = look.resolution?.installs ?? [];
  return {
    action: {
      ...fixed,
      does,
      summary: summaryOf(input, place, { does, from: installed?.version ?? null, wayBack }),
      expected,
      repairs,
      resolver: look.missing.length > 0 && look.resolution?.isPossible === true ? facts.resolver : null,
      installs,
      wayBack,
    },
    problems: refusalsOf(input, artifact, { place, look, does, repairs, wayBack }),
    warnings: [
      ...(wayBack.kind === "unavailable"
        ? [problems.noWayBack(place.host, input.package, installed?.version ?? "")]
        : []),
      ...(facts.lock === null ? [] : [problems.lockHeld(place.host, facts.lock)]),
    ],
  };
}

/** Null: it is as wished. */
function workOn(
  input: InstallInput,
  artifact: Artifact,
  host: string,
  look: Look,
): Exclude<InstallOnHost["does"], "follow"> | null {
  const { facts } = look;
  const { installed } = facts;
  if (installed === null) return "install";
  const order = managerOf(artifact).compareVersions(installed.version, input.version);
  if (order !== 0) return order < 0 ? "upgrade" : "downgrade";
  if (!isAsWished(input, artifact, host, look)) return "reinstall";
  return idleOf(input, look).length > 0 ? "start" : null;
}

/**
 * The version is there, whole, as far as is known with this content, and its installation was seen to its end: rpm lists
 * a package before its last script has run. Pure.
 */
export function isAsWished(
  input: InstallInput,
  { sha256 }: Pick<Artifact, "sha256">,
  host: string,
  { facts }: Pick<Look, "facts">,
): boolean {
  const { installed, interrupted } = facts;
  const note = noted(facts, installed);
  if (interrupted !== null && interrupted === intentOf(host, input, sha256)) return false;
  return installed?.version === input.version && installed.isWhole && (note === null || note.sha256 === sha256);
}

/** Nothing is to do there: it is as wished, and its services run. Pure. */
export const isSettled = (
  input: InstallInput,
  artifact: Pick<Artifact, "sha256">,
  host: string,
  look: Pick<Look, "facts" | "running">,
): boolean => look.running === null && isAsWished(input, artifact, host, look) && idleOf(input, look).length === 0;

/** Services that should be running, and are not. Pure. */
export const idleOf = (
  { services }: Pick<InstallInput, "services">,
  { facts }: Pick<Look, "facts">,
): readonly string[] =>
  startOrder(services).filter((name) => facts.units.find((unit) => unit.name === name)?.state !== "active");

const WORDS = { install: "install", upgrade: "upgrade", downgrade: "downgrade", reinstall: "install again" } as const;

function summaryOf(
  { package: name, version }: InstallInput,
  { host }: HostPlace,
  { does, from, wayBack }: { does: keyof typeof WORDS; from: string | null; wayBack: WayBackPlan },
): string {
  const change = from === null || from === version ? version : `${from} → ${version}`;
  return `${host}: ${WORDS[does]} ${name} ${change}${wayBack.kind === "unavailable" ? " (rollback: unavailable)" : ""}`;
}
