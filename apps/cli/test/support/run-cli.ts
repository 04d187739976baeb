import { spawn, type ChildProcess } from "node:child_process";
import { fileURLToPath } from "node:url";

const BIN = fileURLToPath(new URL("../../bin/signalbox.js", import.meta.url));

/** What the program was compiled to, for all tests: their homes are new, and each process would compile it again. */
const COMPILED = fileURLToPath(new URL("../../../../node_modules/.cache/signalbox-tests", import.meta.url));

/** A process that is still there after so long is stuck. */
const LIMIT_MS = 60_000;

export interface CliAnswer {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  /** stdout as JSON. */
  json<T = Record<string, unknown>>(): T;
}

export interface CliCall {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly onStart?: (child: ChildProcess) => void;
  /** Sees the process and what it says so far, for signals in the middle. */
  readonly onStderr?: (text: string, child: ChildProcess) => void;
}

/** Sends one Ctrl-C, when stderr says something for the first time: a second one would end the program at once. */
export function interruptAt(said: string): NonNullable<CliCall["onStderr"]> {
  let isSent = false;
  return (text, child) => {
    if (!isSent && text.includes(said)) isSent = child.kill("SIGINT");
  };
}

/** Runs the built CLI as a child process, with an environment of its own: no CI, no tokens, a home that does not exist. */
export async function signalbox(args: readonly string[], call: CliCall): Promise<CliAnswer> {
  const env = {
    PATH: process.env["PATH"] ?? "",
    HOME: `${call.cwd}/no-home`,
    GIT_CONFIG_NOSYSTEM: "1",
    GIT_CONFIG_GLOBAL: "/dev/null",
    NO_COLOR: "1",
    NODE_COMPILE_CACHE: COMPILED,
    ...call.env,
  };
  const child = spawn(process.execPath, [BIN, ...args], { cwd: call.cwd, env, stdio: ["ignore", "pipe", "pipe"] });
  call.onStart?.(child);
  let [stdout, stderr] = ["", ""];
  child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
    call.onStderr?.(stderr, child);
  });
  const late = setTimeout(() => child.kill("SIGKILL"), LIMIT_MS);
  const [code, signal] = await new Promise<[number | null, NodeJS.Signals | null]>((resolve, reject) => {
    child.on("error", reject).on("close", (...end) => resolve(end));
  }).finally(() => clearTimeout(late));
  return { code, signal, stdout, stderr, json: <T>() => JSON.parse(stdout) as T };
}
