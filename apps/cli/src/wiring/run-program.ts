import { spawn } from "node:child_process";
import { signingFailed } from "../errors.js";

export interface ProgramEnd {
  /** Null when a signal ended it. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface ProgramCall {
  readonly env: Readonly<Record<string, string>>;
  /** Its standard input. */
  readonly input?: string;
  readonly signal?: AbortSignal | undefined;
}

/** Somebody may have to type a passphrase; whoever does not in so long is not there. */
const LIMIT_MS = 180_000;

/** Runs a program that signs, by its argument list. @throws ReleaseError `ERR_SIGNING_FAILED` when it cannot be started */
export function runProgram(program: string, args: readonly string[], call: ProgramCall): Promise<ProgramEnd> {
  const { env, input = "", signal } = call;
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const child = spawn(program, args, { env, stdio: ["pipe", "pipe", "pipe"], timeout: LIMIT_MS });
    const stop = (): void => void child.kill();
    signal?.addEventListener("abort", stop, { once: true });
    let [stdout, stderr] = ["", ""];
    child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
    child.on("error", (error: NodeJS.ErrnoException) => {
      signal?.removeEventListener("abort", stop);
      const reason = error.code === "ENOENT" ? "there is no such program" : error.message;
      reject(signingFailed(program, reason, "Install it, or set gpg.format and gpg.program to what is installed."));
    });
    child.on("close", (code) => {
      signal?.removeEventListener("abort", stop);
      if (signal?.aborted === true) reject(signal.reason as Error);
      else resolve({ code, stdout, stderr });
    });
    // It may end without having read everything; its exit code and words say more than a broken pipe.
    child.stdin.on("error", () => undefined).end(input);
  });
}
