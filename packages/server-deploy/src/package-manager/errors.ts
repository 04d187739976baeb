import { ReleaseError } from "@signalbox/release-core";
import { shown } from "../shown.js";

export const hostUnreadable = (host: string, output: string): ReleaseError =>
  new ReleaseError({
    code: "ERR_HOST_UNREADABLE",
    message: `${host} did not say what it has: its answer breaks off${output.trim() === "" ? "" : ` after ${JSON.stringify(shown(output.trim().split("\n").at(-1) ?? "", 80))}`}.`,
    hint: "It needs a POSIX shell, coreutils, awk, and dpkg or rpm: log in and look, then run it again.",
    details: { host },
  });
