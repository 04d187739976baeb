import type { LoggedCommit } from "../log-reader.js";

const FIELDS = 8;
export const LOG_FORMAT = "%H%x00%P%x00%an%x00%ae%x00%aI%x00%ct%x00%s%x00%b";

/** Reads `git log -z --format=LOG_FORMAT` piece by piece; each piece gives the commits that it completes. */
export function logReader(): (chunk: Buffer) => readonly LoggedCommit[] {
  let rest: Buffer = Buffer.alloc(0);
  let fields: readonly string[] = [];
  return (chunk) => {
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    // Decoded up to the last NUL in one piece: field by field it would take three times as long.
    const end = bytes.lastIndexOf(0);
    rest = bytes.subarray(end + 1);
    if (end === -1) return [];
    const decoded = bytes.toString("utf8", 0, end).split("\0");
    const all = fields.length === 0 ? decoded : fields.concat(decoded);
    const commits: LoggedCommit[] = [];
    let at = 0;
    for (; at + FIELDS <= all.length; at += FIELDS) commits.push(loggedCommit(all, at));
    fields = all.slice(at);
    return commits;
  };
}

function loggedCommit(fields: readonly string[], at: number): LoggedCommit {
  const parents = fields[at + 1] ?? "";
  const date = fields[at + 4] ?? "";
  return {
    commit: fields[at] ?? "",
    parents: parents.length <= 40 ? (parents === "" ? [] : [parents]) : parents.split(" "),
    author: { name: fields[at + 2] ?? "", email: fields[at + 3] ?? "" },
    // Newer git writes UTC as Z; one form for all versions.
    date: date.endsWith("Z") ? `${date.slice(0, -1)}+00:00` : date,
    committedAt: Number(fields[at + 5]),
    subject: fields[at + 6] ?? "",
    body: withoutLastLineEnd(fields[at + 7] ?? ""),
  };
}

const withoutLastLineEnd = (text: string): string => (text.endsWith("\n") ? text.slice(0, -1) : text);
