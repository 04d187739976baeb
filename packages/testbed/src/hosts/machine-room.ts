import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { hostsUnusable } from "./errors.js";
import { HOST_ENVIRONMENT, SCRIPTS } from "./host-root.js";

/** The process that owns every host of a set; the hosts end with it, and it with this process. */
export interface MachineRoom {
  readonly pid: number;
  /** One command of `supervisor.sh`; they are done one after the other. */
  order(...command: readonly (string | number)[]): Promise<void>;
  /** The first process of a host that is on, as it is called here. */
  firstProcessOf(host: string): Promise<number>;
  close(): Promise<void>;
}

export async function openMachineRoom(folder: string, root: string): Promise<MachineRoom> {
  const child = spawn(join(SCRIPTS, "machine-room.sh"), [folder, root], {
    stdio: ["pipe", "pipe", "pipe"],
    detached: true, // Ctrl-C is for the tests, which close it
    env: HOST_ENVIRONMENT,
  });
  let complaint = "";
  child.stderr.on("data", (chunk: Buffer) => (complaint = (complaint + chunk.toString()).slice(-2000)));
  child.stdin.on("error", () => {}); // it ended: the answer that does not come says so
  const waiting: { resolve: (line: string) => void; reject: (error: Error) => void }[] = [];
  const lines = createInterface({ input: child.stdout });
  lines.on("line", (line) => waiting.shift()?.resolve(line));
  lines.on("close", () => {
    for (const { reject } of waiting.splice(0)) reject(hostsUnusable(`their supervisor ended: ${complaint.trim()}`));
  });
  const answer = (): Promise<string> => new Promise((resolve, reject) => void waiting.push({ resolve, reject }));

  const ready = await answer();
  const pid = Number(/^ready (\d+)$/.exec(ready)?.[1]);
  if (!pid) throw hostsUnusable(`their supervisor said ${ready}`);
  return {
    pid,
    order: async (...command) => {
      const answered = answer();
      child.stdin.write(`${command.join(" ")}\n`);
      const line = await answered;
      if (line !== "ok") throw hostsUnusable(`${command.join(" ")}: ${line}`);
    },
    firstProcessOf: (host) => firstProcessOf(folder, host),
    close: async () => {
      await end(child);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const closed = once(child, "close");
  child.stdin?.end();
  await closed;
}

/** The only child of the process that made the host's namespaces; another one after each boot. */
async function firstProcessOf(folder: string, host: string): Promise<number> {
  const maker = (await readFile(join(folder, host, "outer-pid"), "utf8").catch(() => "")).trim();
  const children = maker && (await readFile(`/proc/${maker}/task/${maker}/children`, "utf8").catch(() => ""));
  const [first] = children.split(" ");
  if (!first) throw hostsUnusable(`${host} is off`);
  return Number(first);
}
