import { readFile } from "node:fs/promises";
import type { Json } from "@signalbox/release-core";
import { readJournal, topicOf, type Entry } from "@signalbox/release-train";

/** One line of a run's story. The journal has more (hashes, whole plans and results). */
export interface LogEntry {
  readonly seq: number;
  readonly at: string;
  readonly type: Entry["type"];
  readonly step: string | null;
  /** What a person should read of it. */
  readonly text: string;
}

/** The story of a run, oldest first. */
export async function readLog(journal: string): Promise<readonly LogEntry[]> {
  const { entries } = readJournal(await readFile(journal));
  return entries.map((entry) => ({
    seq: entry.seq,
    at: entry.at,
    type: entry.type,
    step: "key" in entry ? topicOf(entry.key) : null,
    text: textOf(entry),
  }));
}

function textOf(entry: Entry): string {
  switch (entry.type) {
    case "resumed":
      return `resumed by ${entry.owner.user} on ${entry.owner.host} (process ${entry.owner.pid})`;
    case "step-failed":
    case "run-failed":
      return words(entry.error, "message");
    case "wait-started":
      return entry.reason === "" ? words(entry.request, "question") : entry.reason;
    case "signal-received":
      return decisionText(entry.body);
    case "step-finished":
      return outcomeText(entry.result);
    case "run-aborted": {
      const aborted = field(entry.body, "aborted");
      return `by ${words(field(aborted, "by"), "as")}: ${words(aborted, "reason")}`;
    }
    default:
      return "";
  }
}

function decisionText(body: Json): string {
  const items = field(body, "items");
  const said = [field(body, "comment"), field(body, "reason")].filter((text) => typeof text === "string");
  return [`${words(body, "verdict")}${itemsText(items)} by ${words(field(body, "by"), "as")}`, ...said].join(": ");
}

/** A few are named; of many the step itself tells. */
function itemsText(items: Json | undefined): string {
  if (!Array.isArray(items)) return "";
  return items.length <= 3 ? ` ${items.join(", ")}` : ` ${items.length} of its items`;
}

function outcomeText(result: Json): string {
  const applied = field(field(result, "receipt"), "applied");
  if (Array.isArray(applied)) {
    return applied.length === 0
      ? "nothing to do"
      : applied.map((line: Json) => `${words(line, "outcome")}: ${words(field(line, "action"), "summary")}`).join("; ");
  }
  return words(field(result, "verdict"), "reason");
}

const field = (value: Json | undefined, name: string): Json | undefined =>
  value !== null && typeof value === "object" && !Array.isArray(value)
    ? (value as { readonly [key: string]: Json })[name]
    : undefined;

/** A member that is text, "" otherwise. */
function words(value: Json | undefined, name: string): string {
  const text = field(value, name);
  return typeof text === "string" ? text : "";
}
