import { spawn } from "node:child_process";
import { join } from "node:path";
import { redactText } from "@signalbox/release-core";
import type { CommandRunner } from "@signalbox/release-train";
import type { Environment } from "../config/environment.js";

const MOST_OUTPUT = 4000;

/** Runs the command steps of a train: they are the user's own programs and get the user's own environment. */
export function commandRunner(folder: string, env: Environment): CommandRunner {
  return {
    run: ([program = "", ...args], { cwd, signal }) =>
      new Promise((resolve, reject) => {
        const child = spawn(program, args, {
          cwd: cwd === undefined ? folder : join(folder, cwd),
          env: env.forCommands,
          stdio: ["ignore", "pipe", "pipe"],
          ...(signal === undefined ? {} : { signal }),
        });
        let output = "";
        const hear = (chunk: string): void => void (output = (output + chunk).slice(-MOST_OUTPUT));
        child.stdout.setEncoding("utf8").on("data", hear);
        child.stderr.setEncoding("utf8").on("data", hear);
        child.on("error", reject);
        child.on("close", (exitCode) => resolve({ exitCode, output: redactText(output.trimEnd()) }));
      }),
  };
}
