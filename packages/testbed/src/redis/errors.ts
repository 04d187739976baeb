import { ReleaseError } from "@signalbox/release-core";

export const redisUnusable = (reason: string): ReleaseError =>
  new ReleaseError({
    code: "ERR_TESTBED_REDIS",
    message: `The test Redis cannot be used: ${reason.trim() || "no message"}.`,
    hint: "It needs redis-server in PATH (Debian: redis-server).",
    details: { reason },
  });
