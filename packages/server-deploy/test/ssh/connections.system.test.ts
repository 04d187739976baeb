import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { existsSync } from "node:fs";
import { copyFile, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startHosts, type TestHost, type TestHosts } from "@signalbox/testbed/hosts";
import { HOST_NEEDS, systemSuite } from "../../../../tools/require-system.js";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { SshHosts } from "../../src/ssh.js";
import { connect, type ConnectOptions } from "../support/connect.js";

systemSuite("connections to real hosts", HOST_NEEDS, () => {
  let bed: TestHosts;
  let api: TestHost;
  let bastion: TestHost;
  let folder: string;
  const opened: SshHosts[] = [];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "ssh-connections-"));
    bed = await startHosts({ hosts: [{ name: "api" }, { name: "bastion" }, { name: "web" }] });
    api = bed.host("api");
    bastion = bed.host("bastion");
  });
  afterAll(async () => {
    await Promise.all(opened.map((hosts) => hosts.close()));
    await bed?.close();
    await rm(folder, { recursive: true, force: true });
  });

  /** Connections that end with this file. */
  const open = (options: ConnectOptions = {}): SshHosts => {
    const hosts = connect(bed, options);
    opened.push(hosts);
    return hosts;
  };
  const codeOf = (promise: Promise<unknown>): Promise<string> =>
    promise.then(
      () => "no error",
      (error: { code: string }) => error.code,
    );
  const QUIET = { stdio: "pipe" } as const;
  const QUICK = { everyMs: 150, times: 2 };

  describe("the link", () => {
    test("a cable that is pulled during a command is an error, and the next call connects again", async () => {
      const hosts = open({ keepalive: QUICK, connectMs: 700 });
      const host = await hosts.open("api");
      let isDown: Promise<void> | undefined;
      const lost = host.run(["sh", "-c", "echo begun; sleep 30"], { onOutput: () => void (isDown ??= api.linkDown()) });
      await expect(lost).rejects.toMatchObject({ code: "ERR_LINK_LOST", retryable: true, details: { host: "api" } });
      await isDown;
      expect(await codeOf(host.run(["true"]))).toBe("ERR_HOST_UNREACHABLE");
      await api.linkUp();
      await api.answers();
      expect(await host.run(["echo", "back"])).toMatchObject({ code: 0, stdout: "back\n" });
    });

    test("connections that sshd drops: a running command is lost, an idle one is made again", async () => {
      const host = await open().open("api");
      let dropped: Promise<void> | undefined;
      const lost = host.run(["sh", "-c", "echo begun; sleep 30"], {
        onOutput: () => void (dropped ??= api.dropConnections()),
      });
      expect(await codeOf(lost)).toBe("ERR_LINK_LOST");
      await dropped;
      expect(await host.run(["true"])).toMatchObject({ code: 0 });
      await api.restartSshd();
      expect(await host.run(["true"])).toMatchObject({ code: 0 });
    });

    test("a server that is starting is called again, with pauses that grow", async () => {
      const pauses: number[] = [];
      await api.run(["service", "ssh", "stop"]);
      const hosts = open({
        random: () => 0.5,
        sleep: async (ms) => {
          pauses.push(ms);
          if (pauses.length === 2) await api.run(["service", "ssh", "start"]).then(() => api.answers());
        },
      });
      const waits: string[] = [];
      await hosts.open("api", { onEvent: (event) => event.type === "waiting" && waits.push(event.reason) });
      expect(pauses).toEqual([250, 500]);
      expect(waits[0]).toContain("refused the connection");
    });

    test("a port where nobody listens is called four times; a name that is not known, once", async () => {
      const pauses: number[] = [];
      const sleep = async (ms: number): Promise<void> => void pauses.push(ms);
      const hosts = open({ sleep, entry: { port: 9 } });
      await expect(hosts.open("api")).rejects.toMatchObject({ code: "ERR_HOST_UNREACHABLE", details: { attempts: 4 } });
      expect(pauses).toHaveLength(3);
      expect(await codeOf(open({ sleep }).open("no-such-host.invalid"))).toMatch(/^ERR_HOST_(?:UNKNOWN|UNREACHABLE)$/);
      expect(await codeOf(hosts.open("-oProxyCommand=reboot"))).toBe("ERR_HOST_UNKNOWN");
    });

    test("more at once than sshd lets onto its doorstep", async () => {
      await api.setSshd({ MaxStartups: "2:100:2" });
      const names = [...Array(12).keys()].map((index) => `api-${index}`);
      const entry = { host: api.address, user: bed.user, identityFile: bed.key };
      const hosts = open({ hosts: Object.fromEntries(names.map((name) => [name, entry])) });
      const all = await Promise.allSettled(names.map((name) => hosts.open(name)));
      await api.setSshd({});
      // Eight are on the doorstep, and only two are let in at a time: the others are tried again.
      expect(all.filter(({ status }) => status === "fulfilled").length).toBeGreaterThan(6);
      for (const one of all) {
        if (one.status === "rejected") expect(one.reason).toMatchObject({ code: "ERR_HOST_UNREACHABLE" });
      }
    });

    test("closed is closed: nothing is left open, and nothing opens", async () => {
      const hosts = open();
      const host = await hosts.open("api");
      await hosts.close();
      expect(await codeOf(host.run(["true"]))).toBe("ERR_HOSTS_CLOSED");
      expect(await codeOf(hosts.open("api"))).toBe("ERR_HOSTS_CLOSED");
    });

    test("who gives up alone does not take the connection from the others", async () => {
      const hosts = open();
      const stop = new AbortController();
      const [given, kept] = [hosts.open("api", { signal: stop.signal }), hosts.open("api")];
      stop.abort(new Error("not me"));
      await expect(given).rejects.toThrow("not me");
      expect(await (await kept).run(["true"])).toMatchObject({ code: 0 });
    });
  });

  describe("trust", () => {
    test("a host that shows another key is refused, whatever is allowed, before anything is sent", async () => {
      const before = await readFile(bed.knownHosts, "utf8");
      const key = await bed.host("web").changeHostKey();
      for (const hostKeys of ["strict", "accept-new"] as const) {
        await expect(open({ hostKeys }).open("web")).rejects.toMatchObject({
          code: "ERR_HOST_KEY_CHANGED",
          details: { host: "web", known: [{ at: expect.stringContaining(bed.knownHosts) }] },
        });
      }
      expect(await readFile(bed.knownHosts, "utf8")).toBe(before);
      await writeFile(bed.knownHosts, `${before}${bed.host("web").address} ${key}\n`);
      expect(await codeOf(open().open("web"))).toBe("no error");
    });

    test("an unknown host: refused by default, written down once by accept-new", async () => {
      const file = join(folder, "known");
      await expect(open({ knownHosts: [file] }).open("api")).rejects.toMatchObject({
        code: "ERR_HOST_KEY_UNKNOWN",
        details: { scan: `ssh-keyscan -t ed25519 ${api.address}` },
      });
      expect(await codeOf(open({ knownHosts: [file], hostKeys: "accept-new" }).open("api"))).toBe("no error");
      expect(await readFile(file, "utf8")).toBe(`${api.address} ${api.hostKey}\n`);
      expect(await codeOf(open({ knownHosts: [file] }).open("api"))).toBe("no error");
      await writeFile(file, `@revoked * ${api.hostKey}\n${api.address} ${api.hostKey}\n`);
      expect(await codeOf(open({ knownHosts: [file] }).open("api"))).toBe("ERR_HOST_KEY_REVOKED");
      expect(await codeOf(open({ knownHosts: [folder] }).open("api"))).toBe("ERR_KNOWN_HOSTS_UNREADABLE");
    });

    test("a host with several keys shows the one that is known", async () => {
      await api.run(
        "test -e /etc/ssh/ssh_host_rsa_key || ssh-keygen -q -t rsa -b 2048 -N '' -f /etc/ssh/ssh_host_rsa_key",
      );
      await api.setSshd({ HostKey: "/etc/ssh/ssh_host_rsa_key\nHostKey /etc/ssh/ssh_host_ed25519_key" });
      const rsa = (await api.run(["cat", "/etc/ssh/ssh_host_rsa_key.pub"])).split(" ").slice(0, 2).join(" ");
      const file = join(folder, "known-rsa");
      await writeFile(file, `${api.address} ${rsa}\n`);
      expect(await codeOf(open({ knownHosts: [file] }).open("api"))).toBe("no error");
      expect(await codeOf(open().open("api"))).toBe("no error");
      await api.setSshd({});
    });
  });

  describe("who we are", () => {
    const keygen = (file: string, passphrase = "", type = "ed25519"): string => {
      execFileSync(
        "ssh-keygen",
        ["-q", "-t", type, "-N", passphrase, "-C", file.split("/").at(-1) ?? "", "-f", file],
        QUIET,
      );
      return file;
    };
    const refused = async (options: ConnectOptions): Promise<{ code: string; details: { tried: string[] } }> =>
      await open(options)
        .open("api")
        .then(
          () => Promise.reject(new Error("it let us in")),
          (error: { code: string; details: { tried: string[] } }) => error,
        );

    test("a key that is not accepted is tried once, and named", async () => {
      let pauses = 0;
      const stranger = keygen(join(folder, "stranger"));
      const error = await refused({ entry: { identityFile: stranger }, sleep: async () => void (pauses += 1) });
      expect(error).toMatchObject({
        code: "ERR_HOST_AUTH",
        message: expect.stringMatching(/no key was accepted; it takes publickey/),
        details: { tried: [stranger] },
      });
      expect(pauses).toBe(0);
    });

    test("a certificate is not offered, and that is said", async () => {
      const certified = keygen(join(folder, "certified"));
      execFileSync("ssh-keygen", ["-q", "-s", certified, "-I", "us", "-n", bed.user, `${certified}.pub`], QUIET);
      const { tried } = (await refused({ entry: { identityFile: certified } })).details;
      expect(tried).toEqual([certified, expect.stringContaining(`${certified}-cert.pub (a certificate`)]);
    });

    test("a key with a passphrase: by who is asked for it, or not at all", async () => {
      const locked = keygen(join(folder, "locked"), "open sesame", "ecdsa");
      const before = await api.readFile("/home/deploy/.ssh/authorized_keys");
      await api.setAuthorizedKeys([before.trim(), (await readFile(`${locked}.pub`, "utf8")).trim()]);
      await rm(`${locked}.pub`);
      const entry = { identityFile: locked };
      expect((await refused({ entry })).details.tried).toEqual([`${locked} (encrypted: load it with ssh-add)`]);
      const asked: string[] = [];
      const passphrase = async (file: string): Promise<string> => {
        asked.push(file);
        return "open sesame";
      };
      const hosts = open({
        entry,
        passphrase,
        hosts: { again: { host: api.address, user: bed.user, ...entry } },
      });
      expect(await codeOf(Promise.all([hosts.open("api"), hosts.open("again")]))).toBe("no error");
      expect(asked).toEqual([locked]);
      expect(await codeOf(open({ entry, passphrase: async () => "wrong" }).open("api"))).toBe("ERR_HOST_AUTH");
      await api.setAuthorizedKeys([before.trim()]);
    });

    test("a key that others may read is not used", async () => {
      const open = join(folder, "open-to-all");
      await copyFile(bed.key, open);
      execFileSync("chmod", ["644", open], QUIET);
      expect((await refused({ entry: { identityFile: open } })).details.tried).toEqual([
        `${open} (others may read it: chmod 600)`,
      ]);
    });

    describe.skipIf(!existsSync("/usr/bin/ssh-agent"))("an agent", () => {
      let agent: ChildProcess;
      const socket = (): string => join(folder, "agent.sock");
      beforeAll(async () => {
        agent = spawn("ssh-agent", ["-D", "-a", socket()], { stdio: ["ignore", "pipe", "ignore"] });
        await new Promise((resolve) => agent.stdout?.once("data", resolve));
        const add = (key: string): Buffer =>
          execFileSync("ssh-add", [key], { env: { SSH_AUTH_SOCK: socket() }, stdio: "pipe" });
        add(keygen(join(folder, "other-key")));
        add(bed.key);
      });
      afterAll(() => void agent.kill());

      const entry = { identityFile: "/nonexistent" };
      test("has our key", async () => {
        const hosts = open({ agent: socket(), entry });
        expect(await (await hosts.open("api")).run(["id", "-un"])).toMatchObject({ stdout: "deploy\n" });
        expect(await codeOf(open({ agent: join(folder, "gone.sock"), entry }).open("api"))).toBe("ERR_HOST_AUTH");
      });

      test("is asked for the key that the configuration names, and for no other, when it says so", async () => {
        const only = (identityFile: string) => async () => ({
          ...(await config()),
          identitiesOnly: true,
          identityFiles: [identityFile],
        });
        const config = async () => ({
          hostName: api.address,
          port: 22,
          user: bed.user,
          identityFiles: [],
          certificateFiles: [],
          identitiesOnly: false,
          identityAgent: undefined,
          hostKeyAlias: null,
          knownHostsFiles: [bed.knownHosts],
          hashKnownHosts: false,
          proxyJump: null,
          proxyCommand: null,
          revokedHostKeys: null,
          connectTimeoutMs: null,
          addressFamily: 0 as const,
          algorithms: { hostKey: null, cipher: null, kex: null, mac: null },
        });
        const stranger = join(folder, "other-key");
        const error = await refused({ agent: socket(), config: only(stranger) });
        expect(error.details.tried).toEqual(["other-key (agent)"]);
        expect(await codeOf(open({ agent: socket(), config: only(bed.key) }).open("api"))).toBe("no error");
      });
    });
  });

  describe("over a bastion", () => {
    const fleet = (count: number, more: ConnectOptions = {}): SshHosts => {
      const entry = { user: bed.user, identityFile: bed.key, jump: "bastion" };
      const names = [...Array(count).keys()].map((index) => [
        `host-${index}`,
        { ...entry, host: [api, bed.host("web")][index % 2]?.address },
      ]);
      return open({ hosts: Object.fromEntries(names), ...more });
    };
    const connections = async (): Promise<number> =>
      Number(
        await bastion.run(
          "ls /proc/[0-9]*/cmdline | while read f; do tr '\\0' ' ' < $f 2>/dev/null; echo; done | grep -cx 'sshd: deploy *' || true",
        ),
      );

    test("twenty hosts are one connection to it; when it goes, each says so, and comes again", async () => {
      const hosts = fleet(20);
      const all = await Promise.all([...Array(20).keys()].map((index) => hosts.open(`host-${index}`)));
      const ran = await Promise.all(all.map((host) => host.run(["hostname"])));
      expect(new Set(ran.map(({ stdout }) => stdout))).toEqual(new Set(["api\n", "web\n"]));
      expect(await connections()).toBe(1);
      let heard = 0;
      const running = all.map((host) =>
        host.run(["sh", "-c", "echo begun; sleep 30"], {
          onOutput: () => ++heard === 20 && void bastion.run("pkill -KILL -f '^sshd: deploy'"),
        }),
      );
      expect(new Set(await Promise.all(running.map(codeOf)))).toEqual(new Set(["ERR_LINK_LOST"]));
      expect(await all[0]?.run(["hostname"])).toMatchObject({ stdout: "api\n" });
    });

    test("its own key is checked, and so is that of the host behind it", async () => {
      const file = join(folder, "known-behind");
      await writeFile(file, `${bastion.address} ${bastion.hostKey}\n`);
      await expect(fleet(1, { knownHosts: [file] }).open("host-0")).rejects.toMatchObject({
        code: "ERR_HOST_KEY_UNKNOWN",
        details: { host: "host-0" },
      });
      await writeFile(file, `${bastion.address} ${api.hostKey}\n${api.address} ${api.hostKey}\n`);
      await expect(fleet(1, { knownHosts: [file] }).open("host-0")).rejects.toMatchObject({
        code: "ERR_HOST_KEY_CHANGED",
        details: { host: "bastion" },
      });
    });

    test("one that does not forward, a host behind it that is not there, a circle", async () => {
      const none = { sleep: async () => undefined };
      const dead = { host: "10.0.0.1", port: 9, user: bed.user, jump: "bastion" };
      const hosts = open({
        ...none,
        hosts: { dead: { ...dead, host: api.address }, a: { host: "a", jump: "b" }, b: { host: "b", jump: "a" } },
      });
      await expect(hosts.open("dead")).rejects.toMatchObject({
        code: "ERR_JUMP_REFUSED",
        details: { jump: "bastion" },
      });
      expect(await codeOf(hosts.open("a"))).toBe("ERR_JUMP_LOOP");
      await bastion.setSshd({ AllowTcpForwarding: "no" });
      expect(await codeOf(fleet(1, none).open("host-0"))).toBe("ERR_JUMP_REFUSED");
      await bastion.setSshd({});
    });

    test("two in a row", async () => {
      const hosts = open({
        hosts: { far: { host: bed.host("web").address, user: bed.user, identityFile: bed.key, jump: "bastion,api" } },
      });
      const { stdout } = await (await hosts.open("far")).run(["sh", "-c", "echo $SSH_CONNECTION"]);
      expect(stdout.split(" ")[0]).toBe(api.address);
    });
  });
});
