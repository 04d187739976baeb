import type { Readable } from "node:stream";
import { isOid } from "../ref-name.js";
import type { Oid } from "../ports.js";
import { askUploadPack, line, type NoAnswer, type Question } from "./upload-pack.js";

/** What a remote said to one `ls-refs`. */
export type Listing = ReadonlyMap<string, Oid> | NoAnswer;

export interface Asking {
  /** The request is on its way, or will never be. */
  readonly sent: Promise<void>;
  readonly listing: Promise<Listing>;
}

const MOST_BYTES = 64e6;

/** The branches and tags of a remote in one request: the `ls-refs` command. Never throws. */
export function askRefs(question: Question): Asking {
  let onSent = (): void => undefined;
  const sent = new Promise<void>((resolve) => {
    onSent = resolve;
  });
  return { sent, listing: ask(question, onSent) };
}

async function ask(question: Question, onSent: () => void): Promise<Listing> {
  const answer = await askUploadPack(question, LS_REFS, onSent);
  if (typeof answer === "string") return answer;
  const bytes = await wholeOf(answer);
  return bytes === null ? "silent" : (parseListing(bytes) ?? "refused");
}

/** Null when it is cut off, or too much. */
async function wholeOf(answer: Readable): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of answer as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > MOST_BYTES) return null;
      chunks.push(chunk);
    }
    return Buffer.concat(chunks);
  } catch {
    return null;
  }
}

const LS_REFS = [
  line("command=ls-refs"),
  line("object-format=sha1"),
  "0001",
  line("ref-prefix refs/heads/"),
  line("ref-prefix refs/tags/"),
  "0000",
].join("");

/** Lines of `<oid> <name>` up to the flush that ends them; null for anything else, and for what is cut. */
export function parseListing(bytes: Buffer): ReadonlyMap<string, Oid> | null {
  const refs = new Map<string, Oid>();
  for (let at = 0; at + 4 <= bytes.length;) {
    const head = bytes.toString("latin1", at, at + 4);
    if (head === "0000") return at + 4 === bytes.length ? refs : null;
    const length = /^[0-9a-f]{4}$/.test(head) ? Number.parseInt(head, 16) : 0;
    const [oid = "", name = "", more] = bytes
      .toString("utf8", at + 4, at + length)
      .trimEnd()
      .split(" ");
    if (length < 5 || !isOid(oid) || !/^refs\/(?:heads|tags)\/./.test(name) || more !== undefined) return null;
    refs.set(name, oid);
    at += length;
  }
  return null;
}
