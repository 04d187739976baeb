import { redactText } from "@signalbox/release-core";

/** A line of a log with its place, as `grep -b` prints it. Null: it is none. */
export function readLogLine(line: string): { readonly atByte: number; readonly text: string } | null {
  const found = /^(\d{1,15}):/.exec(line);
  return found === null ? null : { atByte: Number(found[1]), text: line.slice(found[0].length) };
}

const ESCAPE_SEQUENCES = /\u001b(?:\[[0-?]*[ -/]*[@-~]?|[\]PX^_][^\u0007\u001b]*(?:\u0007|\u001b\\)?|[ -/]*[0-~])/g;
const CONTROLS = /[\p{Cc}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** A line of a log, fit to be told: no escape codes, of a line that was written over the last text, no secrets. */
export function toldLine(text: string, secrets: readonly string[] = []): string {
  const plain = text.replace(ESCAPE_SEQUENCES, "").replace(/\r+$/, "");
  return redactText(
    plain
      .slice(plain.lastIndexOf("\r") + 1)
      .replaceAll("\t", " ")
      .replace(CONTROLS, ""),
    secrets,
  );
}

/** A secret of several lines is hidden line by line. */
export const secretLines = (secrets: readonly string[]): string[] =>
  secrets.flatMap((secret) => secret.split(/\r?\n/)).filter((line) => line.length >= 4);
