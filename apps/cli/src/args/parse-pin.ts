import { usage } from "../errors.js";

/** What somebody wants to be pinned. */
export interface PinArgument {
  readonly name: string;
  readonly family?: string;
  readonly version: string;
}

/**
 * Reads `name=version` or `family:name=version`.
 * @throws ReleaseError `ERR_USAGE`
 */
export function parsePin(given: string, family: string | undefined): PinArgument {
  const equals = given.lastIndexOf("=");
  const [name, version] = [given.slice(0, Math.max(0, equals)).trim(), given.slice(equals + 1).trim()];
  const colon = name.indexOf(":");
  const own = colon < 0 ? family : name.slice(0, colon);
  const bare = name.slice(colon + 1);
  if (bare === "" || version === "")
    throw usage(
      `"${given}" is no pin.`,
      "Write name=version, or family:name=version: modemd=1.6.0, tc2:modemd=1.13.0.",
    );
  return { name: bare, version, ...(own === undefined ? {} : { family: own }) };
}
