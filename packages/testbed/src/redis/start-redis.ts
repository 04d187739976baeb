import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { redisUnusable } from "./errors.js";

/** How a client gets to one database: `new Redis(database)`. */
export interface RedisDatabase {
  /** The unix socket. */
  readonly path: string;
  readonly db: number;
}

export interface TestRedis {
  /** A folder of the server, removed with it. */
  readonly folder: string;
  /** A database that nobody has used. */
  database(): RedisDatabase;
  /** Settles when no process and no folder is left. */
  stop(): Promise<void>;
}

const DATABASES = 256;

/**
 * Holds one server and its folder, and ends with its standard input, which the kernel closes when this process is
 * killed. The server is a child of its own, so that the keeper can remove what it leaves.
 */
const KEEPER = `
trap '' INT TERM HUP
folder=$1
redis-server --port 0 --unixsocket "$folder/redis.sock" --dir "$folder" --save '' --appendonly no \
  --databases ${DATABASES} --daemonize no --logfile "$folder/log" >/dev/null 2>"$folder/complaint" &
server=$!
# The log is followed until the server says that it can be spoken to, or has ended.
while kill -0 "$server" 2>/dev/null && ! grep -q 'Ready to accept\\|ready to accept' "$folder/log" 2>/dev/null; do sleep 0.01; done
kill -0 "$server" 2>/dev/null || { tail -n 5 "$folder/complaint" "$folder/log" >&2 2>/dev/null; rm -rf "$folder"; exit 1; }
echo ready
cat >/dev/null
kill -9 "$server"
wait "$server" 2>/dev/null
rm -rf "$folder"
`;

/**
 * Starts a Redis server on a unix socket in a folder of its own. It writes nothing to disk and ends with this process,
 * also when it is killed.
 * @throws ReleaseError `ERR_TESTBED_REDIS`
 */
export async function startRedis(): Promise<TestRedis> {
  const folder = await mkdtemp(join(tmpdir(), "testbed-redis-"));
  const child = spawn("/bin/sh", ["-c", KEEPER, "keeper", folder], {
    stdio: ["pipe", "pipe", "pipe"],
    cwd: "/",
    detached: true, // Ctrl-C is for the tests, which stop it
    env: { PATH: "/usr/bin:/bin:/usr/local/bin:/usr/sbin", LC_ALL: "C" },
  });
  let complaint = "";
  child.stderr.on("data", (chunk: Buffer) => (complaint = (complaint + chunk.toString()).slice(-2000)));
  child.on("error", (error) => (complaint = error.message));
  child.stdin.on("error", () => {}); // it ended, and the line that does not come says so
  const closed = once(child, "close").catch(() => {});
  const ready = once(createInterface({ input: child.stdout }), "line");
  ready.catch(() => {});
  const failed = closed.then(() => Promise.reject(redisUnusable(complaint)));
  failed.catch(() => {}); // of interest only until it is ready
  await Promise.race([ready, failed]);
  let next = 0;
  return {
    folder,
    database: () => {
      if (next === DATABASES) throw redisUnusable(`all ${DATABASES} databases are used`);
      return { path: join(folder, "redis.sock"), db: next++ };
    },
    stop: async () => {
      child.stdin.end();
      await closed;
    },
  };
}
