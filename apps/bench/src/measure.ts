import { spawn } from "node:child_process";
import { once } from "node:events";
import { performance } from "node:perf_hooks";

/** The middle one; of an even number, the mean of the two in the middle. */
export function median(figures: readonly number[]): number {
  const sorted = [...figures].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const low = sorted[Math.ceil(middle) - 1];
  const high = sorted[Math.floor(middle)];
  if (low === undefined || high === undefined) throw new RangeError("No figures, no median.");
  return (low + high) / 2;
}

/** Milliseconds that something took. */
export async function timed(run: () => unknown): Promise<number> {
  const began = performance.now();
  await run();
  return performance.now() - began;
}

export interface Sides {
  readonly ours: () => Promise<number>;
  readonly theirs: () => Promise<number>;
}

/**
 * Medians of both sides, measured in turns, so that a busy moment of the machine falls on both. One round before the
 * first counted one warms caches.
 */
export async function sideBySide(
  rounds: number,
  sides: Sides,
): Promise<{ readonly ours: number; readonly theirs: number }> {
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let round = 0; round <= rounds; round++) {
    const figures =
      round % 2 === 0 ? [await sides.ours(), await sides.theirs()] : (await inTurn(sides.theirs, sides.ours)).reverse();
    if (round === 0) continue;
    ours.push(figures[0] ?? NaN);
    theirs.push(figures[1] ?? NaN);
  }
  return { ours: median(ours), theirs: median(theirs) };
}

async function inTurn(first: () => Promise<number>, second: () => Promise<number>): Promise<number[]> {
  return [await first(), await second()];
}

export interface Command {
  readonly file: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** Exit codes that are as they should be. Default `[0]`. */
  readonly accept?: readonly number[];
}

/** Runs a process to its end and gives its output. @throws Error with its last words when it failed */
export async function output(command: Command, signal: AbortSignal): Promise<string> {
  const { file, args, env, cwd, accept = [0] } = command;
  const child = spawn(file, args, { env, cwd, signal, stdio: ["ignore", "pipe", "pipe"] });
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
  const [code] = (await once(child, "close")) as [number | null];
  if (code === null || !accept.includes(code)) {
    throw new Error(`${file} ${args.join(" ")} ended with ${code}: ${(stderr || stdout).slice(-2000)}`);
  }
  return stdout;
}

/** Wall time of a whole process, milliseconds. */
export async function wall(command: Command, signal: AbortSignal): Promise<number> {
  return timed(() => output(command, signal));
}
