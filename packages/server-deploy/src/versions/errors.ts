import { ReleaseError } from "@signalbox/release-core";
import { shown } from "../shown.js";

/** A text that the package manager would not take for a version. */
export const versionMalformed = (family: "Debian" | "RPM", text: string, why: string): ReleaseError =>
  new ReleaseError({
    code: "ERR_VERSION_MALFORMED",
    message: `${JSON.stringify(shown(text))} is no version of a ${family} package: ${why}.`,
    hint:
      family === "Debian"
        ? "A Debian version is [epoch:]upstream[-revision], such as 1.34.0~tc2 or 2:1.4.2-1."
        : "An RPM version is [epoch:]version[-release], such as 0.0.1-412 or 1:2.0~rc1-1.",
    details: { family, version: shown(text) },
  });
