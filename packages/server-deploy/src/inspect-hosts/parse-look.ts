import { shown } from "../shown.js";
import type { HostLook, LockHolder } from "./host-inspection.js";

/** When a question was asked and answered by our clock, milliseconds since the epoch. */
export interface Asked {
  readonly sentMs: number;
  readonly heardMs: number;
}

/** Reads what the look printed; null when it was cut off or is something else. */
export function parseHostLook(stdout: string, { sentMs, heardMs }: Asked): HostLook | null {
  const lines = fieldsOf(stdout);
  if (lines.at(-2)?.[0] !== "end") return null;
  const all = (word: string): readonly (readonly string[])[] =>
    lines.filter(([first]) => first === word).map(([, ...fields]) => fields);
  const first = (word: string): string => all(word)[0]?.[0] ?? "";
  const clockMs = Number(first("clock")) * 1000;
  const init = first("init");
  if (!Number.isFinite(clockMs) || (init !== "systemd" && init !== "sysv")) return null;
  return {
    user: first("user"),
    system: { id: first("ID"), version: first("VERSION_ID"), name: first("PRETTY_NAME") },
    kernel: first("kernel"),
    init,
    managers: all("manager").flatMap(([name, architecture = ""]) =>
      name === "dpkg" || name === "rpm" ? [{ name, architecture }] : [],
    ),
    tools: all("tool").map(([tool = ""]) => tool),
    disks: all("disk").map(([at = "", size, free]) => ({ at, size: bytes(size), free: bytes(free) })),
    clock: {
      aheadMs: Math.round(clockMs - (sentMs + heardMs) / 2),
      withinMs: Math.ceil((heardMs - sentMs) / 2),
    },
    unfinished: all("unfinished").map(([state = "", name = "", version = ""]) => ({ state, package: name, version })),
    interrupted: all("interrupted").map(([file = ""]) => file),
  };
}

const bytes = (kilobytes: string | undefined): number =>
  /^[0-9]{1,15}$/.test(kilobytes ?? "") ? Number(kilobytes) * 1024 : 0;

/** Reads who holds which lock. */
export const parseLocks = (stdout: string): readonly LockHolder[] =>
  fieldsOf(stdout).flatMap(([word, file = "", pid, command = ""]) =>
    word === "lock" ? [{ file, pid: Number(pid) || 0, command }] : [],
  );

const fieldsOf = (stdout: string): readonly (readonly string[])[] =>
  stdout.split("\n").map((line) => line.split("\t").map((field) => shown(field, 300)));
