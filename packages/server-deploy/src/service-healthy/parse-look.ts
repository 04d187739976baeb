import { redactText } from "@signalbox/release-core";
import { shown } from "../shown.js";

/** What one look at one check saw. */
export interface Seen {
  /** `no`: not yet, or not any more. `failed`: nothing will change by itself. */
  readonly state: "ok" | "no" | "failed";
  /** Changes when the service was started anew; null where nobody can say. */
  readonly marker: string | null;
  /** For how many milliseconds it has been so by the host's own account; null where it has none. */
  readonly ageMs: number | null;
  /** For people. */
  readonly saw: string;
}

/** Reads what the look script printed; null when it is not an answer for each of `count` checks, in order. */
export function parseLook(stdout: string, count: number): readonly Seen[] | null {
  const lines = stdout.split("\n").filter((line) => line.startsWith("check\t"));
  const seen = lines.map((line, at) => parseLine(line, at));
  return seen.length === count && seen.every((one) => one !== null) ? seen : null;
}

function parseLine(line: string, at: number): Seen | null {
  const [, place, state, marker = "-", age = "-", , ...saw] = line.split("\t");
  if (Number(place) !== at || (state !== "ok" && state !== "no" && state !== "failed")) return null;
  return {
    state,
    marker: marker === "-" ? null : shown(marker),
    ageMs: /^[0-9]{1,15}$/.test(age) ? Number(age) : null,
    saw: redactText(shown(saw.join(" "), 300)),
  };
}
