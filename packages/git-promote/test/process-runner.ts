import { spawn } from "node:child_process";
import type { CommandRunner } from "../src/index.js";

/** Runs real processes, and ends one that is late with all that it started. */
export const processRunner: CommandRunner = {
  run: ([program = "", ...args], { cwd, timeoutMs, signal }) =>
    new Promise((resolve, reject) => {
      const child = spawn(program, args, {
        cwd,
        env: { PATH: process.env["PATH"] ?? "" },
        stdio: ["ignore", "pipe", "pipe"],
        detached: true,
      });
      let output = "";
      const hear = (chunk: string): void => void (output = (output + chunk).slice(-4000));
      child.stdout.setEncoding("utf8").on("data", hear);
      child.stderr.setEncoding("utf8").on("data", hear);
      const end = (): void => {
        if (child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
      };
      const timer = setTimeout(end, timeoutMs);
      signal?.addEventListener("abort", end, { once: true });
      child.on("error", reject);
      child.on("close", (code) => {
        clearTimeout(timer);
        resolve({ code, output });
      });
    }),
};
