import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { hostsUnusable } from "./errors.js";
import { HOST_ENVIRONMENT, SCRIPTS } from "./host-root.js";

/** The process that owns every host of a set: it ends with this one, and the hosts with it. */
export interface MachineRoom {
  readonly pid: number;
  /** One command of `supervisor.sh`; they are done one after the other. */
  order(...command: readonly (string | number)[]): Promise<void>;
  /** The first process of a host, as it is called here; another one after each boot. */
  firstProcessOf(host: string): Promise<number>;
  /** Settles when nothing is left, the folder neither. */
  close(): Promise<void>;
}

/** @param folder is given to it, and removed by it */
export async function openMachineRoom(folder: string, root: string): Promise<MachineRoom> {
  const child = spawn(join(SCRIPTS, "machine-room.sh"), [folder, root], {
    stdio: ["pipe", "pipe", "pipe"],
    detached: true, // Ctrl-C is for the tests, which close it
    env: HOST_ENVIRONMENT,
  });
  let complaint = "";
  child.stderr.on("data", (chunk: Buffer) => (complaint = (complaint + chunk.toString()).slice(-2000)));
  child.on("error", (error) => (complaint = error.message));
  child.stdin.on("error", () => {}); // it ended, and the answer that does not come says so
  const closed = once(child, "close").catch(() => {});

  const waiting: ((line: string) => void)[] = [];
  createInterface({ input: child.stdout }).on("line", (line) => waiting.shift()?.(line));
  const ended = closed.then(() => Promise.reject<string>(hostsUnusable(`their supervisor ended: ${complaint.trim()}`)));
  ended.catch(() => {}); // only of interest to who waits for an answer
  const nextLine = (): Promise<string> => Promise.race([new Promise<string>((line) => waiting.push(line)), ended]);

  const greeting = await nextLine();
  const pid = Number(/^ready (\d+)$/.exec(greeting)?.[1]);
  if (!pid) throw hostsUnusable(`their supervisor said ${greeting}`);
  return {
    pid,
    order: async (...command) => {
      const answer = nextLine();
      child.stdin.write(`${command.join(" ")}\n`);
      const line = await answer;
      if (line !== "ok") throw hostsUnusable(`${command.join(" ")}: ${line}`);
    },
    firstProcessOf: (host) => firstProcessOf(folder, host),
    close: async () => {
      child.stdin.end();
      await closed;
    },
  };
}

/** The only child of the process that made the host's namespaces. */
async function firstProcessOf(folder: string, host: string): Promise<number> {
  const read = (path: string): Promise<string> => readFile(path, "utf8").catch(() => "");
  const maker = (await read(join(folder, "hosts", host, "outer-pid"))).trim();
  const [first] = maker === "" ? [] : (await read(`/proc/${maker}/task/${maker}/children`)).split(" ");
  if (!first) throw hostsUnusable(`${host} is off`);
  return Number(first);
}
