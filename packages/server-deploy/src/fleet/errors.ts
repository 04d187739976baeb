import { ReleaseError } from "@signalbox/release-core";
import { shown } from "../shown.js";

export const lookFailed = (host: string, said: string): ReleaseError =>
  new ReleaseError({
    code: "ERR_HOST_UNREADABLE",
    message: `${host} did not say what it has: ${shown(said) || "no answer"}`,
    hint: "It needs a POSIX shell, coreutils, awk, and dpkg or rpm: log in and look, then run it again.",
    details: { host },
  });
