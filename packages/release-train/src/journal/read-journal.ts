import { type Entry, NO_HASH, SEAL_LENGTH, sealOf } from "./entry.js";

/** A journal as its bytes say it. */
export interface ReadJournal {
  readonly entries: readonly Entry[];
  /** Bytes that are whole lines; what follows was torn by a crash and never acknowledged. */
  readonly length: number;
  readonly torn: boolean;
  /** The last line is whole but its newline is missing. */
  readonly unended: boolean;
  readonly damage: { readonly line: number; readonly reason: string } | null;
}

const NEWLINE = 10;

/**
 * Reads a journal; pure. A last line without its newline is torn, as a crash leaves it. Anything else that is not as
 * it was written is damage, and everything behind it is left unread.
 */
export function readJournal(bytes: Buffer): ReadJournal {
  const entries: Entry[] = [];
  let prev = NO_HASH;
  let start = 0;
  const ended = (damage: ReadJournal["damage"], unended = false): ReadJournal => ({
    entries,
    length: start,
    torn: damage === null && start < bytes.length,
    unended,
    damage,
  });
  while (start < bytes.length) {
    const found = bytes.indexOf(NEWLINE, start);
    const end = found === -1 ? bytes.length : found;
    const line = entries.length + 1;
    const entry = readLine(bytes.subarray(start, end), line, prev);
    if (found === -1) return endWithoutNewline(entry, line);
    if (typeof entry === "string") return ended({ line, reason: entry });
    entries.push(entry);
    prev = entry.hash;
    start = end + 1;
  }
  return entries.length === 0 ? ended({ line: 1, reason: "the first line is missing" }) : ended(null);

  function endWithoutNewline(entry: Entry | string, line: number): ReadJournal {
    if (line === 1) return ended({ line, reason: "the first line is not whole" });
    if (typeof entry !== "string") {
      entries.push(entry);
      start = bytes.length;
      return ended(null, true);
    }
    // A crash leaves the beginning of a line; a whole line with something else in place of its newline is no such thing.
    const whole = readLine(bytes.subarray(start, -1), line, prev);
    return typeof whole === "string" ? ended(null) : ended({ line, reason: "its newline was changed" });
  }
}

/** The entry, or what is wrong with the line. */
function readLine(bytes: Buffer, seq: number, prev: string): Entry | string {
  const sealAt = bytes.length - SEAL_LENGTH;
  if (sealAt <= 0) return "it is too short";
  const seal = bytes.toString("latin1", sealAt);
  if (!seal.startsWith(',"hash":"') || !seal.endsWith('"}')) return "it does not end with its hash";
  const found = sealOf(bytes.subarray(0, sealAt));
  if (found !== seal.slice(9, -2)) return "its bytes are not those that its hash was made of";
  const entry = parse(bytes.toString("utf8"));
  if (entry === null) return "it is not JSON";
  if (entry.seq !== seq) return `it is entry ${entry.seq}, but ${seq} is expected`;
  if (entry.prev !== prev) return "it does not follow the line before it";
  if (seq === 1 && (entry.type !== "run-created" || entry.format !== 1)) return "it does not begin a run of format 1";
  return entry;
}

function parse(text: string): Entry | null {
  try {
    return JSON.parse(text) as Entry;
  } catch {
    return null;
  }
}
