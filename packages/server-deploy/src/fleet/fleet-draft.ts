import type { Action, Plan, Problem, Warning } from "@signalbox/release-core";
import { type FailureBudget, failuresAllowed } from "./budget.js";
import type { HostLook } from "./host-look.js";
import type { HostGroup } from "./waves.js";

/** What of a fleet cannot be done, whatever is to be done there. */
export interface FleetState {
  readonly problems: readonly Problem[];
  readonly warnings: readonly Warning[];
  /** What is left of the budget for those that answer. */
  readonly failuresAllowed: number;
  readonly hosts: readonly {
    readonly host: string;
    readonly wave: number;
    readonly status: HostLook["status"];
    readonly installed: string | null;
    readonly state: string | null;
  }[];
}

/** Hosts that do not answer use up the budget before anything is begun. Pure. */
export function fleetState(hosts: readonly HostLook[], budget: FailureBudget): FleetState {
  const silent = hosts.filter((host) => host.status === "silent");
  const allowed = failuresAllowed(budget, hosts.length);
  return {
    problems: [
      ...hosts.flatMap((host) =>
        host.status === "unusable" ? [{ code: host.code, message: host.message, hint: host.hint }] : [],
      ),
      ...(silent.length > allowed
        ? [
            tooManySilent(
              silent.map(({ host }) => host),
              allowed,
            ),
          ]
        : []),
    ],
    warnings: silent.map(hostSilent),
    failuresAllowed: Math.max(0, allowed - silent.length),
    hosts: hosts.map((host) => {
      const installed = host.status === "seen" ? host.look.facts.installed : null;
      return {
        host: host.host,
        wave: host.wave,
        status: host.status,
        installed: installed?.version ?? null,
        state: installed?.state ?? null,
      };
    }),
  };
}

interface FleetInput {
  readonly groups: readonly HostGroup[];
  readonly rollout: { readonly maxFailures: FailureBudget };
}

/** The kernel's waves for a plan with `failuresAllowed` among its facts. */
export const fleetWaves = {
  of: ({ wave }: Action & { readonly wave: number }): number => wave,
  maxFailures: ({ rollout, groups }: FleetInput, { facts }: Pick<Plan, "facts">): number => {
    const left = (facts as { readonly failuresAllowed?: unknown }).failuresAllowed;
    return typeof left === "number"
      ? left
      : failuresAllowed(rollout.maxFailures, groups.flatMap((group) => group.hosts).length);
  },
};

/** A single host by name, several by number. Pure. */
export const hostsInWords = (hosts: readonly { readonly host: string }[]): string =>
  hosts.length === 1 ? (hosts[0]?.host ?? "") : `${hosts.length} hosts`;

function hostSilent(look: HostLook): Warning {
  return {
    code: "host-unreachable",
    message: `${look.host} does not answer and is left out${look.status === "seen" ? "" : `: ${look.message}`}`,
    hint: "It counts as a failure. Run it again when the server answers.",
  };
}

const tooManySilent = (silent: readonly string[], allowed: number): Problem => ({
  code: "ERR_TOO_MANY_UNREACHABLE",
  message: `${silent.join(", ")} ${silent.length === 1 ? "does" : "do"} not answer; ${allowed} may fail.`,
  hint: "Look after these servers, leave them out, or allow more failures.",
});
