import type { Oid } from "../ports.js";

/** One changed path in git's raw diff format (git-diff-tree(1), "Raw output format"). */
export interface FileChange {
  readonly oldMode: string;
  readonly newMode: string;
  readonly oldOid: Oid;
  readonly newOid: Oid;
  readonly status: string;
  readonly path: string;
}

export interface RawCommit {
  readonly mark: string;
  /** The commit, or the first of two trees. */
  readonly oid: Oid;
  readonly changes: readonly FileChange[];
}

/** Reads `-z --raw --no-abbrev` output of `git log --format=%x00%m%H` and of `git diff-tree --stdin`. */
export function parseRawChanges(output: string): RawCommit[] {
  const commits: { mark: string; oid: Oid; changes: FileChange[] }[] = [];
  const fields = output.split("\0");
  for (let index = 0; index < fields.length; index += 1) {
    // `diff-tree --stdin` ends the line of two trees with a newline even under -z, and `log` begins with one.
    for (const part of (fields[index] ?? "").split("\n")) {
      if (part.startsWith(":")) {
        const [oldMode = "", newMode = "", oldOid = "", newOid = "", status = ""] = part.slice(1).split(" ");
        const path = fields[++index] ?? "";
        commits.at(-1)?.changes.push({ oldMode, newMode, oldOid, newOid, status: status.slice(0, 1), path });
        continue;
      }
      const [, mark = "", oid] = HEADER.exec(part) ?? [];
      if (oid !== undefined) commits.push({ mark, oid, changes: [] });
    }
  }
  return commits;
}

const HEADER = /^([<>=-]?)([0-9a-f]{40})(?: [0-9a-f]{40})*$/;
