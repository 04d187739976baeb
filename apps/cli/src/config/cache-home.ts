import { isAbsolute, join } from "node:path";

/** Where caches of programs go (XDG Base Directory Specification). Relative where the environment names no home. */
export const cacheHomeOf = (env: Readonly<Record<string, string | undefined>>): string =>
  env["XDG_CACHE_HOME"] || `${homeOf(env)}/.cache`;

/**
 * Where compiled code is kept: the folder that Node itself was given for that (NODE_COMPILE_CACHE, which Node 20 does not
 * know yet), else the cache, but only once there is one. Null: nowhere.
 */
export function codeHomeOf(
  env: Readonly<Record<string, string | undefined>>,
): { readonly folder: string; readonly isGiven: boolean } | null {
  const given = env["NODE_COMPILE_CACHE"] ?? "";
  const home = given === "" ? cacheHomeOf(env) : given;
  // Without a home the folder would be one of the working directory's, which anybody may have made.
  return isAbsolute(home) ? { folder: join(home, "signalbox"), isGiven: given !== "" } : null;
}

export const homeOf = (env: Readonly<Record<string, string | undefined>>): string =>
  env["HOME"] || env["USERPROFILE"] || ".";
