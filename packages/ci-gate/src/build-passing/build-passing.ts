import { callOptionsOf, type Context, defineGate } from "@signalbox/release-core";
import { type BuildLook, lookAtNewest } from "../builds/newest-builds.js";
import type { CiPorts } from "../builds/ports.js";
import type { PassingEvidence } from "./evidence.js";
import { input, type PassingInput } from "./input.js";
import { judge } from "./judge.js";

async function inspect(given: PassingInput, ports: CiPorts, context: Context): Promise<readonly BuildLook[]> {
  const { commit } = given;
  return commit === null ? [] : lookAtNewest(ports, { ...given, commit }, callOptionsOf(context));
}

/**
 * Passes when the newest build of exactly this commit has passed, or the jobs that `jobs` names have. Waits while it is
 * queued or runs. Where it is held for an approval, or there is no build or job yet, it waits until `deadlineMs` after the
 * first such look, and then blocks. A build that failed, was cancelled, left out, or is older than `maxAgeMs` blocks.
 */
export const buildPassing = defineGate<CiPorts, typeof input, readonly BuildLook[], PassingEvidence>({
  kind: "build-passing",
  input,
  inspect,
  judge,
});
