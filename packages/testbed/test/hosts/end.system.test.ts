import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync, readlinkSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { networkInterfaces, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { build } from "tsup";
import { expect, onTestFinished, test, vi } from "vitest";
import { HOST_NEEDS, systemSuite } from "../../../../tools/require-system.js";
import { startHosts } from "../../src/hosts/index.js";

vi.setConfig({ testTimeout: 240_000 });

interface Held {
  readonly folder: string;
  readonly gateway: string;
  readonly namespaces: readonly string[];
  readonly supervisor: string;
}

/** Everything of a set of hosts that can be seen from outside. */
function remains({ folder, gateway, namespaces, supervisor }: Held): string[] {
  const processes = readdirSync("/proc").filter((pid) => {
    try {
      return (
        /^\d+$/.test(pid) && ["net", "pid"].some((kind) => namespaces.includes(readlinkSync(`/proc/${pid}/ns/${kind}`)))
      );
    } catch {
      return false; // it ended meanwhile
    }
  });
  const addresses = Object.values(networkInterfaces()).flatMap((all) => (all ?? []).map(({ address }) => address));
  return [
    ...processes,
    ...addresses.filter((address) => address === gateway),
    ...(existsSync(folder) ? [folder] : []),
    ...controlGroupsOf(supervisor),
  ];
}

const controlGroupsOf = (supervisor: string): string[] =>
  ["", "systemd", "unified", "memory", "pids"]
    .map((hierarchy) => join("/sys/fs/cgroup", hierarchy, `signalbox-${supervisor}`))
    .filter((group) => existsSync(group));

/** Asked while it lives. */
const supervisorOf = (folder: string): string => readFileSync(join(folder, "supervisor"), "utf8").trim();

systemSuite("the end of test hosts", HOST_NEEDS, () => {
  test("sets that run at once have networks of their own; a closed one leaves nothing, the other stays", async () => {
    const [one, other] = await Promise.all([
      startHosts({ hosts: [{ name: "api" }] }),
      startHosts({ hosts: [{ name: "api" }] }),
    ]);
    onTestFinished(() => other.close());
    expect(one.gateway).not.toBe(other.gateway);
    const namespaces = await one.host("api").run(["readlink", "/proc/self/ns/net", "/proc/self/ns/pid"]);
    const held = {
      folder: dirname(one.key),
      gateway: one.gateway,
      namespaces: namespaces.trim().split("\n"),
      supervisor: supervisorOf(dirname(one.key)),
    };
    expect(remains(held)).toEqual(expect.arrayContaining([held.folder, held.gateway]));
    await one.close();
    expect(remains(held)).toEqual([]);
    await expect(one.host("api").run("true")).rejects.toThrow("api is off");
    await other.host("api").answers();
  });

  test("hosts end with the process that started them, when it is killed", async () => {
    const outDir = await mkdtemp(join(tmpdir(), "testbed-program-"));
    onTestFinished(() => rm(outDir, { recursive: true, force: true }));
    await build({
      config: false,
      silent: true,
      entry: { program: fileURLToPath(new URL("../fixture/hold-hosts.ts", import.meta.url)) },
      outDir,
      format: "esm",
      target: "node20",
      noExternal: [/.*/],
      outExtension: () => ({ js: ".mjs" }),
      esbuildOptions: (options) => void (options.conditions = ["@signalbox/source", "module", "node", "import"]),
    });
    const child = spawn(process.execPath, [join(outDir, "program.mjs")], {
      stdio: ["ignore", "pipe", "inherit"],
      // The program lies outside of the workspace, and looks for the testbed's scripts in it.
      env: {
        HOME: process.env["HOME"],
        NODE_PATH: fileURLToPath(new URL("../../../../node_modules", import.meta.url)),
      },
    });
    onTestFinished(() => void child.kill("SIGKILL"));
    const [line] = (await once(createInterface({ input: child.stdout }), "line")) as [string];
    const said = JSON.parse(line) as Omit<Held, "supervisor">;
    const held = { ...said, supervisor: supervisorOf(said.folder) };
    expect(controlGroupsOf(held.supervisor)).not.toEqual([]);
    expect(remains(held).length).toBeGreaterThan(5);
    child.kill("SIGKILL");
    await expect.poll(() => remains(held), { timeout: 20_000 }).toEqual([]);
  });
});
