import { spawn } from "node:child_process";
import { gitNotUsable } from "../errors.js";

export interface GitCall {
  readonly gitPath: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly cwd?: string | undefined;
  readonly input?: string | Buffer | undefined;
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

/**
 * Runs git in a session of its own: there is no terminal to prompt on, and an abort ends its helpers (ssh, curl,
 * index-pack) with it. Resolves for every exit code.
 */
export function runGit(call: GitCall): Promise<GitResult> {
  const { signal } = call;
  return new Promise((resolve, reject) => {
    if (signal?.aborted === true) return void reject(signal.reason as Error);
    const child = spawn(call.gitPath, call.args, {
      cwd: call.cwd,
      env: call.env,
      stdio: ["pipe", "pipe", "pipe"],
      detached: process.platform !== "win32",
      windowsHide: true,
    });
    const end = (name: NodeJS.Signals): void => {
      try {
        if (child.pid !== undefined && process.platform !== "win32") process.kill(-child.pid, name);
        else child.kill(name);
      } catch {
        child.kill(name);
      }
    };
    let grace: NodeJS.Timeout | undefined;
    const abort = (): void => {
      end("SIGTERM");
      grace = setTimeout(() => end("SIGKILL"), GRACE_MS);
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
    child.stdin.on("error", () => undefined); // git may end before it has read everything; its exit code tells
    child.stdin.end(call.input ?? "");

    const settle = (finish: () => void): void => {
      clearTimeout(grace);
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
