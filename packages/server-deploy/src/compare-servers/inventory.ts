import { shown } from "../shown.js";

/** A package as a host has it. */
export interface PackageOnHost {
  readonly family: "deb" | "rpm";
  readonly name: string;
  readonly architecture: string;
  /** As its package manager writes it: `[epoch:]upstream[-revision]`, `[epoch:]version-release`. */
  readonly version: string;
  /** dpkg's letters, `ii`, `iF`, `iU`; rpm's are always `ii`. */
  readonly state: string;
  /** Unpacked and configured. */
  readonly isWhole: boolean;
  /** Since it was installed, milliseconds; null when the host does not tell. */
  readonly ageMs: number | null;
}

/** Reads what the inventory script printed; null when it was cut off. What is removed, but for its configuration, is not there. */
export function parseInventory(stdout: string): readonly PackageOnHost[] | null {
  const lines = stdout.split("\n");
  if (lines.at(-1) !== "" || lines.at(-2) !== "end") return null;
  return newestOnly(
    lines
      .slice(0, -2)
      .map(parseLine)
      .filter((found) => found !== null),
  );
}

function parseLine(line: string): PackageOnHost | null {
  const [family, name = "", architecture = "", letters = "", version = "", age = ""] = line.split("\t");
  const state = letters.trim();
  if ((family !== "deb" && family !== "rpm") || name === "" || version === "") return null;
  // dpkg-query(1): the second letter is the state; n, not installed, and c, only its configuration is left.
  if (state[1] === undefined || "nc".includes(state[1])) return null;
  const ageMs = /^[0-9]{1,12}$/.test(age) ? Number(age) * 1000 : null;
  const isWhole = state[1] === "i" && state.length === 2;
  return {
    family,
    name: shown(name),
    architecture: shown(architecture),
    version: shown(version),
    state: shown(state),
    isWhole,
    ageMs,
  };
}

/** A package may be there for two architectures, and during an upgrade rpm has both: the one installed last counts. */
function newestOnly(found: readonly PackageOnHost[]): readonly PackageOnHost[] {
  const byName = new Map<string, PackageOnHost>();
  for (const one of found) {
    const other = byName.get(one.name);
    if (other === undefined || (one.ageMs ?? Infinity) < (other.ageMs ?? Infinity)) byName.set(one.name, one);
  }
  return [...byName.values()];
}
