import type { Host } from "../host.js";
import type { RepositoryRecord } from "../state/records.js";
import { lastingAnswer } from "./ranges.js";

/** One file that differs between two commits or trees. */
export interface ChangedFile {
  readonly path: string;
  readonly previousPath: string | null;
  readonly status: "added" | "removed" | "modified" | "renamed";
  readonly additions: number;
  readonly deletions: number;
  /** Blob after the change, or before when it was removed. */
  readonly oid: string;
}

const STATUS: Readonly<Record<string, ChangedFile["status"]>> = { A: "added", D: "removed", R: "renamed" };
const EMPTY_TREE = "4b825dc642cb6eb9a060e54bf8d69288fbee4904";

/** The files between two oids; null for the base stands for nothing at all. */
export async function changedFiles(
  host: Host,
  repository: RepositoryRecord,
  base: string | null,
  head: string,
): Promise<ChangedFile[]> {
  const between = ["-r", "-M", "-z", base ?? EMPTY_TREE, head];
  const [raw, counts] = await Promise.all([
    lastingAnswer(host, repository, ["diff-tree", "--raw", "--no-abbrev", ...between]),
    lastingAnswer(host, repository, ["diff-tree", "--numstat", ...between]),
  ]);
  const numbers = readCounts(counts.split("\0"));
  return readRaw(raw.split("\0")).map((file) => ({ ...file, ...(numbers.get(file.path) ?? NONE) }));
}

const NONE = { additions: 0, deletions: 0 };

/** `:100644 100644 <oid> <oid> M\0path\0`, with two paths for a rename (git-diff-tree, RAW OUTPUT FORMAT). */
function readRaw(parts: readonly string[]): Omit<ChangedFile, "additions" | "deletions">[] {
  const files: Omit<ChangedFile, "additions" | "deletions">[] = [];
  for (let index = 0; parts[index]?.startsWith(":") === true;) {
    const [, , before = "", after = "", letter = ""] = parts[index]?.split(" ") ?? [];
    const status = STATUS[letter[0] ?? ""] ?? "modified";
    const renamed = status === "renamed";
    const path = parts[index + (renamed ? 2 : 1)] ?? "";
    const previousPath = renamed ? (parts[index + 1] ?? null) : null;
    files.push({ path, previousPath, status, oid: status === "removed" ? before : after });
    index += renamed ? 3 : 2;
  }
  return files;
}

/** `1\t2\tpath\0`, or `1\t2\t\0old\0new\0`; a dash stands for a binary file. */
function readCounts(parts: readonly string[]): Map<string, { additions: number; deletions: number }> {
  const counts = new Map<string, { additions: number; deletions: number }>();
  for (let index = 0; index < parts.length; index += 1) {
    const [added = "", removed, path] = parts[index]?.split("\t") ?? [];
    if (removed === undefined) continue;
    const name = path === "" ? (parts[(index += 2)] ?? "") : (path ?? "");
    counts.set(name, { additions: Number(added) || 0, deletions: Number(removed) || 0 });
  }
  return counts;
}
