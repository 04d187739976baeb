/** Where caches of programs go (XDG Base Directory Specification). Relative where the environment names no home. */
export const cacheHomeOf = (env: Readonly<Record<string, string | undefined>>): string =>
  env["XDG_CACHE_HOME"] || `${homeOf(env)}/.cache`;

export const homeOf = (env: Readonly<Record<string, string | undefined>>): string =>
  env["HOME"] || env["USERPROFILE"] || ".";
