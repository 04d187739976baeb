import type { FoundPin } from "./found-pin.js";
import type { PinRule } from "./pin.js";

/** Null when the expression does not compile or has no group `version`. */
function compilePattern(pattern: string): RegExp | null {
  if (!pattern.includes("(?<version>")) return null;
  try {
    return new RegExp(pattern, "dgm");
  } catch {
    return null;
  }
}

/** What a rule's expression finds. `^` and `$` are ends of lines. Pure. */
export function patternPins(text: string, rule: PinRule): readonly FoundPin[] {
  const expression = compilePattern(rule.pattern ?? "");
  if (expression === null) return [];
  return [...text.matchAll(expression)].flatMap((found) => {
    const { version, name = rule.name, family } = found.groups ?? {};
    const span = (found as RegExpMatchArray & { indices?: RegExpIndicesArray }).indices?.groups?.["version"];
    if (!version || !name || span === undefined) return [];
    const [before, after] = [text[span[0] - 1] ?? "", text[span[1]] ?? ""];
    const quoted = before === after && (before === '"' || before === "'");
    const raw = quoted ? `${before}${version}${after}` : version;
    return [{ name, family: family ?? null, version, at: span[0], quoted, raw, remark: null }];
  });
}
