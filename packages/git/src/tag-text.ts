import type { Oid, Person } from "./ports.js";

/** A tag object as its text tells it. */
export interface TagText {
  /** What it points at, which may be another tag. */
  readonly object: Oid;
  readonly type: string;
  readonly name: string;
  readonly message: string;
  readonly by: Person | null;
  readonly at: number | null;
  readonly isSigned: boolean;
}

/** The first lines of armoured signatures (git's gpg-interface.c). */
const SIGNATURE = /^-----BEGIN (?:PGP SIGNATURE|PGP MESSAGE|SSH SIGNATURE|SIGNED MESSAGE)-----/gm;

/** Reads the text of a tag object (format: git-mktag(1)). Very old tags name no tagger. */
export function parseTag(content: Buffer): TagText {
  const bytes = content.toString("latin1");
  const end = bytes.indexOf("\n\n");
  const head = end === -1 ? bytes : bytes.slice(0, end);
  const lines = head.split("\n");
  const valueOf = (key: string): string =>
    lines.find((line) => line.startsWith(`${key} `))?.slice(key.length + 1) ?? "";
  const encoding = valueOf("encoding");
  const text = (part: string): string => decode(Buffer.from(part, "latin1"), encoding);
  const body = end === -1 ? "" : bytes.slice(end + 2);
  // As git: a message may quote a signature; the last one that begins a line is the tag's own.
  const signature = [...body.matchAll(SIGNATURE)].at(-1)?.index;
  const tagger = /^(.*?) ?<([^>]*)> (\d+)(?: [+-]\d+)?$/.exec(text(valueOf("tagger")));
  return {
    object: valueOf("object"),
    type: valueOf("type"),
    name: text(valueOf("tag")),
    message: text(body.slice(0, signature)).replace(/\n+$/, ""),
    by: tagger === null ? null : { name: tagger[1] ?? "", email: tagger[2] ?? "" },
    at: tagger === null ? null : Number(tagger[3]),
    isSigned: signature !== undefined || lines.some((line) => line.startsWith("gpgsig")),
  };
}

/** By the encoding that the object names; else UTF-8, and where it is none, the one that old tools wrote. */
function decode(bytes: Buffer, encoding: string): string {
  for (const label of [...(encoding === "" ? [] : [encoding]), "utf-8"]) {
    try {
      return new TextDecoder(label, { fatal: true, ignoreBOM: true }).decode(bytes);
    } catch {
      // An encoding that nobody knows, or text that is not in it.
    }
  }
  return bytes.toString("latin1");
}
