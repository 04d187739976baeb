import { parseVersion } from "@signalbox/git";
import type { Problem } from "@signalbox/release-core";
import { misreadingOf, type Pin } from "../pins/index.js";

const SHAPE = /^[vV]?(?:\d+:)?\d+(?:\.\d+)*(?:[-~+][0-9A-Za-z][0-9A-Za-z.~+-]*)?$/;

/** Why a version cannot be written in the place of a pin, null when it can. Pure. */
export function versionFault(pin: Pin, version: string): Problem | null {
  const place = `${pin.file}:${pin.line}`;
  if (!SHAPE.test(version)) {
    return invalid(
      `${JSON.stringify(version)} is no version for ${pin.name}.`,
      "Write numbers as in 1.2.3 or 1.2.3-tc2.",
    );
  }
  if (/^v/i.test(version) && !/^v/i.test(pin.version)) {
    const hint = `Write ${version.slice(1)}: ${pin.version} stands in ${place} without a v.`;
    return invalid(`${pin.name} is pinned without a leading v, and ${version} has one.`, hint);
  }
  if (pin.format === "package-json" && parseVersion(version.replace(/^v/i, "")) === null) {
    const repaired = version.replace(/(^|\.)0+(?=\d)/g, "$1");
    const hint =
      parseVersion(repaired) === null ? "npm wants three numbers, as in 1.2.3." : `Did you mean ${repaired}?`;
    return invalid(`${version} is no version by the rules of npm (semver.org, item 2).`, hint);
  }
  const misread = misreadingOf({ ...pin, version });
  if (misread === null) return null;
  return {
    code: "ERR_PIN_UNQUOTED",
    message: `${version} would stand without quotes in ${place}, and YAML reads it as ${misread}.`,
    hint: `Put quotes around the version of ${pin.name} first; Signalbox changes the version and nothing else.`,
  };
}

const invalid = (message: string, hint: string): Problem => ({ code: "ERR_PIN_VERSION_INVALID", message, hint });
