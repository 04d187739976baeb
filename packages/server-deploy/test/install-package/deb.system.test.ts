import { converges } from "@signalbox/testbed";
import { buildDeb, scriptlets, truncated, corrupted, type PackageSpec, type TestHost } from "@signalbox/testbed/hosts";
import { join } from "node:path";
import { writeFile, readFile, copyFile } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { HOST_NEEDS, systemSuite } from "../../../../tools/require-system.js";
import { installPackage, type InstallPackageInput } from "../../src/install-package/install-package.js";
import { rollbackPackage, type RollbackPackageInput } from "../../src/rollback-package/rollback-package.js";
import { type Bed, openBed, wish } from "./bed.js";

const SCENES = [
  "lock",
  "forever",
  "postinst",
  "fresh",
  "conffile",
  "needs",
  "disk",
  "killed",
  "dies",
  "older",
  "loud",
  "apt",
  "sshd",
  "reboot",
  "apt-cache",
  "strict",
];

systemSuite("installPackage, .deb", HOST_NEEDS, () => {
  let bed: Bed;
  beforeAll(async () => {
    bed = await openBed([{ name: "api", init: "systemd" }, ...SCENES.map((name) => ({ name }))]);
  }, 180_000);
  afterAll(() => bed?.close());

  const operation = (): ReturnType<typeof installPackage> => installPackage(bed.ports);
  const host = (name: string): TestHost => bed.hosts.host(name);
  const camera = (version: string, spec: Partial<PackageSpec> = {}): ReturnType<typeof buildDeb> =>
    buildDeb(bed.folder, { name: "camera", version, service: { kind: "sysv" }, ...spec });
  const apply = async (input: InstallPackageInput) => {
    const plan = await operation().plan(input);
    expect(plan.problems).toEqual([]);
    return (await operation().apply(plan)).applied;
  };
  const problemsOf = async (input: InstallPackageInput): Promise<readonly string[]> =>
    (await operation().plan(input)).problems.map(({ code }) => code);
  const installed = (name: string): Promise<string> =>
    host(name).run("dpkg-query -W -f '${db:Status-Abbrev}${Version}' camera || true");
  const services = { stop: ["camera"] };
  /** 1.0.0, by us: so its file is kept. */
  const given = async (name: string, spec: Partial<PackageSpec> = {}): Promise<void> => {
    await apply(wish(await camera("1.0.0", spec), [name], { services }));
  };

  test("installs and upgrades under systemd, converges, and goes back", async () => {
    const kind = { service: { kind: "systemd", port: 8080 } } as const;
    await converges(operation(), wish(await camera("1.0.0", kind), ["api"], { services }));
    const upgrade = await converges(operation(), wish(await camera("1.1.0", kind), ["api"], { services }));
    expect(upgrade.plan.actions).toMatchObject([
      { does: "upgrade", expected: { version: "1.0.0", state: "ii" }, wayBack: { kind: "kept", version: "1.0.0" } },
    ]);
    expect(upgrade.receipt.applied[0]?.result).toMatchObject({
      after: { version: "1.1.0", state: "ii" },
      transaction: { state: "ok" },
    });
    const back: RollbackPackageInput = {
      package: "camera",
      format: "deb",
      from: "1.1.0",
      groups: [{ name: "a", hosts: ["api"] }],
      services,
    };
    const { receipt } = await converges(rollbackPackage(bed.ports), { ...back, health: { stableMs: 200 } });
    expect(receipt.applied[0]?.result?.after).toEqual({ version: "1.0.0", state: "ii" });
  });

  test("what is there and not well is told, and no silent success", async () => {
    const built = await camera("1.1.0");
    const checks = [
      { type: "tcp", port: 9 },
      { type: "log", file: "/var/log/nothing.log", appears: "up" },
    ] as const;
    await apply(wish(built, ["older"]));
    const given = wish(built, ["older"], { health: { checks: [...checks] } });
    const plan = await operation().plan(given);
    expect(plan).toMatchObject({ actions: [], problems: [], warnings: [{ code: "service-unwell" }] });
    expect(plan.warnings[0]?.message).toMatch(
      /older has camera 1\.1\.0, and is not well: tcp 127\.0\.0\.1:9: [^;]*\.$/,
    );
    await host("older").run("dpkg --purge camera");
    const early = await operation().plan({ ...given });
    await host("older").writeFile("/tmp/camera.deb", await readFile(built.path));
    await host("older").run("dpkg -i /tmp/camera.deb");
    await expect(operation().apply(early)).rejects.toMatchObject({ code: "ERR_SERVICE_UNHEALTHY" });
    const calm = wish(built, ["older"]);
    await host("older").run("dpkg --purge camera");
    const [once, twice] = [await operation().plan(calm), await operation().plan(calm)];
    await host("older").run("dpkg -i /tmp/camera.deb");
    expect((await operation().apply(once)).applied[0]?.outcome).toBe("already");
    const other = await camera("1.0.5");
    await host("older").writeFile("/tmp/camera.deb", await readFile(other.path));
    await host("older").run("dpkg -i --force-downgrade /tmp/camera.deb");
    await expect(operation().apply(twice)).rejects.toMatchObject({ code: "ERR_PLAN_STALE" });
    expect(await installed("older")).toBe("ii 1.0.5");
    await host("older").run("dpkg --purge camera; rm -r /var/lib/signalbox");
  });

  describe.concurrent("survives", () => {
    test("a lock that is held for a while", async () => {
      await given("lock");
      const held = await host("lock").holdLock("dpkg");
      const plan = await operation().plan(wish(await camera("1.1.0"), ["lock"], { services }));
      expect(plan.warnings).toContainEqual(expect.objectContaining({ code: "package-lock-held" }));
      const { applied } = await operation().apply(plan, {
        onEvent: (event) => void (event.type === "progress" && event.message.includes("waiting") && held.release()),
      });
      expect(applied[0]?.outcome).toBe("done");
    });

    test("a lock that is held for ever: nothing is touched, and the holder is told", async () => {
      await given("forever");
      const held = await host("forever").holdLock("dpkg");
      const failing = apply(wish(await camera("1.1.0"), ["forever"], { services, lockWaitMs: 500 }));
      await expect(failing).rejects.toMatchObject({
        code: "ERR_PACKAGE_LOCK",
        message: expect.stringContaining(`held by process ${held.pid} (unattended-upgr`),
        details: { left: "back", after: { version: "1.0.0", state: "ii" } },
      });
      expect(await host("forever").run("service camera status")).toContain("is running");
      await held.release();
    });

    test("a postinst that fails: the old one is back and runs", async () => {
      await given("postinst");
      const broken = await camera("1.1.0", { scripts: { afterInstall: scriptlets.fails() } });
      await expect(apply(wish(broken, ["postinst"], { services }))).rejects.toMatchObject({
        code: "ERR_SCRIPTLET_FAILED",
        message: expect.stringContaining("postinst has camera 1.0.0 (ii) as before"),
        details: { left: "back", transaction: { state: "rolled-back" } },
      });
      expect(await installed("postinst")).toBe("ii 1.0.0");
      expect(await host("postinst").run("cat /run/camera.version; service camera status")).toContain("1.0.0\n");
    });

    test("a first installation that fails: nothing is left, or the next command is told", async () => {
      const broken = await camera("1.1.0", { scripts: { afterInstall: scriptlets.fails() } });
      await expect(apply(wish(broken, ["fresh"]))).rejects.toMatchObject({ details: { left: "back", after: null } });
      await expect(apply(wish(broken, ["fresh"], { rollback: "none" }))).rejects.toMatchObject({
        hint: expect.stringContaining("On fresh: sudo dpkg --configure -a."),
        details: { left: "half", after: { version: "1.1.0", state: "iF" } },
      });
      const good = await camera("1.2.0");
      expect(await problemsOf(wish(good, ["fresh"]))).toEqual(["ERR_PACKAGES_UNFINISHED"]);
      await converges(operation(), wish(good, ["fresh"], { repair: "repair" }));
    });

    test("a conffile that both sides changed: the edit stays, and what is new is told", async () => {
      await given("conffile", { config: "port=80\n" });
      await host("conffile").writeFile("/etc/camera/camera.conf", "port=81\npassword = hunter2\n");
      const applied = await apply(
        wish(await camera("1.1.0", { config: "port=80\nhosts=all\n" }), ["conffile"], { services }),
      );
      const [found] = applied[0]?.result?.conffiles ?? [];
      expect(found).toMatchObject({ path: "/etc/camera/camera.conf", suffix: ".dpkg-dist" });
      expect(found?.diff).toContain("+hosts=all");
      expect(found?.diff).not.toContain("hunter2");
      expect(await host("conffile").readFile("/etc/camera/camera.conf")).toContain("port=81");
    });

    test("what can be seen before: nothing is sent", async () => {
      const lacking = await camera("1.0.0", { depends: ["libnowhere1 (>= 2)", "libc6"], architecture: "armhf" });
      expect(await problemsOf(wish(lacking, ["needs"]))).toEqual(["ERR_ARCHITECTURE", "ERR_DEPENDENCIES_MISSING"]);
      const good = await camera("1.0.0");
      expect(await problemsOf({ ...wish(good, ["needs"]), version: "1.0.1" })).toEqual(["ERR_ARTIFACT_MISMATCH"]);
      const cut = await truncated(good.path, join(bed.folder, "cut.deb"));
      await expect(operation().plan({ ...wish(good, ["needs"]), artifact: { file: cut } })).rejects.toMatchObject({
        code: "ERR_ARTIFACT_TRUNCATED",
      });
      const swapped = await corrupted(good.path, join(bed.folder, "swapped.deb"));
      const pinned = { file: swapped, sha256: good.sha256 };
      await expect(operation().plan({ ...wish(good, ["needs"]), artifact: pinned })).rejects.toMatchObject({
        code: "ERR_ARTIFACT_DIFFERS",
      });
      const later = join(bed.folder, "later.deb");
      await copyFile(good.path, later);
      const plan = await operation().plan({ ...wish(good, ["needs"]), artifact: { file: later } });
      await writeFile(later, await readFile(swapped));
      await expect(operation().apply(plan)).rejects.toMatchObject({ code: "ERR_PLAN_STALE" });
      expect(await installed("needs")).toBe("");
    });

    test("no way back, where one is required: nothing is touched", async () => {
      await host("strict").writeFile("/tmp/camera.deb", await readFile((await camera("1.0.0")).path));
      await host("strict").run("dpkg -i /tmp/camera.deb && service camera start; touch /tmp/before");
      const strict = wish(await camera("1.1.0"), ["strict"], { services, rollback: "required" });
      const { actions, problems } = await operation().plan(strict);
      expect(actions).toEqual([]);
      expect(problems).toMatchObject([
        {
          code: "ERR_ROLLBACK_UNAVAILABLE",
          message: expect.stringContaining("strict: nobody has the file of camera 1.0.0"),
        },
      ]);
      const places = "/usr /opt /etc /var/lib/dpkg/status";
      expect(await host("strict").run(`find ${places} -newer /tmp/before -type f`)).toBe("");
      expect(await installed("strict")).toBe("ii 1.0.0");
      await converges(operation(), { ...strict, previous: { file: (await camera("1.0.0")).path } });
    });

    test("a full disk", async () => {
      await given("disk");
      const large = await camera("1.1.0", { files: { "/opt/large": Buffer.alloc(3_000_000, "x") } });
      const plan = await operation().plan(wish(large, ["disk"], { services }));
      await host("disk").fillDisk(1_000_000);
      await expect(operation().apply(plan)).rejects.toMatchObject({ code: "ERR_HOST_DISK" });
      expect(await installed("disk")).toBe("ii 1.0.0");
      await host("disk").freeDisk();
      expect((await operation().apply(plan)).applied[0]?.outcome).toBe("done");
    });

    test("an installation that somebody killed", async () => {
      await given("killed");
      const slow = await camera("1.1.0", { scripts: { afterInstall: scriptlets.waitsFor("/tmp/go") } });
      await host("killed").writeFile("/tmp/slow.deb", await readFile(slow.path));
      await host("killed").run(
        "dpkg -i /tmp/slow.deb >/dev/null 2>&1 & pid=$!; until [ -e /tmp/go.waiting ]; do sleep 0.05; done; kill -9 $pid; touch /tmp/go",
      );
      const next = wish(await camera("1.2.0"), ["killed"], { services });
      expect(await problemsOf(next)).toEqual(["ERR_PACKAGES_UNFINISHED"]);
      await converges(operation(), { ...next, repair: "repair" });
    });

    test("a service that dies after a while: the old one is back", async () => {
      await given("dies");
      const frail = await camera("1.1.0", { service: { kind: "sysv", livesMs: 1000 } });
      const health = { deadlineMs: 4000, stableMs: 2000 };
      await expect(apply(wish(frail, ["dies"], { services, health }))).rejects.toMatchObject({
        code: "ERR_SERVICE_UNHEALTHY",
        details: { left: "back", transaction: { state: "rolled-back" } },
      });
      expect(await host("dies").run("cat /run/camera.version; service camera status")).toContain("1.0.0\n");
    });

    test("an older version, and the same version with another content", async () => {
      await apply(wish(await camera("1:1.0~rc2"), ["older"]));
      const older = wish(await camera("1:1.0~rc1"), ["older"]);
      expect(await problemsOf(older)).toEqual(["ERR_NEWER_INSTALLED"]);
      await converges(operation(), { ...older, allowDowngrade: true });
      const other = wish(await camera("1:1.0~rc1", { files: { "/opt/other": "y" } }), ["older"]);
      expect(await problemsOf(other)).toEqual(["ERR_CONTENT_DIFFERS"]);
      const { plan } = await converges(operation(), { ...other, replaceContent: true });
      expect(plan.actions).toMatchObject([{ does: "reinstall", wayBack: { kind: "kept" } }]);
    });

    test("what somebody else installed: it is kept from then on, and gone back to later", async () => {
      const cached = "/var/cache/apt/archives/camera_1.0.0_all.deb";
      await host("apt-cache").writeFile(cached, await readFile((await camera("1.0.0")).path));
      await host("apt-cache").run(`dpkg -i ${cached}`);
      await apply(wish(await camera("1.1.0"), ["apt-cache"], { services }));
      await host("apt-cache").run(`rm ${cached}`);
      const groups = [{ name: "a", hosts: ["apt-cache"] }];
      const back = { package: "camera", format: "deb", from: "1.1.0", groups, health: { stableMs: 200 } } as const;
      await converges(rollbackPackage(bed.ports), { ...back, groups });
      expect(await installed("apt-cache")).toBe("ii 1.0.0");
    });

    test("a package that talks too much", async () => {
      const tellsSettings = "env | grep -E '^(NEEDRESTART|DEBIAN_FRONTEND|PAGER)' | sort >/run/settings";
      const loud = {
        afterInstall: [tellsSettings, scriptlets.printsEscapeCodes(), scriptlets.printsMegabytes(100)].join("\n"),
      };
      const applied = await apply(wish(await camera("1.0.0", { scripts: loud }), ["loud"]));
      const log = applied[0]?.result?.log ?? [];
      expect(log.length).toBeLessThanOrEqual(40);
      expect(log.join("")).not.toMatch(/\p{Cc}/u);
      // needrestart(1) lists instead of asking, and restarts nothing by itself.
      expect(await host("loud").run("cat /run/settings")).toBe(
        "DEBIAN_FRONTEND=noninteractive\nNEEDRESTART_MODE=l\nNEEDRESTART_SUSPEND=1\nPAGER=cat\n",
      );
    });

    test("needs that apt can fetch, and none that would push something out", async () => {
      const lens = await buildDeb(bed.folder, { name: "lens", version: "2.0" });
      const rival = { control: "Package: rival\nVersion: 1\nArchitecture: all\nConflicts: lens\n" };
      await host("apt").writeFile("/opt/repo/lens.deb", await readFile(lens.path));
      const size = (await readFile(lens.path)).length;
      const entry = `Package: lens\nVersion: 2.0\nArchitecture: all\nFilename: ./lens.deb\nSize: ${size}\nSHA256: ${lens.sha256}\nConflicts: rival\n`;
      await host("apt").writeFile("/opt/repo/Packages", entry);
      await host("apt").writeFile("/etc/apt/sources.list", "deb [trusted=yes] file:/opt/repo ./\n");
      await host("apt").run("apt-get -q update");
      const rude = wish(await camera("0.9.0", { replaces: ["rival"] }), ["apt"], { services });
      const early = await operation().plan(rude);
      expect(early.problems).toEqual([]);
      const needing = wish(await camera("1.0.0", { depends: ["lens (>= 2)"] }), ["apt"], { services });
      await host("apt").run(
        `printf '%s' "$0" >/tmp/control; mkdir -p /tmp/rival/DEBIAN; mv /tmp/control /tmp/rival/DEBIAN/control; printf 'Maintainer: a <a@example.org>\nDescription: x\n' >>/tmp/rival/DEBIAN/control; dpkg-deb -b /tmp/rival /tmp/rival.deb; dpkg -i /tmp/rival.deb`.replace(
          "$0",
          rival.control,
        ),
      );
      expect(await problemsOf(needing)).toEqual(["ERR_PACKAGES_WOULD_GO"]);
      // dpkg would take it away without a word, and end with 0.
      expect(await problemsOf(rude)).toEqual(["ERR_PACKAGES_WOULD_GO"]);
      await expect(operation().apply(early)).rejects.toMatchObject({
        code: "ERR_PACKAGE_REFUSED",
        message: expect.stringContaining("conflicts with rival"),
        details: { left: "back", after: null },
      });
      expect(await host("apt").run("dpkg-query -W -f '${db:Status-Abbrev}' rival")).toBe("ii ");
      await host("apt").run("dpkg --purge rival");
      const { plan } = await converges(operation(), needing);
      expect(plan.actions).toMatchObject([{ resolver: "apt-get", installs: ["lens (2.0)"] }]);
    });

    test("a package that restarts sshd under us", async () => {
      const rude = await camera("1.0.0", { scripts: { afterInstall: scriptlets.restartsSshd() } });
      expect(await apply(wish(rude, ["sshd"]))).toMatchObject([
        { outcome: "done", result: { after: { state: "ii" } } },
      ]);
    });

    test("a power cut in the middle: what is left is told, with the next command, and repaired", async ({ expect }) => {
      const slow = await camera("1.0.0", { scripts: { afterInstall: scriptlets.waitsFor("/opt/go") } });
      const failing = apply(wish(slow, ["reboot"]));
      const told = expect(failing).rejects.toMatchObject({
        code: "ERR_INSTALL_UNKNOWN",
        hint: expect.stringContaining("On reboot: sudo dpkg --configure -a."),
        details: { left: "half", transaction: { state: "unknown" } },
      });
      await expect.poll(() => host("reboot").exists("/opt/go.waiting"), { timeout: 20_000 }).toBe(true);
      await host("reboot").powerOff();
      await host("reboot").powerOn();
      await told;
      await host("reboot").writeFile("/opt/go", "");
      await converges(operation(), wish(slow, ["reboot"], { repair: "repair" }));
    });
  });
});
