import { execFile } from "node:child_process";
import { hostCommandFailed, hostsUnusable } from "./errors.js";
import { HOST_ENVIRONMENT } from "./host-root.js";
import type { MachineRoom } from "./machine-room.js";
import { untilAnswers } from "./until-answers.js";

export interface HostCall {
  /** What the program reads; nothing when absent. */
  readonly input?: string | Buffer;
}

export interface HostAnswer {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A machine on the subnet of its set. What is said of SSH here is the host's own sshd on port 22. */
export interface TestHost {
  readonly name: string;
  readonly init: "none" | "systemd";
  readonly address: string;
  readonly port: 22;
  /** Runs as root without SSH, by namespaces: for a look at what is, and for faults. A string is a script for `sh -eu`. */
  run(command: readonly string[] | string, call?: HostCall): Promise<string>;
  /** The same, when a failure is an answer too. */
  tryRun(command: readonly string[] | string, call?: HostCall): Promise<HostAnswer>;
  readFile(path: string): Promise<string>;
  /** Makes the folders above it; root's, mode 0644, or as given (octal digits). */
  writeFile(path: string, content: string | Buffer, mode?: string): Promise<void>;
  exists(path: string): Promise<boolean>;
  /** Waits until sshd greets. */
  answers(timeoutMs?: number): Promise<void>;
}

/** `runOn` and what is made of it. */
export function hostCalls(
  room: MachineRoom,
  name: string,
  address: string,
): Omit<TestHost, "name" | "init" | "address" | "port"> {
  const tryRun: TestHost["tryRun"] = async (command, call) => {
    const argv = typeof command === "string" ? ["sh", "-euc", command] : command;
    return inNamespacesOf(await room.firstProcessOf(name), argv, call);
  };
  const run: TestHost["run"] = async (command, call) => {
    const answer = await tryRun(command, call);
    if (answer.exitCode === 0) return answer.stdout;
    const argv = typeof command === "string" ? ["sh", "-c", command] : command;
    throw hostCommandFailed(name, argv, answer.exitCode, answer.stderr + answer.stdout);
  };
  return {
    run,
    tryRun,
    readFile: (path) => run(["cat", "--", path]),
    writeFile: async (path, content, mode = "644") => {
      const script = 'mkdir -p "$(dirname "$0")"; cat >"$0.new"; chmod "$1" "$0.new"; mv "$0.new" "$0"';
      await run(["sh", "-euc", script, path, mode], { input: content });
    },
    exists: async (path) => (await tryRun(["test", "-e", path])).exitCode === 0,
    answers: (timeoutMs = 20_000) => untilAnswers(address, 22, timeoutMs),
  };
}

/** Where the processes of a host are; its root and working folder too. */
const ENTER = ["--mount", "--uts", "--ipc", "--net", "--pid", "--cgroup", "--root", "--wd"];

function inNamespacesOf(pid: number, argv: readonly string[], call: HostCall = {}): Promise<HostAnswer> {
  return new Promise((resolve, reject) => {
    const args = ["--target", String(pid), ...ENTER, "--", ...argv];
    const options = { env: { ...HOST_ENVIRONMENT, HOME: "/root" }, maxBuffer: 1 << 28 };
    const child = execFile("nsenter", args, options, (error, stdout, stderr) => {
      if (error !== null && typeof error.code === "string")
        return void reject(hostsUnusable("nsenter did not start", error));
      resolve({ exitCode: error === null ? 0 : Number(error.code ?? -1), stdout, stderr });
    });
    child.stdin?.on("error", () => {}); // a program need not read what it is given
    child.stdin?.end(call.input ?? "");
  });
}
