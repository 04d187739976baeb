import path from "node:path";
import { type Json, ReleaseError, toJson } from "@signalbox/release-core";
import type { Owner } from "./entry.js";

export const runExists = (runId: string): ReleaseError =>
  new ReleaseError({
    code: "ERR_RUN_EXISTS",
    message: `There is a run ${runId} already.`,
    hint: "Resume it, or choose another name.",
    details: { runId },
  });

export const runNotFound = (runId: string): ReleaseError =>
  new ReleaseError({
    code: "ERR_RUN_NOT_FOUND",
    message: `There is no run ${runId}.`,
    hint: "`signalbox runs` lists them.",
    details: { runId },
  });

export const runIdInvalid = (runId: string): ReleaseError =>
  new ReleaseError({
    code: "ERR_RUN_ID_INVALID",
    message: `${JSON.stringify(runId)} cannot name a run.`,
    hint: "Use letters, digits, dots, dashes and underscores; begin with a letter or digit; at most 128 characters.",
    details: { runId },
  });

export const runEnded = (runId: string, status: string): ReleaseError =>
  new ReleaseError({
    code: "ERR_RUN_ENDED",
    message: `The run ${runId} is ${status}; nothing more can happen in it.`,
    hint: "Start a new run.",
    details: { runId, status },
  });

export const runLocked = (runId: string, owner: Owner, elsewhere: boolean): ReleaseError =>
  new ReleaseError({
    code: "ERR_RUN_LOCKED",
    message: `The run ${runId} is driven by ${owner.user} on ${owner.host} (process ${owner.pid}, since ${owner.since}).`,
    hint: elsewhere
      ? `Look on ${owner.host} whether it still works; if not, free the run: signalbox unlock ${runId}`
      : `Wait until it ends, or stop that process; once it is gone, signalbox unlock ${runId} frees the run.`,
    details: { runId, owner: toJson(owner) },
    retryable: true,
  });

export const lockUnreadable = (runId: string, file: string): ReleaseError =>
  new ReleaseError({
    code: "ERR_RUN_LOCKED",
    message: `The run ${runId} is locked, and its lock does not say by whom: ${path.basename(file)} cannot be read.`,
    hint: `Make sure that nobody drives the run, on any host, then free it: signalbox unlock ${runId}`,
    details: { runId, owner: null, file },
    retryable: true,
  });

export const journalDamaged = (runId: string, file: string, line: number, reason: string): ReleaseError =>
  new ReleaseError({
    code: "ERR_JOURNAL_DAMAGED",
    message: `The journal of run ${runId} is damaged at line ${line}: ${reason}.`,
    hint: "Nothing was written. Restore the file from a copy, or start a new run: it finds what is done already.",
    details: { runId, file, line, reason },
  });

export const signalUnreadable = (file: string): ReleaseError =>
  new ReleaseError({
    code: "ERR_SIGNAL_UNREADABLE",
    message: `A decision or signal for the run cannot be read: ${file}`,
    hint: "Move that file away, ask its sender to decide again, then resume.",
    details: { file },
  });

export const journalUnwritable = (runId: string, cause: unknown): ReleaseError =>
  new ReleaseError({
    code: "ERR_JOURNAL_UNWRITABLE",
    message: `The journal of run ${runId} could not be written: ${cause instanceof Error ? cause.message : String(cause)}`,
    hint: "Check space and permissions of the state folder, then resume; what was not recorded is looked at again.",
    details: { runId } satisfies Json,
    cause,
  });

export const keyReused = (runId: string, key: string): ReleaseError =>
  new ReleaseError({
    code: "ERR_KEY_REUSED",
    message: `The run ${runId} used the key ${key} twice.`,
    hint: "Every step and every wait of a workflow needs a key of its own.",
    details: { runId, key },
  });
