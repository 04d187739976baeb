import { ReleaseError, toJson } from "@signalbox/release-core";

/** The verdict that was asked for before anything is written says no. */
export const commitBlocked = (
  host: string,
  name: string,
  { reason, hint, evidence }: { reason: string; hint: string; evidence: unknown },
): ReleaseError =>
  new ReleaseError({
    code: "ERR_COMMIT_BLOCKED",
    message: `${name} was not installed on ${host}: ${reason}`,
    hint,
    details: toJson({ host, evidence }),
  });
