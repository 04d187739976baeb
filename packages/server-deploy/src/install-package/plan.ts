import type { Draft, Problem } from "@signalbox/release-core";
import { failuresAllowed } from "../fleet/budget.js";
import type { InstallOnHost } from "./action.js";
import type { HostLook, InstallFacts } from "./facts.js";
import type { InstallInput } from "./input.js";
import { judgeHost } from "./judge-host.js";
import * as problems from "./problems.js";

/** Facts → one action a host that is not as wished, and every problem of every host. Pure. */
export function plan(input: InstallInput, { artifact, previous, hosts }: InstallFacts): Draft<InstallOnHost> {
  const seen = hosts.flatMap((host) => (host.status === "seen" ? [host] : []));
  const silent = hosts.flatMap((host) => (host.status === "silent" ? [host] : []));
  const judged = seen.map(({ look, host, group, wave }) => ({
    host,
    ...judgeHost(input, artifact, { previous, place: { host, group, wave }, look }),
  }));
  const actions = judged.flatMap(({ action }) => action ?? []);
  const allowed = failuresAllowed(input.rollout.maxFailures, hosts.length);
  const wrong = mismatches(input, artifact);
  const all = [
    ...wrong,
    ...hosts.flatMap((host) => (host.status === "unusable" ? [problemOf(host)] : [])),
    ...(silent.length > allowed
      ? [
          problems.tooManySilent(
            silent.map(({ host }) => host),
            allowed,
          ),
        ]
      : []),
    // What a file that was not meant needs is of no interest.
    ...(wrong.length > 0 ? [] : judged.flatMap((one) => one.problems)),
  ];
  const goesBack = actions.some(({ wayBack }) => wayBack.kind === "kept" || wayBack.kind === "sent");
  return {
    target: `${input.package} ${input.version} on ${hosts.length === 1 ? (hosts[0]?.host ?? "") : `${hosts.length} hosts`}`,
    actions: all.length > 0 ? [] : actions,
    problems: all,
    warnings: [
      ...silent.map(({ host, message }) => problems.hostSilent(host, message)),
      ...judged.flatMap(({ warnings }) => warnings),
      ...(goesBack ? [problems.notUndone(input.package)] : []),
    ],
    facts: {
      artifact: {
        fileName: artifact.fileName,
        size: artifact.size,
        sha256: artifact.sha256,
        architecture: artifact.architecture,
      },
      failuresAllowed: Math.max(0, allowed - silent.length),
      hosts: hosts.map((host) => ({
        host: host.host,
        wave: host.wave,
        status: host.status,
        installed: host.status === "seen" ? (host.look.facts.installed?.version ?? null) : null,
        state: host.status === "seen" ? (host.look.facts.installed?.state ?? null) : null,
      })),
    },
  };
}

function mismatches(input: InstallInput, artifact: InstallFacts["artifact"]): readonly Problem[] {
  const found: Problem[] = [];
  if (artifact.package !== input.package)
    found.push(problems.notInArtifact("package", input.package, artifact.package, artifact.fileName));
  if (artifact.version !== input.version)
    found.push(problems.notInArtifact("version", input.version, artifact.version, artifact.fileName));
  return found;
}

const problemOf = ({ code, message, hint }: Extract<HostLook, { status: "unusable" }>): Problem => ({
  code,
  message,
  hint,
});
