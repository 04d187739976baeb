import type { Draft, Problem, Warning } from "@signalbox/release-core";
import type { LocalArtifact } from "../artifact/artifact.js";
import { fleetState, hostsInWords, installedOn } from "../fleet/fleet-draft.js";
import type { HostLook } from "../fleet/host-look.js";
import { intentOfWayBack } from "../fleet/way-back-request.js";
import { hostBusy, notUndone, unfinished } from "../install-package/problems.js";
import { dpkg } from "../package-manager/dpkg/dpkg.js";
import type { PackageManager } from "../package-manager/package-manager.js";
import { rpm } from "../package-manager/rpm/rpm.js";
import type { RollBackOnHost } from "./action.js";
import { findTarget } from "./find-target.js";
import type { RollbackInput } from "./input.js";

export interface RollbackFacts {
  readonly copy: LocalArtifact | null;
  readonly hosts: readonly HostLook[];
}

export const managerFor = ({ format }: Pick<RollbackInput, "format">): PackageManager =>
  format === "deb" ? dpkg : rpm;

/** Facts → one action a host that has the version to leave. Pure. */
export function plan(input: RollbackInput, { copy, hosts }: RollbackFacts): Draft<RollBackOnHost> {
  const fleet = fleetState(hosts, input.rollout.maxFailures);
  const judged = hosts.map((found) => judge(input, copy, found));
  const actions = judged.flatMap(({ action }) => action ?? []);
  const problems = [...fleet.problems, ...copyProblems(input, copy), ...judged.flatMap((one) => one.problems)];
  return {
    target: `${input.package} back from ${input.from} on ${hostsInWords(hosts)}`,
    actions: problems.length > 0 ? [] : actions,
    problems,
    warnings: [
      ...fleet.warnings,
      ...hosts.flatMap((found) => unwell(input, found)),
      ...(actions.length > 0 ? [notUndone(input.package)] : []),
    ],
    facts: { failuresAllowed: fleet.failuresAllowed, hosts: installedOn(hosts) },
  };
}

/** A host that has not the version to leave is done, and whoever goes back must hear when it is not well all the same. */
function unwell(input: RollbackInput, { host, ...found }: HostLook): readonly Warning[] {
  if (found.status !== "seen" || found.look.running !== null) return [];
  const { package: name, from } = input;
  const { facts } = found.look;
  const { installed, interrupted } = facts;
  if (installed === null)
    return [
      {
        code: "package-missing",
        message: `${host} has no ${name} at all, and gets none by going back.`,
        hint: "Deploy the version that it shall have to that server.",
      },
    ];
  const { version, state, isWhole } = installed;
  if (version === from || (isWhole && interrupted !== intentOfWayBack(host, name, from, version))) return [];
  return [
    {
      code: "package-unfinished",
      message: `${host} has ${name} ${version} (${state}), and how it got there ended without a word.`,
      hint: `Look at its service; then on ${host}: ${managerFor(input).byHand(name, facts)}`,
    },
  ];
}

interface Judged {
  readonly action: RollBackOnHost | null;
  readonly problems: readonly Problem[];
}

const nothing: Judged = { action: null, problems: [] };

function judge(input: RollbackInput, copy: LocalArtifact | null, found: HostLook): Judged {
  if (found.status !== "seen") return nothing;
  const { host, group, wave, look } = found;
  const { facts, running } = look;
  const { installed } = facts;
  if (installed?.version !== input.from && running === null) return nothing;
  const target = findTarget(facts, input, copy);
  const isOurs = running?.intent === intentOfWayBack(host, input.package, input.from, target?.version ?? null);
  if (running !== null && !isOurs) return { action: null, problems: [hostBusy(host, running)] };
  if (installed === null) return nothing;
  if (target === null) return { action: null, problems: [targetMissing(host, input, installed.version)] };
  const repairs = !installed.isWhole || facts.unfinished.length > 0 || facts.leftovers > 0;
  if (repairs && input.repair === "refuse")
    return { action: null, problems: [unfinished(host, facts, managerFor(input).byHand(input.package, facts))] };
  return {
    action: {
      type: "roll-back-package",
      summary: `${host}: roll back ${input.package} ${installed.version} → ${target.version}`,
      host,
      group,
      wave,
      package: input.package,
      expected: { version: installed.version, state: installed.state },
      ...target,
      repairs,
    },
    problems: [],
  };
}

const targetMissing = (host: string, { package: name, to }: RollbackInput, installed: string): Problem => ({
  code: "ERR_ROLLBACK_UNAVAILABLE",
  message: `rollback: unavailable on ${host}: it has not kept ${to === undefined ? `any ${name} from before ${installed}` : `${name} ${to}`}.`,
  hint: "Give a copy of the package to go back to, or install the older version with a downgrade allowed.",
});

const copyProblems = (input: RollbackInput, copy: LocalArtifact | null): readonly Problem[] =>
  copy === null || (copy.package === input.package && copy.format === input.format)
    ? []
    : [
        {
          code: "ERR_ARTIFACT_MISMATCH",
          message: `${copy.fileName} is ${copy.package} as .${copy.format}, not ${input.package} as .${input.format}.`,
          hint: "Give a copy of the package that shall be installed again.",
        },
      ];
