import { spawn, type ChildProcess } from "node:child_process";
import type { CommandRunner } from "@signalbox/git-promote";
import { redactText } from "@signalbox/release-core";
import type { Environment } from "../config/environment.js";

const MOST_OUTPUT = 4000;

/** Runs lock-file commands: the user's own programs, with the user's own environment. */
export function programRunner(env: Environment): CommandRunner {
  return {
    run: ([program = "", ...args], { cwd, timeoutMs, signal }) =>
      new Promise((resolve, reject) => {
        signal?.throwIfAborted();
        // A group of its own, so that what the program started ends with it.
        const child = spawn(program, args, {
          cwd,
          env: env.forLockFiles,
          stdio: ["ignore", "pipe", "pipe"],
          detached: process.platform !== "win32",
        });
        let output = "";
        const hear = (chunk: string): void => void (output = (output + chunk).slice(-MOST_OUTPUT));
        child.stdout.setEncoding("utf8").on("data", hear);
        child.stderr.setEncoding("utf8").on("data", hear);
        let isEnded = false;
        const end = (): void => {
          isEnded = true;
          endGroup(child);
          // Whoever left the group may hold them for ever.
          child.stdout.destroy();
          child.stderr.destroy();
        };
        const timer = setTimeout(end, timeoutMs);
        signal?.addEventListener("abort", end, { once: true });
        const settle = (): void => {
          clearTimeout(timer);
          signal?.removeEventListener("abort", end);
        };
        child.on("error", (error) => {
          settle();
          reject(error);
        });
        child.on("close", (code) => {
          settle();
          resolve({ code: isEnded ? null : code, output: redactText(output.trimEnd()) });
        });
      }),
  };
}

function endGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    if (process.platform === "win32") child.kill("SIGKILL");
    else process.kill(-child.pid, "SIGKILL");
  } catch (error) {
    // It ended by itself meanwhile.
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}
