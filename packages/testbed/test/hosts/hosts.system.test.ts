import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from "vitest";
import { HOST_NEEDS, systemSuite } from "../../../../tools/require-system.js";
import {
  buildDeb,
  buildRpm,
  type PackageSpec,
  scriptlets,
  startHosts,
  type TestHost,
  type TestHosts,
} from "../../src/hosts/index.js";
import { scratch } from "../scratch.js";
import { ssh } from "./ssh.js";

vi.setConfig({ testTimeout: 60_000 });

/** Real processes on a shared machine: slow is not wrong. */
const eventually = <T>(look: () => T) => expect.poll(look, { timeout: 20_000 });

systemSuite("startHosts", HOST_NEEDS, () => {
  let hosts: TestHosts;
  beforeAll(async () => {
    hosts = await startHosts({
      hosts: [
        { name: "api", disk: "96m" },
        { name: "processing", init: "systemd" },
      ],
    });
  }, 240_000);
  afterAll(() => hosts.close());

  /** What the service of a package says, once it says something. */
  const saysOn = (host: TestHost, port: number) =>
    eventually(() => fetch(`http://${host.address}:${port}/`).then((answer) => answer.text(), String));

  const bring = async (host: TestHost, path: string): Promise<string> => {
    const there = `/root/${path.split("/").pop()}`;
    await host.writeFile(there, await readFile(path));
    return there;
  };

  describe.each([
    ["api", "sysv"],
    ["processing", "systemd"],
  ] as const)("%s, with services of %s", (name, kind) => {
    const camera = (version: string): PackageSpec => ({
      name: "camera",
      version,
      config: `served-by=${version}\n`,
      service: { kind, port: 8080 },
    });

    test("installs, upgrades and starts a Debian package over SSH, without a network", async () => {
      const host = hosts.host(name);
      const folder = await scratch();
      const older = await bring(host, (await buildDeb(folder, camera("4.1.0"))).path);
      expect(await ssh(hosts, host, `sudo -n dpkg --install ${older}`)).toMatchObject({ exitCode: 0 });
      await saysOn(host, 8080).toBe("4.1.0\n");

      const newer = await bring(host, (await buildDeb(folder, camera("4.2.0"))).path);
      const simulation = await ssh(hosts, host, `sudo -n apt-get -s install ${newer}`);
      expect(simulation.stdout).toContain("Inst camera [4.1.0] (4.2.0 local-deb [all])");
      expect(await ssh(hosts, host, `sudo -n apt-get -y install ${newer}`)).toMatchObject({ exitCode: 0 });
      expect((await ssh(hosts, host, "dpkg-query -W camera")).stdout).toBe("camera\t4.2.0\n");
      await saysOn(host, 8080).toBe("4.2.0\n");
    });

    test("loses its power without a word, and comes back with its disk and its services", async () => {
      const host = hosts.host(name);
      await host.writeFile("/var/kept", "still here");
      await host.writeFile("/run/lost", "in memory");
      const heard: string[] = [];
      const socket = connect({ host: host.address, port: 22 });
      onTestFinished(() => void socket.destroy());
      await new Promise((greeted) => socket.once("data", greeted));
      for (const event of ["end", "close", "error"]) socket.on(event, () => heard.push(event));

      await host.powerOff();
      await expect(host.run("true")).rejects.toThrow(`${name} is off`);
      await host.powerOn();
      expect(heard).toEqual([]);
      socket.write("hello?\n");
      await eventually(() => heard).toContain("error");

      expect(await host.readFile("/var/kept")).toBe("still here");
      expect(await host.exists("/run/lost")).toBe(false);
      await saysOn(host, 8080).toBe("4.2.0\n");
      expect(await ssh(hosts, host, "sudo -n true")).toMatchObject({ exitCode: 0 });
    });
  });

  test("systemd knows of a service that gives up", async () => {
    const host = hosts.host("processing");
    const service = { kind: "systemd", livesMs: 300 } as const;
    const deb = await buildDeb(await scratch(), { name: "tired", version: "1", service });
    await host.run(["dpkg", "--install", await bring(host, deb.path)]);
    await eventually(() => host.tryRun("systemctl is-failed tired")).toMatchObject({ exitCode: 0 });
    expect(await host.run("journalctl --unit tired --output cat")).toContain("tired 1 gives up");
  });

  test("a package's script waits, talks too much and restarts the sshd that it is installed through", async () => {
    const host = hosts.host("api");
    const misdeeds = [
      scriptlets.printsEscapeCodes(),
      scriptlets.printsMegabytes(2),
      scriptlets.restartsSshd(),
      scriptlets.waitsFor("/run/go"),
    ];
    const spec: PackageSpec = { name: "chatty", version: "1", scripts: { afterInstall: misdeeds.join("\n") } };
    const deb = await bring(host, (await buildDeb(await scratch(), spec)).path);
    const install = ssh(hosts, host, `sudo -n dpkg --install ${deb}`);
    await eventually(() => host.exists("/run/go.waiting")).toBe(true);
    expect(await host.run("dpkg-query --show --showformat '${db:Status-Abbrev}' chatty")).toBe("iF ");
    await host.writeFile("/run/go", "");
    const { exitCode, stdout } = await install;
    expect(exitCode).toBe(0);
    expect(stdout.length).toBeGreaterThan(2_000_000);
    expect(stdout).toContain("\u001b[31mred");
  });

  test("an RPM is upgraded by yum, which calls a failing %post complete and keeps what people edited", async () => {
    const host = hosts.host("api");
    const folder = await scratch();
    const avni = (version: string, afterInstall = ""): PackageSpec => ({
      name: "avni-server",
      version,
      config: `version=${version}\n`,
      service: { kind: "sysv", name: "openchs", port: 8021 },
      scripts: { afterInstall },
    });
    await host.run(["rpm", "--install", await bring(host, (await buildRpm(folder, avni("16.1"))).path)]);
    await saysOn(host, 8021).toBe("16.1\n");
    await host.writeFile("/etc/avni-server/avni-server.conf", "edited\n");

    const next = await bring(host, (await buildRpm(folder, avni("1:16.2-3", scriptlets.fails()))).path);
    const upgrade = await host.tryRun(["yum", "--assumeyes", "localinstall", next]);
    expect(upgrade).toMatchObject({ exitCode: 0, stdout: expect.stringContaining("Complete!") });
    expect(upgrade.stdout + upgrade.stderr).toContain("Error in POSTIN scriptlet in rpm package avni-server");
    expect((await ssh(hosts, host, "rpm -q --qf '%{EVR}' avni-server")).stdout).toBe("1:16.2-3");
    expect(await host.readFile("/etc/avni-server/avni-server.conf")).toBe("edited\n");
    expect(await host.exists("/etc/avni-server/avni-server.conf.rpmnew")).toBe(true);
  });

  test("hosts reach each other and this process, and nothing else", async () => {
    const [api, processing] = [hosts.host("api"), hosts.host("processing")];
    const server = createServer((request, response) => response.end(`served to ${request.socket.remoteAddress}`));
    await new Promise<void>((listening) => server.listen(0, hosts.gateway, listening));
    onTestFinished(() => void server.close());
    const { port } = server.address() as AddressInfo;
    expect(await api.run(["wget", "-qO-", `http://gateway:${port}/`])).toBe(`served to ${api.address}`);
    expect(await api.run(["ssh-keyscan", "-t", "ed25519", "processing"])).toBe(`processing ${processing.hostKey}\n`);
    // An address that is nobody's, outside of their network.
    expect((await api.tryRun(["curl", "--silent", "--show-error", "http://198.51.100.1/"])).stderr).toMatch(/connect/);
  });

  test("a lock is held as the package manager holds it", async () => {
    const host = hosts.host("api");
    const dpkg = await host.holdLock("dpkg");
    expect(await host.tryRun(["dpkg", "--remove", "camera"])).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining(`locked by another process with pid ${dpkg.pid}`),
    });
    expect(await host.run(["cat", `/proc/${dpkg.pid}/comm`])).toBe("unattended-upgr\n");
    await dpkg.release();
    expect(await host.tryRun(["dpkg", "--remove", "camera"])).toMatchObject({ exitCode: 0 });

    const rpm = await host.holdLock("rpm");
    const erase = ["rpm", "--erase", "avni-server"];
    expect((await host.tryRun(erase)).stderr).toContain("can't create transaction lock");
    await rpm.release();
    const dnf = await host.holdLock("dnf");
    const waits = host.tryRun(["yum", "--assumeyes", "remove", "avni-server"]);
    await eventually(() => host.tryRun(["pgrep", "--full", "yum.* remove"])).toMatchObject({ exitCode: 0 });
    await dnf.release();
    expect((await waits).exitCode).toBe(0);
    expect(await host.tryRun(["rpm", "--query", "avni-server"])).toMatchObject({ exitCode: 1 });
  });

  test("a full disk takes nothing, until there is room again", async () => {
    const host = hosts.host("api");
    await host.fillDisk();
    const write = ["dd", "if=/dev/zero", "of=/var/file", "bs=64k", "count=1"];
    expect((await host.tryRun(write)).stderr).toContain("No space left on device");
    await host.freeDisk();
    expect(await host.tryRun(write)).toMatchObject({ exitCode: 0 });
  });

  test("a link that is down loses what is sent, and brings it when it is up", async () => {
    const host = hosts.host("api");
    const socket = connect({ host: host.address, port: 22 });
    onTestFinished(() => void socket.destroy());
    const events: string[] = [];
    socket.on("data", () => events.push("data")).on("close", () => events.push("close"));
    await eventually(() => events).toEqual(["data"]);
    await host.linkDown();
    socket.write("SSH-2.0-test\r\n");
    await expect(host.answers(200)).rejects.toThrow("did not answer");
    expect(events).toEqual(["data"]);
    await host.linkUp();
    await host.answers();
    await eventually(() => events).toEqual(["data", "data"]);
  });

  test("who may come in and become root is up to the test", async () => {
    const host = hosts.host("api");
    await host.setSudo({ password: "correct horse" });
    expect((await ssh(hosts, host, "sudo -n id -u")).stderr).toContain("a password is required");
    expect((await ssh(hosts, host, "echo correct horse | sudo -S id -u")).stdout).toBe("0\n");
    await host.setSudo({ requiresTty: true });
    expect((await ssh(hosts, host, "sudo -n id -u")).stderr).toContain("must have a tty");
    await host.setSudo({});
    expect((await ssh(hosts, host, "sudo -n id -u")).stdout).toBe("0\n");

    await host.setSshd({ ForceCommand: "echo forced" });
    expect((await ssh(hosts, host, "id")).stdout).toBe("forced\n");
    await host.setSshd({});
    const session = ssh(hosts, host, "sleep 1000");
    await eventually(() => host.tryRun(["pgrep", "--full", "^sleep 1000"])).toMatchObject({ exitCode: 0 });
    await host.dropConnections();
    expect(await session).toMatchObject({ exitCode: 255 });

    const known = host.hostKey;
    expect(await host.changeHostKey()).not.toBe(known);
    expect((await ssh(hosts, host, "id")).stderr).toContain("REMOTE HOST IDENTIFICATION HAS CHANGED");
    await host.setAuthorizedKeys([]);
    expect((await ssh({ ...hosts, knownHosts: "/dev/null" }, host, "id")).exitCode).toBe(255);
  });
});
