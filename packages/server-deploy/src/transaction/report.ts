import type { Report } from "./view.js";

/** No transaction of ours has as many events; what claims to is cut. */
const MOST_LINES = 10_000;

export interface ReportReader {
  hear(line: string): void;
  heard(): Report & { readonly said: string };
}

/** Gathers what `report` prints on a host. */
export function reportOf(): ReportReader {
  const journal: string[] = [];
  let about: string | null = null;
  let logBytes = 0;
  let end: Report["end"] = null;
  let said = "";
  return {
    hear(line) {
      const at = line.indexOf(" ");
      const [word, rest] = [line.slice(0, at), line.slice(at + 1)];
      if (word === "about") about = rest;
      else if (word === "journal" && journal.length < MOST_LINES) journal.push(rest);
      else if (word === "log") logBytes = Number(/^\d{1,15}$/.test(rest) ? rest : 0);
      else if (word === "said") said = rest;
      else if (word === "end" && (rest === "alive" || rest === "dead" || rest === "none")) end = rest;
    },
    heard: () => ({ about, journal, logBytes, end, said }),
  };
}
