import { matchesGlob } from "../known-hosts/match-host.js";

/**
 * Which names have the same configuration: those that match the same `Host` lines. Null for what depends on more than the
 * name as it was asked for.
 */
export type HostClasses = (name: string) => string | null;

/** A keyword and its words: blanks or one `=` between (ssh_config(5)). */
const STATEMENT = /^\s*([A-Za-z]+)(?:\s*=\s*|\s+)(.*?)\s*$/;
/** With these a name alone does not say what applies. */
const BEYOND = /^(?:match|canonicalizehostname|canonicaldomains)$/;

/** Reads the `Host` lines of all configuration files; null when the files say more than that about names. */
export function hostClasses(texts: readonly string[]): HostClasses | null {
  const patterns: string[][] = [];
  for (const line of texts.join("\n").split(/\r?\n/)) {
    const [, keyword, rest = ""] = STATEMENT.exec(line) ?? [];
    if (keyword === undefined) continue;
    if (BEYOND.test(keyword.toLowerCase())) return null;
    if (keyword.toLowerCase() === "host") patterns.push(patternsOf(rest));
  }
  // OpenSSH changes capitals to small letters in between.
  return (name) =>
    name === name.toLowerCase() ? patterns.map((list) => Number(matchesList(list, name))).join("") : null;
}

/** The patterns of a `Host` line. */
export const patternsOf = (text: string): string[] =>
  [...text.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? "");

/** True when one matches, and none that is negated with `!` does. */
export function matchesList(patterns: readonly string[], name: string): boolean {
  const isNegated = (pattern: string): boolean => pattern.startsWith("!");
  return (
    patterns.some((pattern) => !isNegated(pattern) && matchesGlob(pattern, name)) &&
    !patterns.some((pattern) => isNegated(pattern) && matchesGlob(pattern.slice(1), name))
  );
}
