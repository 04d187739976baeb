import type { Commit, Oid } from "../ports.js";

/** One line of a tree. `name` keeps the bytes (latin1), because names need not be UTF-8. */
export interface TreeEntry {
  readonly mode: string;
  readonly name: string;
  readonly oid: Oid;
}

export const isTree = (entry: { readonly mode: string }): boolean => entry.mode === "40000";
export const isSubmodule = (entry: { readonly mode: string }): boolean => entry.mode === "160000";
export const isSymlink = (entry: { readonly mode: string }): boolean => entry.mode === "120000";

/** A name or path as people read it. */
export const readable = (path: string): string => Buffer.from(path, "latin1").toString("utf8");

export function parseTree(content: Buffer): TreeEntry[] {
  const entries: TreeEntry[] = [];
  for (let at = 0; at < content.length;) {
    const space = content.indexOf(32, at);
    const end = content.indexOf(0, space);
    entries.push({
      mode: content.toString("latin1", at, space).replace(/^0/, ""),
      name: content.toString("latin1", space + 1, end),
      oid: content.toString("hex", end + 1, end + 21),
    });
    at = end + 21;
  }
  return entries;
}

/** Entries are sorted by bytes, a folder as if its name ended with a slash (git's base_name_compare). */
export function treeContent(entries: readonly TreeEntry[]): Buffer {
  const key = (entry: TreeEntry): string => (isTree(entry) ? `${entry.name}/` : entry.name);
  const sorted = [...entries].sort((a, b) => (key(a) < key(b) ? -1 : 1));
  return Buffer.concat(
    sorted.flatMap((entry) => [Buffer.from(`${entry.mode} ${entry.name}\0`, "latin1"), Buffer.from(entry.oid, "hex")]),
  );
}

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

function identityOf(line: string): { name: string; email: string; at: number; zone: string } {
  const [, name = "", email = "", at = "0", zone = "+0000"] = /^(.*?) ?<([^>]*)> (\d+) ([+-]\d{4})$/.exec(line) ?? [];
  return { name, email, at: Number(at), zone };
}

/** The first paragraph on one line, as `%s` gives it. */
const subjectOf = (message: string): string =>
  (message.replace(/^\n+/, "").split(/\n[^\S\n]*\n/)[0] ?? "")
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .join(" ");

function isoDate(at: number, zone: string): string {
  const minutes = (Number(zone.slice(1, 3)) * 60 + Number(zone.slice(3))) * (zone.startsWith("-") ? -1 : 1);
  const local = new Date((at + minutes * 60) * 1000).toISOString().slice(0, 19);
  return `${local}${zone.slice(0, 3)}:${zone.slice(3)}`;
}
