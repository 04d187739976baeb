import type { Pin } from "./pin.js";

/** YAML 1.1 as PyYAML reads it, with which Salt works (https://yaml.org/type/float.html, int.html, timestamp.html). */
const KINDS: readonly (readonly [RegExp, (text: string) => string])[] = [
  [/^\d+(?::[0-5]?\d)+(?:\.\d*)?$/, () => "a number of base 60"],
  [/^\d{4}-\d{1,2}-\d{1,2}$/, () => "a date"],
  [
    /^0x[0-9a-fA-F_]+$|^0[0-7_]+$|^0b[01_]+$/,
    (text) => `the number ${Number(text.replaceAll("_", "").replace(/^0(?=[0-7])/, "0o"))}`,
  ],
  [/^\d[\d_]*(?:\.[\d_]*)?(?:[eE][-+]?\d+)?$/, (text) => `the number ${Number(text.replaceAll("_", ""))}`],
];

/** What YAML makes of a version without quotes when that is no text: `1.10` is the number 1.1. Else null. Pure. */
export function yamlMisreading(version: string): string | null {
  const kind = KINDS.find(([expression]) => expression.test(version));
  return kind === undefined ? null : kind[1](version);
}

/** What a pin is really read as, when that is not its text. Pure. */
export const misreadingOf = ({ format, quoted, version }: Pick<Pin, "format" | "quoted" | "version">): string | null =>
  format === "yaml" && !quoted ? yamlMisreading(version) : null;
