import * as z from "zod";

/** What POSIX extended expressions and JavaScript read differently, so that here and there would judge differently. */
const NOT_PORTABLE = /\\[A-Za-z0-9]|\(\?|\[\[?[:.=]|\[\^?\]|\[[^\]]*\\|[*+?}][?+]|\\$/;

/** An expression that `grep -E` on a host and JavaScript here read alike. It is matched line by line. */
export const patternField = z
  .string()
  .min(1)
  .max(500)
  .refine((text) => !/\p{Cc}/u.test(text), "has a control character")
  .refine((text) => compiles(text.replaceAll("{version}", "v")), {
    message: "must be an extended regular expression without \\d, \\w, (?…), [[:…:]] or lazy counts: write [0-9]",
  });

function compiles(text: string): boolean {
  if (NOT_PORTABLE.test(text)) return false;
  try {
    new RegExp(text, "u");
    return true;
  } catch {
    return false;
  }
}

const literal = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);

/** The place {version} filled in: `wanted` finds exactly this one, `any` whatever stands there, to tell people. */
export function versionPatterns(pattern: string, version: string): { readonly wanted: string; readonly any: string } {
  const end = "([^A-Za-z0-9.+~_-]|$)";
  return {
    wanted: pattern.replaceAll("{version}", () => `${literal(version)}${end}`),
    any: pattern.replaceAll("{version}", () => "[A-Za-z0-9][A-Za-z0-9.+~_-]*"),
  };
}

/** The first line that matches, as `grep -m 1` gives it; null when none does. */
export const firstLine = (text: string, pattern: string): string | null =>
  text.split("\n").find((line) => new RegExp(pattern, "u").test(line)) ?? null;
