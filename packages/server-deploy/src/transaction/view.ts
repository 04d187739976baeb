import { shown } from "../shown.js";
import type { TransactionState, TransactionView } from "./transaction.js";
import type { About } from "./work.js";

/** What a host said of one transaction, line by line, as `report` prints it. */
export interface Report {
  readonly about: string | null;
  readonly journal: readonly string[];
  readonly logBytes: number;
  /** Null: the host was not heard to the end. */
  readonly end: "alive" | "dead" | "none" | null;
}

/** Null when the report tells of no transaction that ever began. */
export function readReport({ about, journal, logBytes, end }: Report): TransactionView | null {
  const known = aboutOf(about);
  const lines = journal.map((line) => line.split(" "));
  const begin = lines.find(([word]) => word === "begin");
  if (known === null || end === null || (begin === undefined && end !== "alive")) return null;
  const last = lines.find(([word]) => word === "end");
  const phaseOf = (row: string | undefined, index: string | undefined): string =>
    (row === "rescue" ? known.rescue : known.phases)[Number(index)] ?? "";
  const run = lines.findLast(([word]) => word === "run");
  return {
    id: known.id,
    intent: known.intent,
    subject: known.subject,
    holder: known.holder,
    state: stateOf(last?.[1]) ?? (end === "alive" ? "running" : "unknown"),
    phase: run === undefined ? null : phaseOf(run[1], run[2]),
    startedAt: timeOf(begin?.[1]) ?? null,
    endedAt: timeOf(last?.[2]) ?? null,
    ended: [...endedIn(journal)].map(([place, { how, code }]) => ({
      phase: phaseOf(...(place.split(" ") as [string, string])),
      code: how === "exit" ? Number(code) : null,
      isLate: how === "deadline",
      isRescue: place.startsWith("rescue"),
    })),
    logBytes,
  };
}

/** By row and index. A line that a full disk tore is there once more, whole, further down. */
function endedIn(journal: readonly string[]): Map<string, { readonly how: string; readonly code: string }> {
  const found = journal.flatMap((line) => {
    const [, place, how, code] = /^ran ((?:command|rescue) \d{1,4}) (exit|signal|deadline) (\d{1,3})$/.exec(line) ?? [];
    return place === undefined || how === undefined || code === undefined ? [] : [[place, { how, code }] as const];
  });
  return new Map(found);
}

const stateOf = (word: string | undefined): TransactionState | undefined =>
  word === "ok" || word === "failed" || word === "rolled-back" ? word : undefined;

const timeOf = (text: string | undefined): string | undefined =>
  text !== undefined && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(text) ? text : undefined;

/** The first line of its work, as we wrote it; root there may have changed it. */
function aboutOf(line: string | null): About | null {
  const json = line?.slice(line.indexOf("{"));
  try {
    const found = JSON.parse(json ?? "") as Partial<Record<keyof About, unknown>>;
    const text = (value: unknown, longest: number): string => (typeof value === "string" ? shown(value, longest) : "");
    const texts = (value: unknown): string[] => (Array.isArray(value) ? value.map((item) => text(item, 100)) : []);
    return {
      id: text(found.id, 40),
      intent: text(found.intent, 64),
      subject: text(found.subject, 500),
      holder: text(found.holder, 500),
      phases: texts(found.phases),
      rescue: texts(found.rescue),
    };
  } catch {
    return null;
  }
}
