import type { CallOptions } from "@signalbox/release-core";
import { startOrder } from "../fleet/input-fields.js";
import type { Unwell } from "../fleet/unwell.js";
import { hostUnreadable } from "../host-unreadable.js";
import type { Host } from "../ports.js";
import { shown } from "../shown.js";
import { findTransactions } from "../transaction/find-transactions.js";
import type { TransactionView } from "../transaction/transaction.js";
import type { FileState } from "./action.js";
import type { DeployFilesInput } from "./input.js";
import { FILES_SCRIPT } from "./look-script.js";

export interface FileSeen {
  /** `nowhere`: not even its folder is there. `other`: a folder, a device. */
  readonly kind: "file" | "absent" | "link" | "other" | "nowhere";
  readonly state: FileState | null;
  /** Of the account that it shall have, what the host does not know. */
  readonly lacks: readonly ("user" | "group")[];
  /** Bytes on its disk; null when the host does not say. */
  readonly free: number | null;
}

export interface FilesLook {
  readonly init: "systemd" | "sysv";
  /** In the order of the input. */
  readonly files: readonly FileSeen[];
  /** Services that should be running, and are not. */
  readonly idle: readonly string[];
  /** A transaction that is under way. */
  readonly running: TransactionView | null;
  /** Of a host where nothing is to do: what was asked for and does not hold. */
  readonly unwell?: readonly Unwell[];
}

/** One question, one answer; a second one only where a transaction is under way. */
export async function lookAtFiles(host: Host, input: DeployFilesInput, { signal }: CallOptions): Promise<FilesLook> {
  const units = startOrder(input.services);
  const words = [
    input.files.length,
    ...input.files.flatMap(({ path, owner, group }) => [path, owner, group]),
    ...units,
  ];
  const argv = ["sh", "-c", FILES_SCRIPT, "look", ...words.map(String)];
  const ran = await host.run(argv, { signal, asRoot: true, deadlineMs: 300_000 });
  const read = parseFiles(ran.stdout, input.files.length, units);
  if (read === null) throw hostUnreadable(host.name, shown(ran.stderr || ran.stdout));
  const found = read.isBusy ? await findTransactions(host, { signal }) : [];
  const running = found.find(({ state }) => state === "running") ?? null;
  return { init: read.init, files: read.files, idle: read.idle, running };
}

/** Null when it is not an answer about every file and unit. Pure. */
export function parseFiles(
  stdout: string,
  count: number,
  units: readonly string[],
): (Omit<FilesLook, "running"> & { readonly isBusy: boolean }) | null {
  const lines = stdout.split("\n").map((line) => line.split("\t").map((field) => shown(field)));
  const all = (word: string): readonly (readonly string[])[] => lines.filter(([first]) => first === word);
  const files = all("file").map((fields, at) => fileOf(fields, at, all));
  const states = all("unit").map(([, state]) => state);
  const init = all("init")[0]?.[1];
  if (lines.at(-2)?.[0] !== "end" || files.length !== count || states.length !== units.length) return null;
  if ((init !== "systemd" && init !== "sysv") || !files.every((file) => file !== null)) return null;
  return { init, files, idle: units.filter((_, at) => states[at] !== "active"), isBusy: all("running").length > 0 };
}

const KINDS = ["file", "absent", "link", "other", "nowhere"] as const;

function fileOf(
  [, place, kind, sha256 = "", owner = "", group = "", mode = ""]: readonly string[],
  at: number,
  all: (word: string) => readonly (readonly string[])[],
): FileSeen | null {
  const known = KINDS.find((one) => one === kind);
  if (place !== String(at) || known === undefined) return null;
  if (known === "file" && !/^[0-9a-f]{64}$/.test(sha256)) return null;
  const about = (word: string): readonly string[] =>
    all(word)
      .filter(([, n]) => n === place)
      .map(([, , value = ""]) => value);
  const [free = ""] = about("free");
  return {
    kind: known,
    state: known === "file" ? { sha256, owner, group, mode } : null,
    lacks: about("lacks").filter((one) => one === "user" || one === "group"),
    free: /^[0-9]{1,15}$/.test(free) ? Number(free) * 1024 : null,
  };
}
