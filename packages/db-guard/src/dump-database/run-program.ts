import { spawn } from "node:child_process";
import { basename } from "node:path";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { programFailed, programMissing } from "./errors.js";

export interface ProgramCall {
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal | undefined;
  /** Its standard input: a program that reads from us ends with us, also when we are killed. */
  readonly input?: Readable | undefined;
  /** Takes its standard output; default: it is collected. The same holds: whoever writes to us ends with us. */
  readonly output?: ((stdout: Readable) => Promise<void>) | undefined;
}

/** @throws ReleaseError of the table in `errors.ts` when it does not end with 0; the signal's reason; what `output` throws */
export async function runProgram(program: string, call: ProgramCall): Promise<string> {
  const { args, env, signal, input, output } = call;
  signal?.throwIfAborted();
  const child = spawn(program, args, { env: { ...env, LC_ALL: "C" }, stdio: ["pipe", "pipe", "pipe"] });
  const stop = (): void => void child.kill("SIGTERM");
  signal?.addEventListener("abort", stop, { once: true });
  let complaint = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (complaint = (complaint + text).slice(0, 8000)));
  let said = "";
  const collect = async (stdout: Readable): Promise<void> => {
    for await (const text of stdout.setEncoding("utf8")) said += text as string;
  };
  const ended = new Promise<number | null>((resolve, reject) => {
    child.on("error", (error) => reject(programMissing(program, error)));
    child.on("close", resolve);
  });
  try {
    const feeding = feed(input, child.stdin);
    const taking = (output ?? collect)(child.stdout).catch((error: unknown) => {
      child.kill("SIGKILL");
      throw error;
    });
    const [code] = await Promise.all([ended, taking, feeding]);
    if (code !== 0) throw programFailed(basename(program), code, complaint);
    return said;
  } catch (error) {
    throw signal?.aborted === true ? signal.reason : error;
  } finally {
    signal?.removeEventListener("abort", stop);
    await ended.catch(() => null);
  }
}

/** It may end without having read everything; its exit code and words say more than a broken pipe. */
async function feed(input: Readable | undefined, stdin: NodeJS.WritableStream): Promise<void> {
  stdin.on("error", () => undefined);
  if (input === undefined) return void stdin.end();
  await pipeline(input, stdin).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE" && error.code !== "ERR_STREAM_PREMATURE_CLOSE") throw error;
  });
}
