import fs from "node:fs";
import path from "node:path";
import { type Json, redactJson } from "@signalbox/release-core";
import { readIfThere } from "./durable-files.js";
import { type Entry, type EntryBody, type Owner, NO_HASH, writeLine } from "./entry.js";
import { journalDamaged, journalUnwritable, runNotFound } from "./journal-errors.js";
import { readJournal, type ReadJournal } from "./read-journal.js";
import { addEntry, emptyState, type RunState } from "./replay.js";

export const JOURNAL = "journal.jsonl";

/** A journal open for writing; whoever opens it holds the lock. */
export interface OpenJournal {
  readonly state: RunState;
  /** Writes one line of JSON and syncs it; what it returns is what a later reader will see. */
  append(body: EntryBody): Entry;
  close(): void;
}

export interface JournalOptions {
  readonly now: () => Date;
  readonly secrets: readonly string[];
  readonly owner: Owner;
}

/** @throws ReleaseError `ERR_RUN_NOT_FOUND`, `ERR_JOURNAL_DAMAGED` */
export function loadJournal(folder: string, runId: string): ReadJournal {
  const file = path.join(folder, JOURNAL);
  const bytes = readIfThere(file);
  if (bytes === null) throw runNotFound(runId);
  const read = readJournal(bytes);
  if (read.damage !== null) throw journalDamaged(runId, file, read.damage.line, read.damage.reason);
  return read;
}

export function stateOf(entries: readonly Entry[]): RunState {
  const state = emptyState();
  for (const entry of entries) addEntry(state, entry);
  return state;
}

/** Opens, repairs a torn end, and is ready to append. */
export function openJournal(folder: string, runId: string, options: JournalOptions): OpenJournal {
  const { entries, length, torn, unended } = loadJournal(folder, runId);
  const handle = fs.openSync(path.join(folder, JOURNAL), "a");
  if (torn) {
    fs.ftruncateSync(handle, length);
    fs.fdatasyncSync(handle);
  } else if (unended) {
    fs.writeSync(handle, "\n");
    fs.fdatasyncSync(handle);
  }
  const state = stateOf(entries);
  let seq = entries.length;
  let prev = entries.at(-1)?.hash ?? NO_HASH;
  let announced = false;
  let broken: unknown = null;

  const write = (body: EntryBody): Entry => {
    if (broken !== null) throw journalUnwritable(runId, broken);
    const text = JSON.stringify(body);
    const clean = redactJson(body as unknown as Json, options.secrets, text) as unknown as EntryBody;
    const at = options.now().toISOString();
    const { line, entry } = writeLine(clean, { seq: seq + 1, at, prev }, clean === body ? text : undefined);
    try {
      const bytes = Buffer.from(`${line}\n`);
      if (fs.writeSync(handle, bytes) !== bytes.length) throw new Error("only a part of the line was written");
      fs.fdatasyncSync(handle);
    } catch (error) {
      // The end of the file is not known any more; only a fresh reading may go on from here.
      broken = error;
      throw journalUnwritable(runId, error);
    }
    seq += 1;
    prev = entry.hash;
    addEntry(state, entry);
    return entry;
  };

  return {
    state,
    append: (body) => {
      if (!announced) {
        announced = true;
        if (seq > 1) write({ type: "resumed", owner: options.owner });
      }
      return write(body);
    },
    close: () => fs.closeSync(handle),
  };
}
