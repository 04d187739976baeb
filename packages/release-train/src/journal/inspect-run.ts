import fs from "node:fs";
import { type Json, toJson } from "@signalbox/release-core";
import type { RunRecord } from "../engine-port.js";
import { errorJson } from "../error-json.js";
import { readLetters, unread } from "./inbox.js";
import { JOURNAL, loadJournal, stateOf } from "./journal-file.js";
import { lockOwner } from "./lock.js";
import type { Machine } from "./machine.js";
import { recordOf } from "./replay.js";
import path from "node:path";

/** Where a run stands, without touching it. @throws ReleaseError `ERR_JOURNAL_DAMAGED` */
export function inspectRun(folder: string, runId: string, machine: Machine): RunRecord {
  const state = stateOf(loadJournal(folder, runId).entries);
  return recordOf(state, driver(folder, machine), readLetters(folder, state.files).map(unread));
}

/** Every run, by name; one whose journal cannot be read is there with its error. */
export function listRuns(dir: string, machine: Machine): readonly RunRecord[] {
  if (!fs.existsSync(dir)) return [];
  const names = fs
    .readdirSync(dir)
    .filter((name) => !name.startsWith(".") && fs.existsSync(path.join(dir, name, JOURNAL)));
  return names.sort().map((runId) => {
    try {
      return inspectRun(path.join(dir, runId), runId, machine);
    } catch (error) {
      return unreadable(runId, errorJson(error));
    }
  });
}

/** The owner of the lock, unless it is a dead process of this host. */
function driver(folder: string, machine: Machine): Json {
  const owner = lockOwner(folder);
  if (owner === null || (owner.host === machine.host && !machine.isAlive(owner))) return null;
  return toJson(owner);
}

function unreadable(runId: string, error: Json): RunRecord {
  const nothing = {
    input: null,
    result: null,
    startedAt: "",
    updatedAt: "",
    steps: [],
    waits: [],
    signals: [],
    owner: null,
  };
  return { ...nothing, runId, status: "failed", error };
}
