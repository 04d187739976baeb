import type { Draft } from "@signalbox/release-core";
import { digestUnpinned } from "../fleet/digest-unpinned.js";
import { fleetState, hostsInWords } from "../fleet/fleet-draft.js";
import type { DeployOnHost } from "./action.js";
import type { FilesFacts } from "./inspect.js";
import type { DeployFilesInput } from "./input.js";
import { judgeHost } from "./judge-host.js";

/** Facts → one action a host that is not as wished, and every problem of every host. Pure. */
export function plan(input: DeployFilesInput, { local, hosts }: FilesFacts): Draft<DeployOnHost> {
  const fleet = fleetState(hosts, input.rollout.maxFailures);
  const judged = hosts.flatMap((found) => {
    if (found.status !== "seen") return [];
    const { look, host, group, wave } = found;
    return [judgeHost(input, local, { place: { host, group, wave }, look })];
  });
  const actions = judged.flatMap(({ action }) => action ?? []);
  const unpinned = input.files.flatMap(({ url, sha256 }, at) =>
    url === undefined || sha256 !== undefined ? [] : [digestUnpinned(url, local[at]?.sha256 ?? "")],
  );
  const problems = [...fleet.problems, ...judged.flatMap((one) => one.problems)];
  return {
    target: `${input.name} on ${hostsInWords(hosts)}`,
    actions: problems.length > 0 ? [] : actions,
    problems,
    warnings: [...fleet.warnings, ...(actions.length > 0 ? unpinned : []), ...judged.flatMap((one) => one.warnings)],
    facts: {
      files: input.files.map(({ path }, at) => ({ path, sha256: local[at]?.sha256, size: local[at]?.size })),
      failuresAllowed: fleet.failuresAllowed,
      hosts: hosts.map(({ host, wave, status }) => ({ host, wave, status })),
    },
  };
}
