import { spawn } from "node:child_process";
import type { Host, Hosts, Ran, RunOptions } from "../../src/index.js";

/** This machine as a `Host`: for scripts that need a real shell and no server. Nobody becomes root. */
export const localHost: Host = { name: "local", run: (argv, options) => runProcess(argv, options) };

/** Hosts that are all this machine. */
export const localHosts: Hosts = { open: (name) => Promise.resolve({ ...localHost, name }) };

/** A `Host` whose commands go through others, such as `nsenter`. */
export function runProcess(argv: readonly string[], options: RunOptions = {}): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const [file = "", ...args] = argv;
    const child = spawn(file, args, {
      env: { PATH: "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", LC_ALL: "C" },
      signal: options.signal,
      timeout: options.deadlineMs ?? 60_000,
    });
    const kept = { stdout: "", stderr: "" };
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      if (options.onOutput === undefined) kept.stdout += text;
      else options.onOutput(text);
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => (kept.stderr += text));
    child.stdin.on("error", () => {}); // a program need not read what it is given
    const { input } = options;
    if (input !== undefined && typeof input === "object" && "pipe" in input) input.pipe(child.stdin);
    else child.stdin.end(input ?? "");
    child.on("error", reject);
    child.on("close", (code, signal) => resolve({ code, signal: signal?.slice(3) ?? null, ...kept, isCut: false }));
  });
}
