import type { Readable } from "node:stream";
import { isOid } from "../ref-name.js";
import type { Oid } from "../ports.js";
import { askUploadPack, line, type NoAnswer, type Question } from "./ask-service.js";

/** The branches and tags of a remote. */
export interface RemoteRefs {
  readonly refs: ReadonlyMap<string, Oid>;
  /** The default branch as a full ref; null when it is detached, or there is none yet. */
  readonly head: string | null;
}

/** What a remote said to one `ls-refs`. */
export type Listing = RemoteRefs | NoAnswer;

export interface Asking {
  /** The request is on its way, or will never be. */
  readonly sent: Promise<void>;
  readonly listing: Promise<Listing>;
}

const MOST_BYTES = 64e6;

/** Branches, tags and the default branch in one request: the `ls-refs` command. Never throws. */
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
  line("symrefs"),
  line("ref-prefix HEAD"),
  line("ref-prefix refs/heads/"),
  line("ref-prefix refs/tags/"),
  "0000",
].join("");

/** Lines of `<oid> <name> [symref-target:<name>]` up to the flush that ends them; null for anything else, and when cut. */
export function parseListing(bytes: Buffer): RemoteRefs | null {
  const refs = new Map<string, Oid>();
  let head: string | null = null;
  for (let at = 0; at + 4 <= bytes.length;) {
    const size = bytes.toString("latin1", at, at + 4);
    if (size === "0000") return at + 4 === bytes.length ? { refs, head } : null;
    const length = /^[0-9a-f]{4}$/.test(size) ? Number.parseInt(size, 16) : 0;
    const [oid = "", name = "", target, more] = bytes
      .toString("utf8", at + 4, at + length)
      .trimEnd()
      .split(" ");
    const [, leadsTo] = /^symref-target:(refs\/\S+)$/.exec(target ?? "") ?? [];
    if (length < 5 || !isOid(oid) || more !== undefined || (target !== undefined && leadsTo === undefined)) return null;
    if (name === "HEAD") head = leadsTo?.startsWith("refs/heads/") === true ? leadsTo : null;
    else if (/^refs\/(?:heads|tags)\/./.test(name)) refs.set(name, oid);
    else return null;
    at += length;
  }
  return null;
}
