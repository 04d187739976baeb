import { execFile } from "node:child_process";
import { hostCommandFailed, hostsUnusable } from "./errors.js";
import { HOST_ENVIRONMENT } from "./host-root.js";
import type { HostAnswer, HostCall, TestHost } from "./test-host.js";

type Calls = Pick<TestHost, "run" | "tryRun" | "readFile" | "writeFile" | "exists">;

/** Leads into the namespaces, root and folder of a process. */
export const enter = (pid: number): readonly string[] => [
  ...["nsenter", "--target", String(pid)],
  ...["--mount", "--uts", "--ipc", "--net", "--pid", "--cgroup", "--root", "--wd", "--"],
];

/** @param firstProcess of the host, as it is called here; rejects when the host is off */
export function hostCalls(name: string, firstProcess: () => Promise<number>): Calls {
  const argvOf = (command: readonly string[] | string): readonly string[] =>
    typeof command === "string" ? ["sh", "-euc", command] : command;
  const tryRun: TestHost["tryRun"] = async (command, call) =>
    answerOf([...enter(await firstProcess()), ...argvOf(command)], call);
  const run: TestHost["run"] = async (command, call) => {
    const { exitCode, stdout, stderr } = await tryRun(command, call);
    if (exitCode !== 0) throw hostCommandFailed(name, argvOf(command), exitCode, stderr + stdout);
    return stdout;
  };
  return {
    run,
    tryRun,
    readFile: (path) => run(["cat", "--", path]),
    writeFile: async (path, content, mode = "644") => {
      const script = 'mkdir -p "${0%/*}"; cat >"$0.new"; chmod "$1" "$0.new"; mv "$0.new" "$0"';
      await run(["sh", "-euc", script, path, mode], { input: content });
    },
    exists: async (path) => (await tryRun(["test", "-e", path])).exitCode === 0,
  };
}

function answerOf([command = "", ...args]: readonly string[], call: HostCall = {}): Promise<HostAnswer> {
  return new Promise((resolve, reject) => {
    const options = { env: { ...HOST_ENVIRONMENT, HOME: "/root" }, maxBuffer: 1 << 28 };
    const child = execFile(command, args, options, (error, stdout, stderr) => {
      if (typeof error?.code === "string") reject(hostsUnusable(`${command} did not run`, error));
      else resolve({ exitCode: error === null ? 0 : (error.code ?? -1), stdout, stderr });
    });
    child.stdin?.on("error", () => {}); // a program need not read what it is given
    child.stdin?.end(call.input ?? "");
  });
}
