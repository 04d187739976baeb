import { isOid } from "../ref-name.js";
import type { Oid } from "../ports.js";

/** One request to `<url>/git-upload-pack`. */
export interface Question {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly signal: AbortSignal | undefined;
}

export interface Asking {
  /** The request is on its way, or will never be. */
  readonly sent: Promise<void>;
  readonly listing: Promise<Listing>;
}

/** What a remote said to one `ls-refs`. `refused`: it answered, but not with refs; `silent`: it did not answer. */
export type Listing = ReadonlyMap<string, Oid> | "refused" | "silent";

const SILENCE_MS = 5000;
const MOST_BYTES = 64e6;
/** The connection itself failed, which says nothing about the next time. */
const NETWORK = /^(?:E(?:CONN|HOST|NET|TIMEDOUT|PIPE|AI_)|UND_)/;

/**
 * The branches and tags of a remote in one request: the `ls-refs` command of protocol version 2 (gitprotocol-v2(5)),
 * without the greeting that `git` asks for first. Servers keep no state between requests (gitprotocol-http(5)), so each
 * that speaks version 2 answers it. Never throws.
 */
export function askRefs(question: Question): Asking {
  let onSent = (): void => undefined;
  const sent = new Promise<void>((resolve) => {
    onSent = resolve;
  });
  return { sent, listing: ask(question, onSent).finally(onSent) };
}

async function ask(question: Question, onSent: () => void): Promise<Listing> {
  const url = new URL(`${question.url.replace(/\/+$/, "")}/git-upload-pack`);
  const { request } = url.protocol === "https:" ? await import("node:https") : await import("node:http");
  const body = LS_REFS;
  return await new Promise((resolve) => {
    const asked = request(url, {
      method: "POST",
      agent: false,
      timeout: SILENCE_MS,
      ...(question.signal === undefined ? {} : { signal: question.signal }),
      headers: {
        ...question.headers,
        "user-agent": "git/2 (signalbox)",
        "content-type": "application/x-git-upload-pack-request",
        accept: "application/x-git-upload-pack-result",
        "git-protocol": "version=2",
        "content-length": String(body.length),
      },
    });
    asked.on("timeout", () => asked.destroy());
    asked.on("error", (error: NodeJS.ErrnoException) =>
      resolve(error.code === undefined || NETWORK.test(error.code) ? "silent" : "refused"),
    );
    asked.on("response", (response) => {
      const isListing = response.headers["content-type"] === "application/x-git-upload-pack-result";
      if (response.statusCode !== 200 || !isListing) {
        resolve(isForNow(response.statusCode ?? 500) ? "silent" : "refused");
        return void asked.destroy();
      }
      const chunks: Buffer[] = [];
      let size = 0;
      response.on("data", (chunk: Buffer) => {
        size += chunk.length;
        if (size > MOST_BYTES) asked.destroy();
        else chunks.push(chunk);
      });
      response.on("error", () => resolve("silent"));
      response.on("close", () => resolve("silent"));
      response.on("end", () => resolve(parseListing(Buffer.concat(chunks)) ?? "refused"));
    });
    asked.end(body);
    // Node connects and writes in turns of the event loop: whoever works for long when he hears of it would hold it up.
    setImmediate(() => setImmediate(onSent));
  });
}

/** A server that is busy or broken; another time it may answer. */
const isForNow = (status: number): boolean => status >= 500 || status === 429;

/** gitprotocol-common(5): a line begins with its own length in four hex digits; 0000 ends, 0001 divides. */
const line = (text: string): string => `${(text.length + 5).toString(16).padStart(4, "0")}${text}\n`;
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
