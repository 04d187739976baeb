import { spawn } from "node:child_process";
import { once } from "node:events";
import type { Command } from "./measure.js";

const PRELOAD = `data:text/javascript,import { writeSync } from "node:fs";
process.on("exit", () => writeSync(3, String(process.resourceUsage().maxRSS)));`;

/** The most memory that a Node process had, in MB of 1024 kB. The process says so itself when it ends. */
export async function peakMegabytes({ args, env, cwd }: Command, signal: AbortSignal): Promise<number> {
  const preload = ["--import", PRELOAD.replaceAll("\n", "%0A")];
  const child = spawn(process.execPath, [...preload, ...args], {
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
