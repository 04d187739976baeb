import { defineGate } from "@signalbox/release-core";
import { input } from "./input.js";
import { type HealthFacts, type HealthPorts, inspect } from "./inspect.js";
import { type HealthEvidence, judge } from "./judge.js";

/**
 * Passes when every check holds on every host, and has held for the stability window without a restart. Waits while it
 * does not; blocks when the deadline is over, and at once when nothing will change by itself: a failed unit, an error in
 * a log. A host that does not answer is waited for like a service. The look changes nothing on the host.
 * @throws ReleaseError `ERR_PROBES_MISSING`, `ERR_HOST_UNREADABLE`, and what the port throws that no waiting would cure
 */
export const serviceHealthy = defineGate<HealthPorts, typeof input, HealthFacts, HealthEvidence>({
  kind: "service-healthy",
  input,
  inspect,
  judge,
});
