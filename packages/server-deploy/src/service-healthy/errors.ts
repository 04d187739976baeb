import { ReleaseError } from "@signalbox/release-core";

/** A check that this machine makes cannot be a part of what happens on a server without it. */
export const probeOnHostOnly = (check: string): ReleaseError =>
  new ReleaseError({
    code: "ERR_PROBE_PLACE",
    message: `${check} cannot be asked by the server itself.`,
    hint: "In a deploy, health is checked on the server, so that it goes back without us: leave out `from`, or use the gate service-healthy afterwards.",
    details: { check },
  });

/** A gate asks from here, and nobody gave it the means. */
export const probesMissing = (check: string): ReleaseError =>
  new ReleaseError({
    code: "ERR_PROBES_MISSING",
    message: `${check} asks from here, but this program was given no way to ask.`,
    hint: "Give serviceHealthy the port `probes`, for example nodeProbes().",
    details: { check },
  });
