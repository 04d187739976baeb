import { spawn } from "node:child_process";
import { once } from "node:events";
import type { Command } from "./measure.js";

// On Linux `maxRSS` begins with what the process had that started this one; `VmHWM` is of the program alone.
const PRELOAD = `
import { readFileSync, writeSync } from "node:fs";
const own = () => {
  try { return /VmHWM:\\s*(\\d+)/.exec(readFileSync("/proc/self/status", "utf8"))?.[1]; } catch { return undefined; }
};
process.on("exit", () => writeSync(3, String(own() ?? process.resourceUsage().maxRSS)));`;

/** The most memory that a Node process had, in MB of 1024 kB. The process says so itself when it ends. */
export async function peakMegabytes({ args, env, cwd }: Command, signal: AbortSignal): Promise<number> {
  const child = spawn(process.execPath, ["--import", `data:text/javascript,${encodeURIComponent(PRELOAD)}`, ...args], {
    env,
    cwd,
    signal,
    stdio: ["ignore", "ignore", "ignore", "pipe"],
  });
  let said = "";
  child.stdio[3]?.on("data", (chunk: Buffer) => (said += chunk.toString()));
  await once(child, "close");
  if (said === "") throw new Error("The process did not say how much memory it had.");
  return Number(said) / 1024;
}
