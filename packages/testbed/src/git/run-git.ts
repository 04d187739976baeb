import { spawn } from "node:child_process";
import { once } from "node:events";
import { type Environment, gitEnvironment } from "../environment.js";
import { gitFailed, gitMissing } from "../errors.js";

export interface GitCall {
  readonly env?: Environment | undefined;
  /** Written to its standard input, in order. */
  readonly input?: string | Buffer | Iterable<string | Buffer> | undefined;
  /** Exit codes that are an answer, not a failure. Default `[0]`. */
  readonly accept?: readonly number[] | undefined;
}

/** What git said. */
export interface GitAnswer {
  readonly exitCode: number;
  readonly stdout: string;
}

/**
 * Runs native git in a folder and waits for it; never through a shell.
 * @throws ReleaseError `ERR_TESTBED_GIT`, `ERR_TESTBED_GIT_MISSING`
 */
export async function runGit(directory: string, args: readonly string[], call: GitCall = {}): Promise<GitAnswer> {
  const child = spawn("git", ["-C", directory, ...args], { env: gitEnvironment(call.env), stdio: "pipe" });
  const closed = once(child, "close").catch((error: unknown) => {
    throw gitMissing(error);
  });
  const stdout: Buffer[] = [];
  const stderr: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => stdout.push(chunk));
  child.stderr.on("data", (chunk: Buffer) => stderr.push(chunk));
  child.stdin.on("error", () => undefined); // git may answer without reading all of it
  const chunks = typeof call.input === "string" || Buffer.isBuffer(call.input) ? [call.input] : (call.input ?? []);
  for (const chunk of chunks) {
    if (!child.stdin.write(chunk)) await Promise.race([once(child.stdin, "drain"), closed]);
  }
  child.stdin.end();
  const [exitCode] = (await closed) as [number | null];
  const accepted = call.accept ?? [0];
  if (exitCode === null || !accepted.includes(exitCode)) {
    throw gitFailed(args, exitCode, Buffer.concat(stderr).toString());
  }
  return { exitCode, stdout: Buffer.concat(stdout).toString() };
}

/** The trimmed answer of git. @throws ReleaseError as `runGit` */
export async function gitText(directory: string, args: readonly string[], call: GitCall = {}): Promise<string> {
  return (await runGit(directory, args, call)).stdout.trimEnd();
}

/** The object id behind a full ref or any revision, null when there is none. */
export async function resolveRevision(directory: string, revision: string, call: GitCall = {}): Promise<string | null> {
  const args = ["rev-parse", "--verify", "--quiet", "--end-of-options", revision];
  const answer = await runGit(directory, args, { ...call, accept: [0, 1, 128] });
  return answer.exitCode === 0 ? answer.stdout.trim() : null;
}

const execPaths = new Map<string, Promise<string>>();

/** Where git keeps the programs behind its commands; asked once for every `PATH`. @throws ReleaseError as `runGit` */
export function execPath(env: Environment | undefined): Promise<string> {
  const key = gitEnvironment(env)["PATH"] ?? "";
  const known = execPaths.get(key) ?? gitText(".", ["--exec-path"], { env });
  execPaths.set(key, known);
  known.catch(() => execPaths.delete(key));
  return known;
}
