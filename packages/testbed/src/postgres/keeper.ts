import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { postgresUnusable } from "./errors.js";
import type { ServerUser } from "./installation.js";

/**
 * Holds one server and its folder. It ends with its standard input, which the kernel closes when this process is
 * killed: no server and no folder outlives the tests.
 */
const KEEPER = `
trap '' INT TERM HUP
bin=$1 folder=$2 options=$3
shift 3
end() { rm -rf "$folder"; exit "$1"; }
"$@" >"$folder/log" 2>&1 && "$bin/pg_ctl" -D "$folder/db" -w -s -t 60 -l "$folder/log" -o "$options" start >/dev/null 2>&1 || {
  tail -n 5 "$folder/log" >&2
  end 1
}
echo ready
cat >/dev/null
"$bin/pg_ctl" -D "$folder/db" -w -s -m immediate stop >/dev/null 2>&1
end 0
`;

export interface KeptServer {
  /** Settles when no process and no folder is left. */
  stop(): Promise<void>;
}

export interface ServerOrder {
  readonly programs: string;
  readonly folder: string;
  readonly user: ServerUser | null;
  /** What makes the folder `db`. */
  readonly prepare: readonly string[];
  readonly settings: Readonly<Record<string, string | number>>;
}

/** @throws ReleaseError `ERR_TESTBED_POSTGRES` with the end of the server's log */
export async function keepServer({ programs, folder, user, prepare, settings }: ServerOrder): Promise<KeptServer> {
  const options = Object.entries(settings).map(([name, value]) => `-c ${name}='${value}'`);
  const child = spawn("/bin/sh", ["-c", KEEPER, "keeper", programs, folder, options.join(" "), ...prepare], {
    stdio: ["pipe", "pipe", "pipe"],
    cwd: "/",
    detached: true, // Ctrl-C is for the tests, which stop it
    env: { PATH: "/usr/bin:/bin", LC_ALL: "C", TZ: "UTC", HOME: folder },
    ...user,
  });
  let complaint = "";
  child.stderr.on("data", (chunk: Buffer) => (complaint = (complaint + chunk.toString()).slice(-2000)));
  child.on("error", (error) => (complaint = error.message));
  child.stdin.on("error", () => {}); // it ended, and the line that does not come says so
  const closed = once(child, "close").catch(() => {});
  const ready = once(createInterface({ input: child.stdout }), "line");
  ready.catch(() => {});
  const failed = closed.then(() => Promise.reject(postgresUnusable(complaint)));
  failed.catch(() => {}); // of interest only until it is ready
  await Promise.race([ready, failed]);
  return {
    stop: async () => {
      child.stdin.end();
      await closed;
    },
  };
}
