import { hostUnreadable } from "../host-unreadable.js";
import { shown } from "../shown.js";

import type { HostFacts, InstalledPackage, UnitState } from "./host-facts.js";
import { maskSecrets } from "./mask-secrets.js";

type Fields = readonly string[];

/**
 * Reads what an inspection said. Pure.
 * @throws ReleaseError `ERR_HOST_UNREADABLE` when it broke off, or is no inspection
 */
export function readInspection(host: string, output: string, units: readonly string[]): HostFacts {
  const lines = output.split("\n").map((line) => line.split("\t"));
  if (!lines.some(([key]) => key === "end")) throw hostUnreadable(host, shown(output.trim().split("\n").at(-1) ?? ""));
  const all = (key: string): readonly Fields[] => lines.filter((line) => line[0] === key).map((line) => line.slice(1));
  const [clock] = all("clock")[0] ?? [];
  const [id = "", version = ""] = all("system")[0] ?? [];
  const [pid, command = ""] = all("lock")[0] ?? [];
  const notes = all("note").flatMap(readNote);
  return {
    clock: Number(clock ?? 0),
    system: { id: unquoted(id), version: unquoted(version) },
    init: all("init")[0]?.[0] === "systemd" ? "systemd" : "sysv",
    architectures: [...new Set(all("architecture").map(([name = ""]) => shown(name, 40)))],
    installed: all("package").map(readInstalled)[0] ?? null,
    unfinished: all("unfinished").map(([state = "", name = "", its = ""]) => ({
      package: shown(name),
      version: shown(its),
      state: shown(state, 4),
    })),
    leftovers: Number(all("leftovers")[0]?.[0] ?? 0),
    lock: pid === undefined ? null : { pid: Number(pid), command: shown(command) },
    running: all("running")[0]?.[0] ?? null,
    interrupted: all("interrupted")[0]?.[0] ?? null,
    record: all("record")[0]?.[0] ?? null,
    free: Object.fromEntries(all("free").map(([kilobytes, folder = ""]) => [shown(folder), Number(kilobytes) * 1024])),
    candidates: all("candidate").map(([name = "", its = "", how = ""]) => ({
      name,
      version: its === "" ? null : its,
      ...(how === "provided" && { isProvided: true }),
    })),
    complaints: all("complaint").map(([text = ""]) => shown(text)),
    resolver: all("resolver")[0]?.[0] ?? null,
    units: units.map((name, at) => ({ name, state: readUnit(all("unit")[at] ?? []) })),
    notes,
    kept: all("kept").map(([sha256 = "", its = "", path = ""]) => ({
      sha256,
      path,
      version: its === "" ? (notes.findLast((note) => note.sha256 === sha256)?.version ?? null) : its,
    })),
    residues: readResidues(lines),
  };
}

/** `ii`, and what is on hold (`hi`): configured, and no third letter. Source: dpkg-query(1), `db:Status-Abbrev` */
function readInstalled([state = "", version = "", architecture = ""]: Fields): InstalledPackage {
  return {
    state: shown(state, 8),
    version: shown(version),
    architecture: shown(architecture, 40),
    isWhole: /^.i$/.test(state),
  };
}

function readNote(fields: Fields): HostFacts["notes"] {
  const [version = "", sha256 = "", fileName = "", transactionId = ""] = fields.map((field) => field.trim());
  return /^[0-9a-f]{64}$/.test(sha256)
    ? [{ version: shown(version), sha256, fileName: shown(fileName), transactionId: shown(transactionId) }]
    : [];
}

function readUnit([load, active]: Fields): UnitState {
  if (load === undefined || load === "not-found" || load === "masked") return "missing";
  if (active === "failed") return "failed";
  return active === "active" || active === "reloading" ? "active" : "inactive";
}

function readResidues(lines: readonly Fields[]): HostFacts["residues"] {
  const found: { suffix: string; path: string; diff: string[] }[] = [];
  for (const [key, first = "", second = ""] of lines) {
    if (key === "residue") found.push({ suffix: shown(first, 20), path: shown(second, 400), diff: [] });
    if (key === "diff") found.at(-1)?.diff.push(maskSecrets(first));
  }
  return found.map(({ suffix, path, diff }) => ({ suffix, path, diff: diff.join("\n") }));
}

const unquoted = (text: string): string => shown(text.replace(/^"|"$/g, ""), 40);
