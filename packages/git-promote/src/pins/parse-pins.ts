import { lineCounter } from "./file-text.js";
import type { FoundPin } from "./found-pin.js";
import { globTest } from "../glob.js";
import { packageJsonPins } from "./package-json-pins.js";
import { patternPins } from "./pattern-pins.js";
import type { Pin, PinFormat, PinRule } from "./pin.js";
import { yamlPins } from "./yaml-pins.js";

const FINDERS: Readonly<Record<PinFormat, (text: string, rule: PinRule) => readonly FoundPin[]>> = {
  yaml: yamlPins,
  "package-json": packageJsonPins,
  pattern: patternPins,
};

/** The pins of one file by the rules that its path matches, in the order of the text. Pure. */
export function parsePins(text: string, file: string, rules: readonly PinRule[]): readonly Pin[] {
  const found = rules
    .filter(({ files }) => globTest(files)(file))
    .flatMap((rule) => FINDERS[rule.format](text, rule).map((pin) => ({ pin, rule })))
    .filter(({ pin, rule }) => rule.name === undefined || rule.name === pin.name)
    .sort((a, b) => a.pin.at - b.pin.at);
  const lineOf = lineCounter(text);
  // Two rules may find the same place; the first one names it.
  const first = found.filter(({ pin }, index) => found[index - 1]?.pin.at !== pin.at);
  return first.map(({ pin, rule }) => ({
    ...pin,
    family: rule.family ?? pin.family ?? familyOf(file, rule.format),
    file,
    line: lineOf(pin.at),
    format: rule.format,
  }));
}

function familyOf(file: string, format: PinFormat): string {
  const folders = file.split("/").slice(0, -1);
  return format === "package-json" ? folders.join("/") : (folders[0] ?? "");
}
