import type { Commit } from "../ports.js";

/** `<`, `>` or `=` of `--left-right --cherry-mark`; `>` otherwise. */
export interface MarkedCommit extends Commit {
  readonly mark: string;
}

const FIELDS = 9;
export const COMMIT_FORMAT = "%m%x00%H%x00%T%x00%P%x00%an%x00%ae%x00%aI%x00%ct%x00%s";

/** Reads `git log -z --format=COMMIT_FORMAT` piece by piece, so that the length of a history costs no second copy. */
export function commitReader(onCommit: (commit: MarkedCommit) => void): (chunk: Buffer) => void {
  let rest: Buffer = Buffer.alloc(0);
  let fields: string[] = [];
  return (chunk) => {
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    // Decoded up to the last NUL in one piece: field by field it would take three times as long.
    const end = bytes.lastIndexOf(0);
    rest = bytes.subarray(end + 1);
    if (end === -1) return;
    fields = fields.concat(bytes.toString("utf8", 0, end).split("\0"));
    let at = 0;
    for (; at + FIELDS <= fields.length; at += FIELDS) onCommit(commitOf(fields, at));
    fields = fields.slice(at);
  };
}

function commitOf(fields: readonly string[], at: number): MarkedCommit {
  const field = (index: number): string => fields[at + index] ?? "";
  const parents = field(3);
  return {
    mark: field(0),
    commit: field(1),
    tree: field(2),
    parents: parents === "" ? [] : parents.split(" "),
    subject: field(8),
    author: { name: field(4), email: field(5) },
    // Newer git writes UTC as Z; one form for all versions.
    date: field(6).replace(/Z$/, "+00:00"),
    committedAt: Number(field(7)),
  };
}
