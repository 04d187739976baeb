import { readFile } from "node:fs/promises";
import { converges } from "@signalbox/testbed";
import { buildRpm, type PackageSpec, scriptlets, type TestHost } from "@signalbox/testbed/hosts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { HOST_NEEDS, systemSuite } from "../../../../tools/require-system.js";
import { installPackage, type InstallPackageInput } from "../../src/install-package/install-package.js";
import { rollbackPackage, type RollbackPackageInput } from "../../src/rollback-package/rollback-package.js";
import { type Bed, openBed, wish } from "./bed.js";

const SCENES = ["post", "pre", "avni", "edited", "needs", "locked", "forever", "older", "cut", "midway"];

systemSuite("installPackage, .rpm", HOST_NEEDS, () => {
  let bed: Bed;
  beforeAll(async () => {
    bed = await openBed([{ name: "api", init: "systemd" }, ...SCENES.map((name) => ({ name }))]);
  }, 180_000);
  afterAll(() => bed?.close());

  const operation = (): ReturnType<typeof installPackage> => installPackage(bed.ports);
  const host = (name: string): TestHost => bed.hosts.host(name);
  const avni = (version: string, spec: Partial<PackageSpec> = {}): ReturnType<typeof buildRpm> =>
    buildRpm(bed.folder, { name: "avni-server", version, service: { kind: "sysv" }, ...spec });
  const apply = async (input: InstallPackageInput) => {
    const plan = await operation().plan(input);
    expect(plan.problems).toEqual([]);
    return (await operation().apply(plan)).applied;
  };
  const services = { stop: ["avni-server"] };
  const installed = (name: string): Promise<string> => host(name).run("rpm -q avni-server || true");

  test("installs, upgrades and goes back under systemd", async () => {
    const kind = { service: { kind: "systemd", startedByPackage: false } } as const;
    await converges(operation(), wish(await avni("0.0.1-411", kind), ["api"], { services }));
    await converges(operation(), wish(await avni("1:0.0.1-412", kind), ["api"], { services }));
    const back: RollbackPackageInput = {
      package: "avni-server",
      format: "rpm",
      from: "1:0.0.1-412",
      groups: [{ name: "a", hosts: ["api"] }],
      services,
    };
    await converges(rollbackPackage(bed.ports), { ...back, health: { stableMs: 200 } });
    expect(await installed("api")).toBe("avni-server-0.0.1-411.noarch\n");
  });

  describe.concurrent("survives", () => {
    test("a %post that fails, which rpm calls a success", async () => {
      await apply(wish(await avni("0.0.1-411"), ["post"], { services }));
      const broken = await avni("0.0.1-412", { scripts: { afterInstall: scriptlets.fails() } });
      await expect(apply(wish(broken, ["post"], { services }))).rejects.toMatchObject({
        code: "ERR_SCRIPTLET_FAILED",
        details: { left: "back", after: { version: "0.0.1-411" }, transaction: { state: "rolled-back" } },
      });
      expect(await host("post").run("cat /run/avni-server.version; service avni-server status")).toContain(
        "0.0.1-411\n",
      );
      await expect(apply(wish(broken, ["post"], { services, rollback: "none" }))).rejects.toMatchObject({
        code: "ERR_SCRIPTLET_FAILED",
        details: { left: "new", after: { version: "0.0.1-412" } },
      });
    });

    test("a %pre that fails: nothing was changed", async () => {
      const broken = await avni("0.0.1-412", { scripts: { beforeInstall: scriptlets.fails() } });
      await expect(apply(wish(broken, ["pre"]))).rejects.toMatchObject({
        code: "ERR_SCRIPTLET_FAILED",
        details: { left: "back", after: null },
      });
    });

    test("a package that deletes its successor unless it goes first, with edited configuration", async () => {
      const scripts = { afterRemove: "rm -rf /opt/openchs" };
      const spec = (text: string): Partial<PackageSpec> => ({
        scripts,
        config: text,
        files: { "/opt/openchs/server.jar": text },
      });
      await apply(wish(await avni("0.0.1-411", spec("port=80\n")), ["avni"], { services, method: "reinstall" }));
      await host("avni").writeFile("/etc/avni-server/avni-server.conf", "port=81\n");
      // What an attempt left that was killed before it came to putting this back.
      const left = "/var/lib/signalbox/conffiles/avni-server";
      await host("avni").writeFile(`${left}/list`, "/etc/avni-server/avni-server.conf\n");
      await host("avni").writeFile(`${left}/root/etc/avni-server/avni-server.conf`, "port=79\n");
      const next = await avni("0.0.1-412", spec("port=80\nlog=debug\n"));
      const applied = await apply(wish(next, ["avni"], { services, method: "reinstall" }));
      expect(applied[0]?.result?.conffiles).toMatchObject([
        { path: "/etc/avni-server/avni-server.conf", suffix: ".rpmnew", diff: expect.stringContaining("+log=debug") },
      ]);
      expect(await host("avni").readFile("/etc/avni-server/avni-server.conf")).toBe("port=81\n");
      expect(await host("avni").exists("/etc/avni-server/avni-server.conf.rpmsave")).toBe(false);
      expect(await host("avni").exists("/opt/openchs/server.jar")).toBe(true);
    });

    test("a reinstallation that fails: the old one is back with its edited configuration", async () => {
      await apply(wish(await avni("0.0.1-411", { config: "port=80\n" }), ["edited"], { services }));
      await host("edited").writeFile("/etc/avni-server/avni-server.conf", "port=81\n");
      const broken = await avni("0.0.1-412", {
        config: "port=80\nlog=debug\n",
        scripts: { beforeInstall: scriptlets.fails() },
      });
      await expect(apply(wish(broken, ["edited"], { services, method: "reinstall" }))).rejects.toMatchObject({
        details: { left: "back", after: { version: "0.0.1-411" } },
      });
      expect(await host("edited").readFile("/etc/avni-server/avni-server.conf")).toBe("port=81\n");
      expect(await host("edited").run("service avni-server status")).toContain("is running");
    });

    test("what rpm would refuse, without the file being there", async () => {
      const lacking = await avni("0.0.1-412", { depends: ["java-1.8.0-openjdk"] });
      const { problems } = await operation().plan(wish(lacking, ["needs"]));
      expect(problems).toMatchObject([
        { code: "ERR_DEPENDENCIES_MISSING", message: expect.stringContaining("java-1.8.0-openjdk") },
      ]);
      const older = await buildRpm(bed.folder, { name: "openchs-server", version: "0.0.1-1" });
      await host("needs").writeFile("/tmp/older.rpm", await readFile(older.path));
      await host("needs").run("rpm -i /tmp/older.rpm 2>/dev/null");
      const rude = await avni("0.0.1-412", { replaces: ["openchs-server < 1"] });
      expect((await operation().plan(wish(rude, ["needs"]))).problems).toMatchObject([
        { code: "ERR_PACKAGES_WOULD_GO", message: expect.stringContaining("would remove openchs-server-0.0.1-1") },
      ]);
      const foreign = await avni("0.0.1-412", { architecture: "aarch64" });
      expect((await operation().plan(wish(foreign, ["needs"]))).problems[0]).toMatchObject({
        code: "ERR_ARCHITECTURE",
      });
    });

    test("a lock that is held for a while", async () => {
      await apply(wish(await avni("0.0.1-411"), ["locked"]));
      const held = await host("locked").holdLock("rpm");
      const plan = await operation().plan(wish(await avni("0.0.1-412"), ["locked"]));
      expect(plan.warnings).toContainEqual(expect.objectContaining({ code: "package-lock-held" }));
      const { applied } = await operation().apply(plan, {
        onEvent: (event) => void (event.type === "progress" && event.message.includes("waiting") && held.release()),
      });
      expect(applied[0]?.outcome).toBe("done");
    });

    test("a lock that is held for ever, and a /tmp that takes nothing: nothing is touched, and the holder is told", async () => {
      await host("forever").run("mount -t tmpfs -o ro tmpfs /tmp");
      await apply(wish(await avni("0.0.1-411"), ["forever"], { services }));
      const held = await host("forever").holdLock("rpm");
      const runs = "cat /run/avni-server.pid; service avni-server status";
      const before = await host("forever").run(runs);
      const restarted: Partial<InstallPackageInput> = {
        services: { start: ["avni-server"] },
        lockWaitMs: 500,
        rollback: "none",
      };
      await expect(apply(wish(await avni("0.0.1-412"), ["forever"], restarted))).rejects.toMatchObject({
        code: "ERR_PACKAGE_LOCK",
        message: expect.stringContaining(`held by process ${held.pid} (`),
        details: { left: "back", after: { version: "0.0.1-411" } },
      });
      expect(await host("forever").run(runs)).toBe(before);
      await held.release();
    });

    test("a power cut during %post, which rpm does not remember: no success, and it is installed again", async ({
      expect,
    }) => {
      await apply(wish(await avni("0.0.1-411"), ["cut"], { services }));
      const slow = wish(await avni("0.0.1-412", { scripts: { afterInstall: scriptlets.waitsFor("/opt/go") } }), [
        "cut",
      ]);
      const told = expect(apply(slow)).rejects.toMatchObject({
        code: "ERR_INSTALL_UNKNOWN",
        details: { transaction: { state: "unknown" } },
      });
      await expect.poll(() => host("cut").exists("/opt/go.waiting"), { timeout: 20_000 }).toBe(true);
      await host("cut").powerOff();
      await host("cut").powerOn();
      await told;
      await host("cut").writeFile("/opt/go", "");
      const { plan } = await converges(operation(), { ...slow, repair: "repair" });
      expect(plan.actions).toMatchObject([{ wayBack: { kind: "kept", version: "0.0.1-411" } }]);
    });

    test("a power cut among the files, before rpm lists any: told with the next command, and installed again", async ({
      expect,
    }) => {
      const spec = (text: string): Partial<PackageSpec> => ({ files: { "/opt/openchs/server.jar": text } });
      await apply(wish(await avni("0.0.1-411", spec("old")), ["midway"], { services }));
      const scripts = { beforeInstall: scriptlets.waitsFor("/opt/go") };
      const slow = wish(await avni("0.0.1-412", { ...spec("new"), scripts }), ["midway"], { services });
      const told = expect(apply(slow)).rejects.toMatchObject({
        code: "ERR_INSTALL_UNKNOWN",
        message: expect.stringContaining("files are not its own: /opt/openchs/server.jar"),
        hint: expect.stringContaining("On midway: sudo rpm -V --nomtime avni-server."),
        details: { left: "mixed", after: { version: "0.0.1-411" } },
      });
      await expect.poll(() => host("midway").exists("/opt/go.waiting"), { timeout: 20_000 }).toBe(true);
      await host("midway").writeFile("/opt/openchs/server.jar", "new");
      await host("midway").powerOff();
      await host("midway").powerOn();
      await told;
      await host("midway").writeFile("/opt/go", "");
      await converges(operation(), slow);
    });

    test("an older version, and the same version with another content", async () => {
      await apply(wish(await avni("0.0.1-412"), ["older"]));
      const older = wish(await avni("0.0.1-99"), ["older"]);
      expect((await operation().plan(older)).problems[0]).toMatchObject({ code: "ERR_NEWER_INSTALLED" });
      await converges(operation(), { ...older, allowDowngrade: true });
      const other = wish(await avni("0.0.1-99", { files: { "/opt/other": "y" } }), ["older"]);
      expect((await operation().plan(other)).problems[0]).toMatchObject({ code: "ERR_CONTENT_DIFFERS" });
      await converges(operation(), { ...other, replaceContent: true });
      expect(await host("older").exists("/opt/other")).toBe(true);
    });
  });
});
