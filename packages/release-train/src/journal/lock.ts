import { randomUUID } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { isErrno, readIfThere, writeNew } from "./durable-files.js";
import type { Owner } from "./entry.js";
import { lockUnreadable, runLocked } from "./journal-errors.js";
import type { Machine } from "./machine.js";

/** A lock that is held. */
export interface HeldLock {
  readonly owner: Owner;
  release(): void;
}

export interface Taking {
  readonly runId: string;
  readonly machine: Machine;
  readonly now: () => Date;
  /** Takes the lock of an owner on another host too, and one that cannot be read. */
  readonly force?: boolean;
}

/** Whoever stands in a lock that cannot be read, as a power cut may leave it. Nobody knows whether it lives. */
const UNKNOWN: Owner = { id: "unknown", host: "", user: "", pid: 0, startTime: null, bootId: null, since: "" };

/**
 * Takes the lock of a run. A free lock is taken by linking a file to the name `lock`, which only one can do. The lock
 * of a dead owner is taken over by its one heir: whoever links `heir-<id of the dead>` first. Only the heir replaces
 * `lock`, and only after seeing that the dead owner still stands there, so two can never both win; an heir that dies
 * in between has an heir of its own.
 * @throws ReleaseError `ERR_RUN_LOCKED`
 */
export function takeLock(folder: string, { runId, machine, now, force = false }: Taking): HeldLock {
  const lock = path.join(folder, "lock");
  const { host, user, pid, startTime, bootId } = machine;
  const owner: Owner = { id: randomUUID(), host, user, pid, startTime, bootId, since: now().toISOString() };
  const draft = path.join(folder, `.lock-${owner.id}`);
  writeNew(draft, JSON.stringify(owner));
  try {
    for (;;) {
      if (linked(draft, lock)) break;
      const line = lineOfHeirs(folder);
      const last = line.at(-1);
      if (last === undefined) continue;
      if (last.id === UNKNOWN.id && !force) throw lockUnreadable(runId, lock);
      const elsewhere = last.host !== machine.host;
      if (elsewhere ? !force : machine.isAlive(last)) throw runLocked(runId, last, elsewhere);
      if (inherit(folder, draft, line)) break;
    }
  } finally {
    fs.rmSync(draft, { force: true });
  }
  return {
    owner,
    release: () => {
      if (readOwner(lock)?.id === owner.id) fs.rmSync(lock, { force: true });
    },
  };
}

/** The owner that the lock names, or the last of its heirs; null when it is free. */
export function lockOwner(folder: string): Owner | null {
  return lineOfHeirs(folder).at(-1) ?? null;
}

function inherit(folder: string, draft: string, line: readonly Owner[]): boolean {
  const dead = line.at(-1) as Owner;
  const claim = heirFile(folder, dead);
  if (!linked(draft, claim)) return false;
  const still = lineOfHeirs(folder, dead).map(({ id }) => id);
  if (still.join() !== line.map(({ id }) => id).join()) {
    fs.rmSync(claim, { force: true });
    return false;
  }
  fs.renameSync(draft, path.join(folder, "lock"));
  for (const owner of line) fs.rmSync(heirFile(folder, owner), { force: true });
  return true;
}

/** The owner in the lock, its heir, the heir's heir …; not beyond `end`. */
function lineOfHeirs(folder: string, end?: Owner): readonly Owner[] {
  const line: Owner[] = [];
  let owner = readOwner(path.join(folder, "lock"));
  while (owner !== null) {
    line.push(owner);
    owner = owner.id === end?.id ? null : readOwner(heirFile(folder, owner));
  }
  return line;
}

const heirFile = (folder: string, owner: Owner): string => path.join(folder, `heir-${owner.id}`);

function readOwner(file: string): Owner | null {
  const bytes = readIfThere(file);
  return bytes === null ? null : parseOwner(bytes.toString("utf8"));
}

function parseOwner(text: string): Owner {
  try {
    const owner = JSON.parse(text) as Owner | null;
    return typeof owner?.id === "string" && typeof owner.host === "string" ? owner : UNKNOWN;
  } catch {
    return UNKNOWN;
  }
}

function linked(from: string, to: string): boolean {
  try {
    fs.linkSync(from, to);
    return true;
  } catch (error) {
    if (isErrno(error, "EEXIST")) return false;
    throw error;
  }
}
