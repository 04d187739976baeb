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
}

/** Hosts that do not answer use up the budget before anything is begun. Pure. */
export function fleetState(hosts: readonly HostLook<unknown>[], budget: FailureBudget): FleetState {
  const silent = hosts.flatMap((host) => (host.status === "silent" ? [host] : []));
  const unusable = hosts.flatMap((host) => (host.status === "unusable" ? [host] : []));
  const allowed = failuresAllowed(budget, hosts.length);
  return {
    problems: [
      ...unusable.map(({ code, message, hint }) => ({ code, message, hint })),
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
  };
}

/** What each host has of the package, for the plan's facts. Pure. */
export const installedOn = (hosts: readonly HostLook[]): readonly object[] =>
  hosts.map((found) => {
    const { host, wave, status } = found;
    const installed = status === "seen" ? found.look.facts.installed : null;
    return { host, wave, status, installed: installed?.version ?? null, state: installed?.state ?? null };
  });

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

const hostSilent = ({ host, message }: { readonly host: string; readonly message: string }): Warning => ({
  code: "host-unreachable",
  message: `${host} does not answer and is left out: ${message}`,
  hint: "It counts as a failure. Run it again when the server answers.",
});

const tooManySilent = (silent: readonly string[], allowed: number): Problem => ({
  code: "ERR_TOO_MANY_UNREACHABLE",
  message: `${silent.join(", ")} ${silent.length === 1 ? "does" : "do"} not answer; ${allowed} may fail.`,
  hint: "Look after these servers, leave them out, or allow more failures.",
});
