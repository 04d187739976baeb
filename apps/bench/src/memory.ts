import { spawn } from "node:child_process";
import { once } from "node:events";
import type { Command } from "./measure.js";

// On Linux `maxRSS` begins with what the process had that started this one; `VmHWM` is of the program alone. The times
// are fields 14 to 17 of proc(5), `stat`, in hundredths of a second: its own, and those of the processes that it started.
const PRELOAD = `
import { readFileSync, writeSync } from "node:fs";
const own = (file, pattern) => {
  try { return pattern.exec(readFileSync("/proc/self/" + file, "utf8"))?.[1]; } catch { return undefined; }
};
process.on("exit", () => {
  const memory = own("status", /VmHWM:\\s*(\\d+)/) ?? process.resourceUsage().maxRSS;
  const times = (own("stat", /.*\\) (.*)/) ?? "").split(" ").slice(11, 15);
  writeSync(3, JSON.stringify({ memory: Number(memory), ms: times.reduce((sum, ticks) => sum + Number(ticks) * 10, 0) }));
});`;

export interface Costs {
  /** The most that it had, in MB of 1024 kB. */
  readonly megabytes: number;
  /** User and system time, with the processes that it started. */
  readonly cpuMs: number;
}

/** What a Node process took. It says so itself when it ends. */
export async function costsOf({ args, env, cwd }: Command, signal: AbortSignal): Promise<Costs> {
  const child = spawn(process.execPath, ["--import", `data:text/javascript,${encodeURIComponent(PRELOAD)}`, ...args], {
    env,
    cwd,
    signal,
    stdio: ["ignore", "ignore", "ignore", "pipe"],
  });
  let said = "";
  child.stdio[3]?.on("data", (chunk: Buffer) => (said += chunk.toString()));
  await once(child, "close");
  if (said === "") throw new Error("The process did not say what it took.");
  const { memory, ms } = JSON.parse(said) as { readonly memory: number; readonly ms: number };
  return { megabytes: memory / 1024, cpuMs: ms };
}

/** The most memory that a Node process had, in MB of 1024 kB. */
export const peakMegabytes = async (command: Command, signal: AbortSignal): Promise<number> =>
  (await costsOf(command, signal)).megabytes;
