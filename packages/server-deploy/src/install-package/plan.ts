import type { Draft, Problem, Warning } from "@signalbox/release-core";
import { digestUnpinned } from "../fleet/digest-unpinned.js";
import { fleetState, hostsInWords, installedOn } from "../fleet/fleet-draft.js";
import type { InstallOnHost } from "./action.js";
import type { InstallFacts } from "./facts.js";
import type { InstallInput } from "./input.js";
import { judgeHost } from "./judge-host.js";
import * as problems from "./problems.js";

/** Facts → one action a host that is not as wished, and every problem of every host. Pure. */
export function plan(input: InstallInput, { artifact, previous, hosts }: InstallFacts): Draft<InstallOnHost> {
  const fleet = fleetState(hosts, input.rollout.maxFailures);
  const judged = hosts.flatMap((found) => {
    if (found.status !== "seen") return [];
    const { look, host, group, wave } = found;
    return [judgeHost(input, artifact, { previous, place: { host, group, wave }, look })];
  });
  const actions = judged.flatMap(({ action }) => action ?? []);
  const wrong = mismatches(input, artifact);
  // What a file that was not meant needs is of no interest.
  const all = [...wrong, ...fleet.problems, ...(wrong.length > 0 ? [] : judged.flatMap((one) => one.problems))];
  const goesBack = actions.some(({ wayBack }) => wayBack.kind === "kept" || wayBack.kind === "sent");
  const { fileName, size, sha256, architecture } = artifact;
  return {
    target: `${input.package} ${input.version} on ${hostsInWords(hosts)}`,
    actions: all.length > 0 ? [] : actions,
    problems: all,
    warnings: [
      ...fleet.warnings,
      ...(actions.length > 0 ? unpinned(input, artifact) : []),
      ...judged.flatMap(({ warnings }) => warnings),
      ...(goesBack ? [problems.notUndone(input.package)] : []),
    ],
    facts: {
      artifact: { fileName, size, sha256, architecture },
      failuresAllowed: fleet.failuresAllowed,
      hosts: installedOn(hosts),
    },
  };
}

function unpinned(
  { artifact: { url, ...pin } }: InstallInput,
  { sha256 }: InstallFacts["artifact"],
): readonly Warning[] {
  return url === undefined || pin.sha256 !== undefined || pin.checksums !== undefined
    ? []
    : [digestUnpinned(url, sha256)];
}

function mismatches(input: InstallInput, artifact: InstallFacts["artifact"]): readonly Problem[] {
  const fields = ["package", "version"] as const;
  return fields.flatMap((field) =>
    artifact[field] === input[field]
      ? []
      : [problems.notInArtifact(field, input[field], artifact[field], artifact.fileName)],
  );
}
