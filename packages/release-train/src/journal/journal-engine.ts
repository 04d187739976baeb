import { randomUUID } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { type Json, realSleep, redactJson, type Sleep, toJson } from "@signalbox/release-core";
import { type DriveOptions, type Engine, type RunRecord, topicOf } from "../engine-port.js";
import { checkpointFiles } from "./checkpoint-files.js";
import { driveSession } from "./drive-session.js";
import { isErrno, syncFolder, writeNew } from "./durable-files.js";
import { NO_HASH, writeLine } from "./entry.js";
import { readLetters, removeLetters, sendLetter, unread } from "./inbox.js";
import { runEnded, runExists, runIdInvalid, runNotFound } from "./journal-errors.js";
import { JOURNAL, openJournal, type OpenJournal } from "./journal-file.js";
import { takeLock } from "./lock.js";
import { type Machine, thisMachine } from "./machine.js";
import { inspectRun, listRuns } from "./inspect-run.js";
import { recordOf } from "./replay.js";
import { openSession } from "./session.js";

export interface JournalEngineOptions {
  /** The folder of all runs; each has a folder of its own in it. */
  readonly dir: string;
  readonly now?: (() => Date) | undefined;
  /** Waits up to this long are waited in the process; longer ones end its part of the run. Default 0. */
  readonly patienceMs?: number | undefined;
  /** Known secrets, hidden before anything is written, besides everything that looks like one. */
  readonly secrets?: readonly string[] | undefined;
  /** Who this process is; by node:os when absent. */
  readonly machine?: Machine | undefined;
  readonly sleep?: Sleep | undefined;
}

/** The embedded engine. */
export interface JournalEngine extends Engine {
  /**
   * Frees a run whose owner is dead, or on another host where nobody can look; says so in the journal.
   * @throws ReleaseError `ERR_RUN_LOCKED` when the owner lives on this host
   */
  unlock(runId: string, body: Json): Promise<void>;
  /** Where the journal of a run lies. */
  journalFile(runId: string): string;
}

/**
 * An engine on plain files, without a server. A run is a folder: `journal.jsonl` (append-only; see `writeLine` for the
 * format), `inbox/` for signals from other processes, `lock` while somebody drives it. Every line is synced before
 * anything goes on. A poll writes a line when it begins to wait, when its reason changes, and when the process leaves
 * it with a state that is not written yet or with the time of a look that is over; looks that find nothing new write nothing.
 */
export function journalEngine(options: JournalEngineOptions): JournalEngine {
  const {
    dir,
    now = () => new Date(),
    patienceMs = 0,
    secrets = [],
    machine = thisMachine(),
    sleep = realSleep,
  } = options;

  const folderOf = (runId: string): string => {
    if (!/^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/.test(runId)) throw runIdInvalid(runId);
    return path.join(dir, runId);
  };
  const existing = (runId: string): string => {
    const folder = folderOf(runId);
    if (!fs.existsSync(path.join(folder, JOURNAL))) throw runNotFound(runId);
    return folder;
  };
  const holding = async <T>(
    runId: string,
    force: boolean,
    work: (journal: OpenJournal, owner: Json) => Promise<T>,
  ): Promise<T> => {
    const folder = existing(runId);
    const lock = takeLock(folder, { runId, machine, now, force });
    try {
      const journal = openJournal(folder, runId, { now, secrets, owner: lock.owner });
      try {
        removeLetters(folder, journal.state.files);
        return await work(journal, toJson(lock.owner));
      } finally {
        journal.close();
      }
    } finally {
      lock.release();
    }
  };

  return {
    journalFile: (runId) => path.join(folderOf(runId), JOURNAL),

    create: async (runId, input) => {
      const folder = folderOf(runId);
      fs.mkdirSync(dir, { recursive: true });
      const draft = path.join(dir, `.new-${randomUUID()}`);
      fs.mkdirSync(path.join(draft, "inbox"), { recursive: true });
      try {
        const clean = redactJson(toJson(input), secrets);
        const body = { type: "run-created", format: 1, runId, input: clean } as const;
        const { line } = writeLine(body, { seq: 1, at: now().toISOString(), prev: NO_HASH });
        writeNew(path.join(draft, JOURNAL), `${line}\n`);
        syncFolder(draft);
        fs.renameSync(draft, folder);
        syncFolder(dir);
      } catch (error) {
        fs.rmSync(draft, { recursive: true, force: true });
        throw isErrno(error, "ENOTEMPTY", "EEXIST", "ENOTDIR") ? runExists(runId) : error;
      }
    },

    drive: (runId, workflow, drive: DriveOptions = {}) =>
      holding(runId, false, async (journal, owner): Promise<RunRecord> => {
        const folder = folderOf(runId);
        const { state } = journal;
        if (isOver(state.ended)) return recordOf(state);
        const signal = drive.signal ?? new AbortController().signal;
        signal.throwIfAborted();
        const letters = () => readLetters(folder, state.files);
        const tell = (): void => drive.onChange?.(recordOf(state, owner, letters().map(unread)));
        const watched: OpenJournal = { ...journal, append: (body) => said(journal.append(body), tell) };
        const checkpoints = checkpointFiles(folder);
        const given = { runId, journal: watched, checkpoints, now, patienceMs, sleep, signal, letters, topicOf };
        const session = openSession(given);
        await driveSession(session, workflow);
        removeLetters(folder, state.files);
        return recordOf(state, null, letters().map(unread));
      }),

    signal: async (runId, key, body, { urgent = false } = {}) => {
      const letter = { key: topicOf(key), body: redactJson(toJson(body), secrets), ...(urgent ? { urgent } : {}) };
      sendLetter(existing(runId), letter, now());
    },

    abort: (runId, body) =>
      holding(runId, false, async (journal) => {
        const { ended } = journal.state;
        if (isOver(ended)) throw runEnded(runId, ended);
        checkpointFiles(folderOf(runId)).clear();
        journal.append({ type: "run-aborted", body: toJson(body) });
      }),

    unlock: (runId, body) =>
      holding(runId, true, async (journal) => void journal.append({ type: "unlocked", body: toJson(body) })),

    inspect: async (runId) => inspectRun(existing(runId), runId, machine),
    list: async () => listRuns(dir, machine),
  };
}

const isOver = (ended: OpenJournal["state"]["ended"]): ended is "finished" | "aborted" =>
  ended === "finished" || ended === "aborted";

function said<T>(value: T, tell: () => void): T {
  tell();
  return value;
}
