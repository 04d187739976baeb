import { ReleaseError } from "@signalbox/release-core";

/** A look at a host ended without the answer that it always ends with. */
export const hostUnreadable = (host: string, said: string): ReleaseError =>
  new ReleaseError({
    code: "ERR_HOST_UNREADABLE",
    message: `${host} did not answer what was asked: ${said === "" ? "it said nothing" : said}`,
    hint: "It needs a POSIX shell, coreutils and awk: log in as the same user, look, and run it again.",
    details: { host, said },
    retryable: true,
  });
