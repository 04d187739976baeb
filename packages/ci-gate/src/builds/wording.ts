import type { BuildChoice } from "./newest-builds.js";
import type { Build, BuildParameters } from "./ports.js";

/** `test_and_build on 16.12`. */
export const titleOf = ({ name, branch, tag }: Pick<Build, "name" | "branch" | "tag">): string =>
  branch !== null ? `${name} on ${branch}` : tag !== null ? `${name} on the tag ${tag}` : name;

/** `1f2e3d4c5b on 16.12`: what was asked for. */
export const askedFor = ({ commit, branch, tag, workflow }: BuildChoice): string =>
  `${commit.slice(0, 10)}${branch !== undefined ? ` on ${branch}` : tag !== undefined ? ` on the tag ${tag}` : ""}${workflow === undefined ? "" : ` by ${workflow}`}`;

/** `2026-03-02 09:00 UTC`. */
export const minuteOf = (ms: number): string => `${new Date(ms).toISOString().slice(0, 16).replace("T", " ")} UTC`;

/** `a, b and c`. */
export const listed = (names: readonly string[]): string =>
  names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1) ?? ""}`;

/** `flavor=generic, versionCode=161200`. */
export const parametersText = (parameters: BuildParameters): string =>
  Object.entries(parameters)
    .map(([name, value]) => `${name}=${String(value)}`)
    .join(", ");

const UNITS = [
  ["d", 86_400_000],
  ["h", 3_600_000],
  ["min", 60_000],
  ["s", 1000],
] as const;

/** `3 d 4 h`, `12 min`, `5 s`: its two largest units. */
export function spanText(ms: number): string {
  const whole = Math.max(0, ms);
  const first = UNITS.findIndex(([, unit]) => whole >= unit);
  if (first === -1) return "0 s";
  let rest = whole;
  return UNITS.slice(first, first + 2)
    .flatMap(([name, unit]) => {
      const count = Math.floor(rest / unit);
      rest -= count * unit;
      return count === 0 ? [] : [`${count} ${name}`];
    })
    .join(" ");
}
