import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

/** A real worker of a real engine, in a process of its own. */
export interface WorkerProcess {
  /** Settles with the job's id when the worker has begun it. */
  start(job: string): Promise<string>;
  finish(id: string): void;
  /** By SIGKILL: nothing is told to anybody. */
  kill(): Promise<void>;
}

export async function startWorker(program: string, connection: object): Promise<WorkerProcess> {
  const path = fileURLToPath(new URL(program, import.meta.url));
  const child = fork(path, [JSON.stringify(connection)], {
    env: {},
    execArgv: [],
    stdio: ["ignore", "ignore", "pipe", "ipc"],
  });
  let complaint = "";
  child.stderr?.on("data", (chunk: Buffer) => (complaint += chunk.toString()));
  const ended = once(child, "exit").then(() => Promise.reject(new Error(`${program} ended: ${complaint}`)));
  ended.catch(() => {}); // of interest only to who waits for an answer
  const answer = async (): Promise<{ started?: string }> => {
    const [message] = (await Promise.race([once(child, "message"), ended])) as [{ started?: string }];
    return message;
  };
  await answer();
  return {
    start: async (job) => {
      const told = answer();
      child.send({ start: job });
      return (await told).started ?? "";
    },
    finish: (id) => void child.send({ finish: id }),
    kill: () => kill(child),
  };
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, "exit");
  child.kill("SIGKILL");
  await gone;
}
