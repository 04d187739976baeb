import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import { type Environment, gitEnvironment } from "../../environment.js";

/** Reads objects of one bare repository. Missing objects are null. */
export interface GitObjects {
  /** Of any revision that names one object (`<oid>`, a full ref, `<oid>:path`, `<oid>^{commit}`). */
  read(revision: string): Promise<GitObject | null>;
  close(): Promise<void>;
}

export interface GitObject {
  readonly oid: string;
  readonly type: "commit" | "tree" | "blob" | "tag";
  readonly content: Buffer;
}

/** One `git cat-file --batch` for as long as it is needed, started with the first question; it sees new objects. */
export function gitObjects(path: string, env: Environment | undefined): GitObjects {
  let child: ChildProcessWithoutNullStreams | null = null;
  let closed: Promise<unknown> = Promise.resolve();
  const waiting: ((object: GitObject | null) => void)[] = [];
  const start = (): ChildProcessWithoutNullStreams => {
    const started = spawn("git", ["-C", path, "cat-file", "--batch"], { env: gitEnvironment(env), stdio: "pipe" });
    const read = batchReader((object) => waiting.shift()?.(object));
    started.stdout.on("data", read);
    started.stderr.resume();
    started.stdin.on("error", () => undefined); // it has ended; its questions are answered below
    closed = once(started, "close")
      .catch(() => undefined)
      .then(() => {
        child = null;
        for (const answer of waiting.splice(0)) answer(null);
      });
    return started;
  };
  return {
    read: (revision) => {
      if (/[\n\0]/.test(revision)) return Promise.resolve(null);
      child ??= start();
      const { stdin } = child;
      return new Promise((resolve) => {
        waiting.push(resolve);
        stdin.write(`${revision}\n`);
      });
    },
    close: async () => {
      child?.stdin.end();
      await closed;
    },
  };
}

/** Takes `<oid> <type> <size>\n<content>\n`, or one line that ends in `missing` or `ambiguous`. */
function batchReader(found: (object: GitObject | null) => void): (chunk: Buffer) => void {
  let chunks: Buffer[] = [];
  let held = 0;
  let needed = 0;
  return (chunk) => {
    chunks.push(chunk);
    held += chunk.length;
    if (held < needed) return;
    let bytes = Buffer.concat(chunks);
    for (;;) {
      const line = bytes.indexOf("\n");
      if (line < 0) break;
      const [oid = "", type = "", size = ""] = bytes.subarray(0, line).toString().split(" ");
      const known = /^[0-9a-f]{40}$/.test(oid) && /^\d+$/.test(size);
      const end = known ? line + 1 + Number(size) + 1 : line + 1;
      if (bytes.length < end) {
        needed = end;
        break;
      }
      const content = bytes.subarray(line + 1, end - 1);
      found(known ? { oid, type: type as GitObject["type"], content: Buffer.from(content) } : null);
      bytes = bytes.subarray(end);
      needed = 0;
    }
    chunks = [bytes];
    held = bytes.length;
  };
}
