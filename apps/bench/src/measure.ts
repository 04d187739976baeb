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

/** Medians of both sides; see `inRounds`. */
export function sideBySide(rounds: number, sides: Sides): Promise<{ readonly ours: number; readonly theirs: number }> {
  return inRounds(rounds, { ours: sides.ours, theirs: sides.theirs });
}

/**
 * Medians of several ways, measured in turns, so that a busy moment of the machine falls on all; who begins changes from
 * round to round. One round before the first counted one warms caches.
 */
export async function inRounds<Name extends string>(
  rounds: number,
  ways: Readonly<Record<Name, () => Promise<number>>>,
): Promise<Readonly<Record<Name, number>>> {
  const names = Object.keys(ways) as Name[];
  const figures = new Map<Name, number[]>(names.map((name) => [name, []]));
  for (let round = 0; round <= rounds; round++) {
    const first = round % names.length;
    for (const name of [...names.slice(first), ...names.slice(0, first)]) {
      const figure = await ways[name]();
      if (round > 0) figures.get(name)?.push(figure);
    }
  }
  return Object.fromEntries([...figures].map(([name, all]) => [name, median(all)])) as Record<Name, number>;
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
