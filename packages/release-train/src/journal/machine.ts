import fs from "node:fs";
import os from "node:os";
import type { Owner } from "./entry.js";

/** Who and where this process is; the only thing a lock needs from the operating system. */
export interface Machine {
  readonly host: string;
  readonly user: string;
  readonly pid: number;
  readonly startTime: string | null;
  readonly bootId: string | null;
  /** True while the process of an owner on this host runs. */
  isAlive(owner: Owner): boolean;
}

/** This process, by node:os and, on Linux, /proc. */
export function thisMachine(): Machine {
  const bootId = readText("/proc/sys/kernel/random/boot_id");
  return {
    host: os.hostname(),
    user: userName(),
    pid: process.pid,
    startTime: startTimeOf(process.pid),
    bootId,
    isAlive: (owner) => (owner.bootId === null || bootId === null || owner.bootId === bootId) && runs(owner),
  };
}

function runs(owner: Owner): boolean {
  try {
    process.kill(owner.pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ESRCH") return false;
  }
  if (isDefunct(owner.pid)) return false;
  const now = startTimeOf(owner.pid);
  return owner.startTime === null || now === null || owner.startTime === now;
}

const startTimeOf = (pid: number): string | null => statOf(pid)?.[19] ?? null;

/** Ended, but not yet taken note of by its parent: in containers without an init that may last for ever. */
const isDefunct = (pid: number): boolean => ["Z", "X"].includes(statOf(pid)?.[0] ?? "");

/** Fields 3 and on of /proc/<pid>/stat; the name in field 2 may hold blanks and brackets. See proc_pid_stat(5). */
function statOf(pid: number): readonly string[] | null {
  const stat = readText(`/proc/${pid}/stat`);
  return stat === null ? null : stat.slice(stat.lastIndexOf(")") + 2).split(" ");
}

function readText(path: string): string | null {
  try {
    return fs.readFileSync(path, "utf8").trim();
  } catch {
    return null;
  }
}

function userName(): string {
  try {
    return os.userInfo().username;
  } catch {
    return "unknown";
  }
}
