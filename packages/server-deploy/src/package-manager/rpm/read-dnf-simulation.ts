import { shown } from "../../shown.js";
import type { Resolution } from "../package-manager.js";

const HEADINGS: Readonly<Record<string, "installs" | "removes" | "other">> = {
  "Installing:": "installs",
  "Installing dependencies:": "installs",
  "Installing weak dependencies:": "installs",
  "Upgrading:": "installs",
  "Removing:": "removes",
  "Removing dependent packages:": "removes",
  "Transaction Summary": "other",
};

/** Reads the table that `dnf --assumeno install` prints before it says no (its code is 1 then, too). Pure. */
export function readDnfSimulation(output: string): Resolution {
  const found = { installs: [] as string[], removes: [] as string[], other: [] as string[] };
  let under: keyof typeof found = "other";
  for (const line of output.split("\n").map((text) => shown(text))) {
    under = HEADINGS[line] ?? under;
    const [, name = "", version = ""] = /^(\S+)\s+\S+\s+(\S+)\s+\S+\s+[\d.]+ [kMG]?/.exec(line) ?? [];
    if (name !== "") found[under].push(`${name} (${version})`);
  }
  return {
    isPossible: found.installs.length > 0 && found.removes.length === 0,
    installs: found.installs,
    removes: found.removes,
    reasons: output
      .split("\n")
      .map((line) => shown(line))
      .filter((line) => /^(?:Error:|Problem|No match for argument|nothing provides|- nothing provides)/.test(line))
      .slice(0, 8),
  };
}
