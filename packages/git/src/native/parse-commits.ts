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
    let start = 0;
    for (let end = bytes.indexOf(0); end !== -1; end = bytes.indexOf(0, start)) {
      fields.push(bytes.toString("utf8", start, end));
      start = end + 1;
      if (fields.length === FIELDS) {
        onCommit(commitOf(fields));
        fields = [];
      }
    }
    rest = bytes.subarray(start);
  };
}

function commitOf(fields: readonly string[]): MarkedCommit {
  const [
    mark = "",
    commit = "",
    tree = "",
    parents = "",
    name = "",
    email = "",
    date = "",
    committedAt = "",
    subject = "",
  ] = fields;
  return {
    mark,
    commit,
    tree,
    parents: parents === "" ? [] : parents.split(" "),
    subject,
    author: { name, email },
    // Newer git writes UTC as Z; one form for all versions.
    date: date.replace(/Z$/, "+00:00"),
    committedAt: Number(committedAt),
  };
}
