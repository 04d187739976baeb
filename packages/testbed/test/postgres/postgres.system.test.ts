import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { build } from "tsup";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { systemSuite } from "../../../../tools/require-system.js";
import { startPostgres, type TestPostgres } from "../../src/postgres/index.js";

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

systemSuite("startPostgres", ["linux", "postgresql"], () => {
  let server: TestPostgres;
  beforeAll(async () => void (server = await startPostgres({ settings: { max_connections: 20 } })));
  afterAll(() => server.stop());

  test("copies a database, and keeps the copies apart", async () => {
    const template = await server.database();
    await template.run("create table job (id int); insert into job values (1), (2)");
    const [one, other] = [await server.database({ template }), await server.database({ template })];
    await one.run("delete from job where id = 1");
    expect(await one.run("select id, current_setting('max_connections') from job")).toBe("2\t20");
    expect(await other.run("select count(*) from job")).toBe("2");
  });

  test("says what a script did wrong", async () => {
    await expect(server.main.run("select 1; select nothing from nowhere")).rejects.toMatchObject({
      code: "ERR_TESTBED_POSTGRES",
      message: expect.stringContaining('relation "nowhere" does not exist') as string,
    });
    await expect(startPostgres({ settings: { no_such_setting: "1" } })).rejects.toThrow(/no_such_setting/);
  });

  test("has a standby that follows and does not write", async () => {
    await server.main.run("create table followed (id int)");
    const standby = await server.standby();
    onTestFinished(() => standby.stop());
    await server.main.run("insert into followed values (1)");
    await expect.poll(() => standby.main.run("select count(*), pg_is_in_recovery() from followed")).toBe("1\tt");
    await expect(standby.main.run("insert into followed values (2)")).rejects.toThrow("read-only transaction");
  });

  test("ends with the process that started it, when it is killed", async () => {
    const outDir = await mkdtemp(join(tmpdir(), "testbed-program-"));
    onTestFinished(() => rm(outDir, { recursive: true, force: true }));
    await build({
      config: false,
      silent: true,
      entry: { program: fileURLToPath(new URL("../fixture/hold-postgres.ts", import.meta.url)) },
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
    // Its keeper, the server and the folder; the server renames its own children, a moment after they began.
    await expect.poll(() => remains(folder), { timeout: 20_000 }).toHaveLength(3);
    child.kill("SIGKILL");
    await expect.poll(() => remains(folder), { timeout: 20_000 }).toEqual([]);
  });
});
