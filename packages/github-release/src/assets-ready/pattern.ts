const PLACE = /\{([A-Za-z][\w-]*)\}/g;

/** The places of a pattern: `version`, `arch` of `modemd_{version}_{arch}.deb`. */
export const placesIn = (pattern: string): readonly string[] =>
  [...pattern.matchAll(PLACE)].map(([, name = ""]) => name);

/**
 * The names that a pattern stands for: `{version}` and other places are filled in, `*` is any run of characters. The
 * rest is taken as it is. Pure.
 */
export function namePattern(pattern: string, values: Readonly<Record<string, string>>): RegExp {
  const filled = pattern.replace(PLACE, (place, name: string) => values[name] ?? place);
  const parts = filled.split("*").map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`);
}

/** A pattern as people read it. Pure. */
export const shownPattern = (pattern: string, values: Readonly<Record<string, string>>): string =>
  pattern.replace(PLACE, (place, name: string) => values[name] ?? place);
