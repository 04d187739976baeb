import { ReleaseError } from "@signalbox/release-core";

export const postgresUnusable = (reason: string, cause?: unknown): ReleaseError =>
  new ReleaseError({
    code: "ERR_TESTBED_POSTGRES",
    message: `The test database server cannot be used: ${reason.trim() || "no message"}.`,
    hint: "It needs the Debian package postgresql (initdb, pg_ctl and psql under /usr/lib/postgresql); as root also the user postgres.",
    details: { reason },
    cause,
  });
