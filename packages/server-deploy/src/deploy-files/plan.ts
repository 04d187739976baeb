import type { Draft, Problem, Warning } from "@signalbox/release-core";
import { failuresAllowed } from "../fleet/budget.js";
import { digestUnpinned } from "../fleet/digest-unpinned.js";
import { hostsInWords } from "../fleet/fleet-draft.js";
import type { DeployOnHost } from "./action.js";
import type { FilesFacts, HostFound } from "./inspect.js";
import type { DeployFilesInput } from "./input.js";
import { judgeHost } from "./judge-host.js";

/** Facts → one action a host that is not as wished, and every problem of every host. Pure. */
export function plan(input: DeployFilesInput, { local, hosts }: FilesFacts): Draft<DeployOnHost> {
  const allowed = failuresAllowed(input.rollout.maxFailures, hosts.length);
  const silent = hosts.filter(({ status }) => status === "silent");
  const judged = hosts.flatMap((found) => {
    if (found.status !== "seen") return [];
    const { look, host, group, wave } = found;
    return [judgeHost(input, local, { place: { host, group, wave }, look })];
  });
  const actions = judged.flatMap(({ action }) => action ?? []);
  const unpinned = input.files.flatMap(({ url, sha256 }, at) =>
    url === undefined || sha256 !== undefined ? [] : [digestUnpinned(url, local[at]?.sha256 ?? "")],
  );
  const problems = [
    ...hosts.flatMap((found) => (found.status === "unusable" ? [problemOf(found)] : [])),
    ...(silent.length > allowed ? [tooManySilent(silent, allowed)] : []),
    ...judged.flatMap((one) => one.problems),
  ];
  return {
    target: `${input.name} on ${hostsInWords(hosts)}`,
    actions: problems.length > 0 ? [] : actions,
    problems,
    warnings: [...silent.map(left), ...(actions.length > 0 ? unpinned : []), ...judged.flatMap((one) => one.warnings)],
    facts: {
      files: input.files.map(({ path }, at) => ({ path, sha256: local[at]?.sha256, size: local[at]?.size })),
      failuresAllowed: Math.max(0, allowed - silent.length),
      hosts: hosts.map(({ host, wave, status }) => ({ host, wave, status })),
    },
  };
}

const problemOf = ({ code, message, hint }: Extract<HostFound, { message: string }>): Problem => ({
  code,
  message,
  hint,
});

const left = (found: HostFound): Warning => ({
  code: "host-unreachable",
  message: `${found.host} does not answer and is left out${found.status === "seen" ? "" : `: ${found.message}`}`,
  hint: "It counts as a failure. Run it again when the server answers.",
});

const tooManySilent = (silent: readonly HostFound[], allowed: number): Problem => ({
  code: "ERR_TOO_MANY_UNREACHABLE",
  message: `${silent.map(({ host }) => host).join(", ")} ${silent.length === 1 ? "does" : "do"} not answer; ${allowed} may fail.`,
  hint: "Look after these servers, leave them out, or allow more failures.",
});
