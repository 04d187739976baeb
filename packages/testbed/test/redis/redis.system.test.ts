import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { createConnection } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { build } from "tsup";
import { expect, onTestFinished, test } from "vitest";
import { systemSuite } from "../../../../tools/require-system.js";
import { startRedis, type RedisDatabase } from "../../src/redis/index.js";

/** The server's processes and its folder. */
function remains(folder: string): string[] {
  const processes = readdirSync("/proc").filter((pid) => {
    try {
      return /^\d+$/.test(pid) && readFileSync(`/proc/${pid}/cmdline`, "utf8").includes(folder);
    } catch {
      return false; // it ended meanwhile
    }
  });
  return [...processes, ...(existsSync(folder) ? [folder] : [])];
}

/** One command as people type it; answers the last line. */
async function ask({ path, db }: RedisDatabase, command: string): Promise<string> {
  const socket = createConnection(path);
  socket.write(`SELECT ${db}\r\n${command}\r\nQUIT\r\n`);
  let said = "";
  for await (const chunk of socket) said += String(chunk);
  return said.trimEnd().split("\r\n").at(-2) ?? "";
}

systemSuite("startRedis", ["linux", "command:redis-server"], () => {
  test("keeps databases apart, and leaves nothing", async () => {
    const server = await startRedis();
    const [one, other] = [server.database(), server.database()];
    expect(await ask(one, "SET job 1")).toBe("+OK");
    expect([await ask(one, "GET job"), await ask(other, "EXISTS job")]).toEqual(["1", ":0"]);
    expect(remains(server.folder).length).toBeGreaterThanOrEqual(2);
    await server.stop();
    expect(remains(server.folder)).toEqual([]);
  });

  test("ends with the process that started it, when it is killed", async () => {
    const outDir = await mkdtemp(join(tmpdir(), "testbed-program-"));
    onTestFinished(() => rm(outDir, { recursive: true, force: true }));
    await build({
      config: false,
      silent: true,
      entry: { program: fileURLToPath(new URL("../fixture/hold-redis.ts", import.meta.url)) },
      outDir,
      format: "esm",
      target: "node20",
      noExternal: [/.*/],
      outExtension: () => ({ js: ".mjs" }),
      esbuildOptions: (options) => void (options.conditions = ["@signalbox/source", "module", "node", "import"]),
    });
    const child = spawn(process.execPath, [join(outDir, "program.mjs")], { stdio: ["ignore", "pipe", "inherit"] });
    onTestFinished(() => void child.kill("SIGKILL"));
    const [folder] = (await once(createInterface({ input: child.stdout }), "line")) as [string];
    expect(remains(folder)).not.toEqual([]);
    child.kill("SIGKILL");
    await expect.poll(() => remains(folder), { timeout: 20_000 }).toEqual([]);
  });
});
