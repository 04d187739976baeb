import type { Commit, Oid } from "../ports.js";

export function parseCommit(oid: Oid, content: Buffer): Commit {
  const text = content.toString("utf8");
  const split = text.indexOf("\n\n");
  const head = split === -1 ? text : text.slice(0, split);
  const lines = head.split("\n");
  const valueOf = (key: string): string =>
    lines.find((line) => line.startsWith(`${key} `))?.slice(key.length + 1) ?? "";
  const author = identityOf(valueOf("author"));
  return {
    commit: oid,
    tree: valueOf("tree"),
    parents: lines.filter((line) => line.startsWith("parent ")).map((line) => line.slice(7)),
    subject: subjectOf(split === -1 ? "" : text.slice(split + 2)),
    author: { name: author.name, email: author.email },
    date: isoDate(author.at, author.zone),
    committedAt: identityOf(valueOf("committer")).at,
  };
}

/** What stands below the subject, as `%b` gives it without its last line end. */
export function bodyOf(content: Buffer): string {
  const text = content.toString("utf8");
  const message = text.slice(text.indexOf("\n\n") + 2).replace(/^\n+/, "");
  const split = PARAGRAPH_END.exec(message);
  if (split === null) return "";
  return message.slice(split.index + split[0].length).replace(/^(?:[^\S\n]*\n)+|\n$/g, "");
}

const PARAGRAPH_END = /\n[^\S\n]*\n/;

function identityOf(line: string): { name: string; email: string; at: number; zone: string } {
  const [, name = "", email = "", at = "0", zone = "+0000"] = /^(.*?) ?<([^>]*)> (\d+) ([+-]\d{4})$/.exec(line) ?? [];
  return { name, email, at: Number(at), zone };
}

/** The first paragraph on one line, as `%s` gives it. */
const subjectOf = (message: string): string =>
  (message.replace(/^\n+/, "").split(PARAGRAPH_END)[0] ?? "")
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .join(" ");

function isoDate(at: number, zone: string): string {
  const minutes = (Number(zone.slice(1, 3)) * 60 + Number(zone.slice(3))) * (zone.startsWith("-") ? -1 : 1);
  const local = new Date((at + minutes * 60) * 1000).toISOString().slice(0, 19);
  return `${local}${zone.slice(0, 3)}:${zone.slice(3)}`;
}
