import { createReadStream } from "node:fs";
import { Readable } from "node:stream";
import { startHosts, type TestHost, type TestHosts } from "@signalbox/testbed/hosts";
import { HOST_NEEDS, systemSuite } from "../../../../tools/require-system.js";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Host } from "../../src/index.js";
import type { SshHosts } from "../../src/ssh.js";
import { connect } from "../support/connect.js";

systemSuite("commands on a real host", HOST_NEEDS, () => {
  let bed: TestHosts;
  let real: TestHost;
  let hosts: SshHosts;
  let host: Host;

  beforeAll(async () => {
    bed = await startHosts({ hosts: [{ name: "api" }] });
    real = bed.host("api");
    hosts = connect(bed);
    host = await hosts.open("api");
  });
  afterAll(async () => {
    await hosts?.close();
    await bed?.close();
  });

  const codeOf = (promise: Promise<unknown>): Promise<string> =>
    promise.then(
      () => "no error",
      (error: { code: string }) => error.code,
    );

  describe("what a command says", () => {
    test("its exit code, its streams and nothing of the connection", async () => {
      expect(await host.run(["sh", "-c", "echo out; echo err >&2; exit 3"])).toEqual({
        code: 3,
        signal: null,
        stdout: "out\n",
        stderr: "err\n",
        isCut: false,
      });
    });

    test("words arrive as they are, and LC_ALL=C is set", async () => {
      const words = ["it's", "$HOME", "a  b", "", "\n", "\\", "é", "*"];
      const { stdout } = await host.run(["printf", "%s|", ...words]);
      expect(stdout).toBe(words.map((word) => `${word}|`).join(""));
      expect((await host.run(["sh", "-c", "echo $LC_ALL"], { asRoot: true })).stdout).toBe("C\n");
    });

    test("a signal is no exit code", async () => {
      expect(await host.run(["sh", "-c", "kill -KILL $$"])).toMatchObject({ code: null, signal: "KILL" });
    });

    test("a program that is not there", async () => {
      expect(await host.run(["not-there"])).toMatchObject({ code: 127 });
    });

    test("a hundred at once, short ones: no exit code is missed", async () => {
      const all = await Promise.all([...Array(100).keys()].map((code) => host.run(["sh", "-c", `exit ${code}`])));
      expect(all.map(({ code }) => code)).toEqual([...Array(100).keys()]);
    });

    test("much output is cut, and the rest does not hold the command up; UTF-8 stays whole", async () => {
      const many = "for i in 1 2 3 4 5 6 7 8; do printf 'é%.0s' $(seq 100000); done; echo end >&2";
      const ran = await host.run(["sh", "-c", many], { maxBytes: 100_001 });
      expect(ran).toMatchObject({ code: 0, isCut: true, stderr: "end\n" });
      expect(ran.stdout).toBe("é".repeat(50_000));
      let heard = "";
      const told = await host.run(["sh", "-c", many], { maxBytes: 10, onOutput: (text) => (heard += text) });
      expect(told).toMatchObject({ code: 0, isCut: false, stdout: "" });
      expect(heard).toBe("é".repeat(800_000));
    });
  });

  describe("what a command hears", () => {
    test.each([false, true])("20 MB from a stream, as root: %s", async (asRoot) => {
      const input = Readable.from(Array.from({ length: 320 }, () => Buffer.alloc(65_536, "x")));
      const ran = await host.run(["sh", "-c", "wc -c; id -un"], { asRoot, input });
      expect(ran.stdout).toBe(`20971520\n${asRoot ? "root" : bed.user}\n`);
    });

    test("nothing: its stdin is at its end", async () => {
      expect(await host.run(["cat"], { deadlineMs: 5000 })).toMatchObject({ code: 0, stdout: "" });
    });

    test("one that does not listen ends all the same", async () => {
      expect(await host.run(["true"], { input: Buffer.alloc(8_000_000) })).toMatchObject({ code: 0 });
    });

    test("a file that is not there, and a stream that nobody reads", async () => {
      await expect(host.run(["cat"], { input: createReadStream("/not/there") })).rejects.toMatchObject({
        code: "ENOENT",
      });
      const unread = Readable.from([Buffer.alloc(10)]);
      expect(await codeOf(host.run([""], { input: unread }))).toBe("ERR_COMMAND_INVALID");
      expect(unread.destroyed).toBe(true);
    });

    test("an input that fails is an error, and not the end of a whole one", async () => {
      const broken = Readable.from(
        (async function* () {
          yield Buffer.alloc(1000);
          throw new Error("the disk is gone");
        })(),
      );
      await expect(host.run(["cat"], { input: broken })).rejects.toThrow("the disk is gone");
      expect(await host.run(["true"])).toMatchObject({ code: 0 });
    });
  });

  describe("limits", () => {
    test("a command that takes too long, that says nothing, that nobody waits for any more", async () => {
      expect(await codeOf(host.run(["sleep", "20"], { deadlineMs: 200 }))).toBe("ERR_COMMAND_TIMEOUT");
      expect(await codeOf(host.run(["sh", "-c", "echo a; sleep 20"], { quietMs: 200 }))).toBe("ERR_COMMAND_TIMEOUT");
      const stop = new AbortController();
      const stopped = host.run(["sh", "-c", "echo a; sleep 20"], {
        signal: stop.signal,
        onOutput: () => stop.abort(new Error("stop")),
      });
      await expect(stopped).rejects.toThrow("stop");
      await expect(host.run(["true"], { signal: AbortSignal.abort(new Error("never")) })).rejects.toThrow("never");
      expect(await host.run(["echo", "still here"])).toMatchObject({ stdout: "still here\n" });
    });

    test("what a command leaves behind does not hide that it ended", async () => {
      const ran = await host.run(["sh", "-c", "sleep 20 & echo begun; exit 4"], { deadlineMs: 700 });
      expect(ran).toMatchObject({ code: 4, stdout: "begun\n" });
    });

    test("what cannot be a command", async () => {
      for (const argv of [[], [""], ["-x"], ["A=b"], ["echo", "x".repeat(130_000)]]) {
        expect(await codeOf(host.run(argv))).toBe("ERR_COMMAND_INVALID");
      }
      expect(await codeOf(host.run(["echo", "a\0"]))).toBe("ERR_WORD_INVALID");
    });

    test("more commands at once than the server allows", async () => {
      await real.setSshd({ MaxSessions: "2" });
      const own = connect(bed);
      try {
        const narrow = await own.open("api");
        const all = await Promise.all(
          [...Array(9).keys()].map((i) => narrow.run(["sh", "-c", `sleep 0.05; echo ${i}`])),
        );
        expect(all.map(({ stdout }) => stdout)).toEqual([...Array(9).keys()].map((i) => `${i}\n`));
        await real.setSshd({ MaxSessions: "0" });
        const none = connect(bed);
        expect(await codeOf((await none.open("api")).run(["true"]))).toBe("ERR_CHANNEL_REFUSED");
        await none.close();
      } finally {
        await real.setSshd({});
        await own.close();
      }
    });
  });

  describe("sudo", () => {
    const withPassword = (password: string) => {
      let asked = 0;
      const sudo = { password: async () => ((asked += 1), password) };
      return { sudo, asked: () => asked };
    };

    test("a password goes to sudo alone: what follows belongs to the command", async () => {
      await real.setSudo({ password: "swordfish 7" });
      const { sudo, asked } = withPassword("swordfish 7");
      const own = connect(bed, { sudo });
      try {
        const root = await own.open("api");
        const input = Buffer.alloc(3_000_000, "y");
        const ran = await root.run(["sh", "-c", "wc -c; id -un; echo own >&2"], { asRoot: true, input });
        expect(ran).toMatchObject({ code: 0, stdout: "3000000\nroot\n", stderr: "own\n" });
        expect(asked()).toBe(1);
        const seen = await real.run("cat /proc/[0-9]*/cmdline 2>/dev/null | tr '\\0' ' '");
        expect(seen).not.toContain("swordfish");
        // Without one, it is an error at once.
        expect(await codeOf(host.run(["true"], { asRoot: true }))).toBe("ERR_SUDO_PASSWORD");
      } finally {
        await own.close();
      }
    });

    test("a wrong password is said once", async () => {
      await real.setSudo({ password: "swordfish 7" });
      const { sudo, asked } = withPassword("wrong");
      const own = connect(bed, { sudo });
      const root = await own.open("api");
      expect(await codeOf(root.run(["true"], { asRoot: true }))).toBe("ERR_SUDO_PASSWORD_WRONG");
      expect(asked()).toBe(1);
      await own.close();
    });

    test("where no password is needed, none is asked for, and none reaches the command", async () => {
      await real.setSudo({});
      const { sudo, asked } = withPassword("swordfish 7");
      const own = connect(bed, { sudo });
      const root = await own.open("api");
      expect(await root.run(["cat"], { asRoot: true, input: "for the command" })).toMatchObject({
        stdout: "for the command",
      });
      expect(asked()).toBe(0);
      await own.close();
    });

    test("a terminal that is wanted, a user who may not, no sudo at all", async () => {
      await real.setSudo({ requiresTty: true });
      expect(await codeOf(host.run(["true"], { asRoot: true }))).toBe("ERR_SUDO_TTY");
      await real.run(["rm", "-f", `/etc/sudoers.d/${bed.user}`]);
      expect(await codeOf(host.run(["true"], { asRoot: true }))).toMatch(/^ERR_SUDO_(?:DENIED|PASSWORD)$/);
      await real.setSudo({});
      await real.run(["mv", "/usr/bin/sudo", "/usr/bin/sudo-away"]);
      expect(await codeOf(host.run(["true"], { asRoot: true }))).toBe("ERR_SUDO_MISSING");
      await real.run(["mv", "/usr/bin/sudo-away", "/usr/bin/sudo"]);
      expect(await host.run(["id", "-un"], { asRoot: true })).toMatchObject({ stdout: "root\n" });
    });
  });
});
