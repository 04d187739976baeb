import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { gitNotUsable } from "../errors.js";

export interface GitCall {
  readonly gitPath: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly cwd?: string | undefined;
  /** What fails while it is read ends before its time for git. */
  readonly input?: string | Buffer | AsyncIterable<Buffer> | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Takes the output piece by piece; `stdout` of the result stays empty then. */
  readonly onOutput?: ((chunk: Buffer) => void) | undefined;
  readonly onErrorText?: ((text: string) => void) | undefined;
}

export interface GitResult {
  /** null when a signal ended it. */
  readonly code: number | null;
  readonly stdout: Buffer;
  readonly stderr: string;
}

const KEPT_STDERR = 64 * 1024;
const GRACE_MS = 3000;

const spawnGit = (call: GitCall): ChildProcessWithoutNullStreams => {
  const child = spawn(call.gitPath, call.args, {
    cwd: call.cwd,
    env: call.env,
    stdio: ["pipe", "pipe", "pipe"],
    detached: process.platform !== "win32",
    windowsHide: true,
  });
  child.stdin.on("error", () => undefined); // git may end before it has read everything; its exit code tells
  const { input = "" } = call;
  if (typeof input === "string" || Buffer.isBuffer(input)) child.stdin.end(input);
  else pipeline(Readable.from(input), child.stdin).catch(() => child.stdin.destroy());
  return child;
};

/** Ends git with its helpers: first asked, then made to. Gives back what calls the second step off. */
function endGroup(child: ChildProcessWithoutNullStreams): () => void {
  const end = (name: NodeJS.Signals): void => {
    try {
      if (child.pid !== undefined && process.platform !== "win32") process.kill(-child.pid, name);
      else child.kill(name);
    } catch {
      child.kill(name);
    }
  };
  end("SIGTERM");
  const grace = setTimeout(() => end("SIGKILL"), GRACE_MS);
  return () => clearTimeout(grace);
}

/**
 * Runs git in a session of its own: there is no terminal to prompt on, and an abort ends its helpers (ssh, curl,
 * index-pack) with it. Resolves for every exit code.
 */
export function runGit(call: GitCall): Promise<GitResult> {
  const { signal } = call;
  return new Promise((resolve, reject) => {
    if (signal?.aborted === true) return void reject(signal.reason as Error);
    const child = spawnGit(call);
    let calledOff = (): void => undefined;
    const abort = (): void => {
      calledOff = endGroup(child);
    };
    signal?.addEventListener("abort", abort, { once: true });

    const chunks: Buffer[] = [];
    let stderr = "";
    let thrown: Error | undefined;
    child.stdout.on("data", (chunk: Buffer) => {
      if (call.onOutput === undefined) return void chunks.push(chunk);
      try {
        call.onOutput(chunk);
      } catch (error) {
        thrown ??= error as Error;
      }
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      stderr = (stderr + text).slice(-KEPT_STDERR);
      call.onErrorText?.(text);
    });

    const settle = (finish: () => void): void => {
      calledOff();
      signal?.removeEventListener("abort", abort);
      finish();
    };
    child.on("error", (error) => settle(() => reject(gitNotUsable(call.gitPath, error.message, error))));
    child.on("close", (code) =>
      settle(() => {
        if (signal?.aborted === true) reject(signal.reason as Error);
        else if (thrown !== undefined) reject(thrown);
        else resolve({ code, stdout: Buffer.concat(chunks), stderr });
      }),
    );
  });
}

/**
 * The same for output of any length: git waits while nobody takes it, and ends when the reader stops early. What comes
 * after the last piece is the result, without the output.
 */
export async function* streamGit(call: GitCall): AsyncGenerator<Buffer, GitResult> {
  const { signal } = call;
  signal?.throwIfAborted();
  const child = spawnGit(call);
  let calledOff = (): void => undefined;
  const end = (): void => {
    calledOff = endGroup(child);
  };
  signal?.addEventListener("abort", end, { once: true });
  let stderr = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr = (stderr + text).slice(-KEPT_STDERR);
  });
  const closed = new Promise<number | null>((resolve, reject) => {
    child.on("error", (error) => reject(gitNotUsable(call.gitPath, error.message, error)));
    child.on("close", resolve);
  });
  closed.catch(() => undefined); // told where it is awaited
  let isWhole = false;
  try {
    for await (const chunk of child.stdout) yield chunk as Buffer;
    isWhole = true;
    const code = await closed;
    signal?.throwIfAborted();
    return { code, stdout: Buffer.alloc(0), stderr };
  } finally {
    if (!isWhole) {
      end();
      await closed.catch(() => undefined);
    }
    calledOff();
    signal?.removeEventListener("abort", end);
  }
}
