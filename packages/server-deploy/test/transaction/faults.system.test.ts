import { startHosts, type TestHosts } from "@signalbox/testbed/hosts";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { HOST_NEEDS, systemSuite } from "../../../../tools/require-system.js";
import { quoteWords } from "../../src/quote.js";
import type { SshHosts } from "../../src/ssh.js";
import { findTransactions } from "../../src/transaction/find-transactions.js";
import { RUN_PROGRAM } from "../../src/transaction/host-program/programs.js";
import { readLog } from "../../src/transaction/read-log.js";
import { runTransaction, type TransactionOptions } from "../../src/transaction/run-transaction.js";
import { workOf } from "../../src/transaction/work.js";
import { bedHosts } from "../support/bed-hosts.js";
import { listener, open, request, script, waitAt } from "./requests.js";

systemSuite("what befalls a transaction", HOST_NEEDS, () => {
  let bed: TestHosts;
  let hosts: SshHosts;
  beforeAll(async () => {
    bed = await startHosts({
      hosts: [
        { name: "plain", disk: "96m" },
        { name: "booted", init: "systemd" },
      ],
    });
    hosts = bedHosts(bed, { keepalive: { everyMs: 200, times: 3 }, connectMs: 1000 });
  });
  afterAll(async () => {
    await hosts?.close();
    await bed?.close();
  });

  it("goes on without its link, and is followed again to its end, no line lost or told twice", async () => {
    const ear = listener();
    const counting = script("counting", "seq 1 1000; mkfifo /tmp/half; echo half; cat /tmp/half; seq 1001 2000");
    const sleep = async (): Promise<void> => {
      await bed.host("plain").linkUp();
      await bed.host("plain").run(open("half"));
    };
    const running = runTransaction(await hosts.open("plain"), request([counting]), { ...ear, hosts, sleep });
    await ear.heard("half");
    await bed.host("plain").linkDown();
    expect((await running).state).toBe("ok");
    const numbers = (from: number): string[] => Array.from({ length: 1000 }, (_, index) => String(from + index));
    expect(ear.lines).toEqual(["==> counting", ...numbers(1), "half", "opened", ...numbers(1001)]);
  });

  it("is never called a success when the host stays away, and is found by the next who looks", async () => {
    const ear = listener();
    const asked = request([waitAt("dark")]);
    const impatient = bedHosts(bed, { connectMs: 200 });
    const away: TransactionOptions = { ...ear, hosts: impatient, sleep: () => Promise.resolve() };
    const running = runTransaction(await hosts.open("plain"), asked, away);
    await ear.heard("waiting at dark");
    await bed.host("plain").linkDown();
    await expect(running).rejects.toMatchObject({
      code: "ERR_TRANSACTION_OUT_OF_SIGHT",
      retryable: true,
      details: { host: "plain", id: asked.id, state: "unknown" },
    });
    await impatient.close();
    await bed.host("plain").linkUp();
    await bed.host("plain").run(open("dark"));
    expect(await runTransaction(await hosts.open("plain"), asked)).toMatchObject({ id: asked.id, state: "ok" });
  });

  it("outlives the process of who began it, killed in the middle; another one finds it by its intent", async () => {
    const asked = request([waitAt("orphan")]);
    const work = Buffer.from(workOf(asked));
    const words = ["sudo", "sh", "-c", RUN_PROGRAM, "x", asked.id, asked.intent, String(work.length), "0"];
    const { address } = bed.host("booted");
    const trust = ["-F/dev/null", `-oUserKnownHostsFile=${bed.knownHosts}`, "-i", bed.key];
    const operator = spawn("ssh", [...trust, `${bed.user}@${address}`, quoteWords(words)], { detached: true });
    operator.stdin.write(work);
    for await (const said of operator.stdout) if (String(said).includes("waiting at orphan")) break;
    operator.kill("SIGKILL");
    await once(operator, "close");
    const ear = listener();
    const found = runTransaction(await hosts.open("booted"), { ...asked, id: "20991231T235959-000000" }, ear);
    await ear.heard("waiting at orphan");
    await bed.host("booted").run(open("orphan"));
    expect(await found).toMatchObject({ id: asked.id, state: "ok", ended: [{ code: 0 }] });
  });

  it.each(["plain", "booted"])("outlives the sshd of %s that it restarts itself", async (name) => {
    const start = name === "booted" ? "systemctl restart ssh" : "/usr/sbin/sshd";
    const kill = script("restarting", `pkill -KILL -x sshd; ${start}; cat /tmp/back`);
    await bed.host(name).run(["mkfifo", "/tmp/back"]);
    const sleep = (): Promise<void> => bed.host(name).answers();
    const running = runTransaction(await hosts.open(name), request([kill, script("after", "echo done")]), {
      hosts,
      sleep,
    });
    await bed.host(name).run(open("back"));
    expect(await running).toMatchObject({ state: "ok", phase: "after" });
  });

  it.each(["plain", "booted"])("is unknown on %s after a power cut, and the way is free again", async (name) => {
    const ear = listener();
    const asked = request([waitAt("power")]);
    const sleep = (): Promise<void> => bed.host(name).powerOn();
    const running = runTransaction(await hosts.open(name), asked, { ...ear, hosts, sleep });
    await ear.heard("waiting at power");
    await bed.host(name).powerOff();
    expect(await running).toMatchObject({ state: "unknown", phase: "installing", endedAt: null, ended: [] });
    const host = await hosts.open(name);
    expect(await findTransactions(host, { limit: 1 })).toMatchObject([{ id: asked.id, state: "unknown" }]);
    expect(await runTransaction(host, request([script("next", "true")]))).toMatchObject({ state: "ok" });
  });

  it("is running while a command of a killed worker is, then unknown", async () => {
    const ear = listener();
    const host = await hosts.open("booted");
    const asked = request([waitAt("alone")]);
    const running = runTransaction(host, asked, ear);
    await ear.heard("waiting at alone");
    await bed.host("booted").run(["pkill", "-KILL", "-f", `^sh tx/${asked.id}/work`]);
    expect(await runTransaction(host, asked, { patienceMs: 1 })).toMatchObject({ state: "running" });
    await expect(runTransaction(host, request([script("next", "true")]))).rejects.toMatchObject({
      code: "ERR_HOST_LOCKED",
    });
    await bed.host("booted").run(open("alone"));
    expect(await running).toMatchObject({ state: "unknown", phase: "installing" });
    expect(ear.lines.at(-1)).toBe("passed");
  });

  it("says why a host could not start it", async () => {
    const bus = "#!/bin/sh\necho 'Failed to connect to bus' >&2\nexit 1\n";
    await bed.host("booted").writeFile("/usr/local/sbin/systemd-run", bus, "755");
    const host = await hosts.open("booted");
    const asked = request([script("never", "true")]);
    await expect(runTransaction(host, asked)).rejects.toMatchObject({
      code: "ERR_TRANSACTION_NOT_STARTED",
      message: expect.stringContaining("Failed to connect to bus"),
    });
    await bed.host("booted").run(["rm", "/usr/local/sbin/systemd-run"]);
    // Nothing was begun, so the same request begins it now.
    expect(await runTransaction(host, asked)).toMatchObject({ id: asked.id, state: "ok" });
  });

  describe("on a full disk", () => {
    it("still ends with the truth, and the next one does not begin", async () => {
      const ear = listener();
      const host = await hosts.open("plain");
      const commands = [waitAt("full"), script("shouting", "seq 1 100000; exit 3")];
      const running = runTransaction(host, request(commands), ear);
      await ear.heard("waiting at full");
      await bed.host("plain").fillDisk();
      await bed.host("plain").run(open("full"));
      expect(await running).toMatchObject({ state: "failed", ended: [{ code: 0 }, { code: 3 }] });
      await expect(runTransaction(host, request([script("next", "true")]))).rejects.toMatchObject({
        code: "ERR_HOST_DISK",
      });
      await bed.host("plain").freeDisk();
      const next = await runTransaction(host, request([script("next", "echo works")]));
      expect(next.state).toBe("ok");
      expect((await readLog(host, next.id)).lines).toEqual(["==> next", "works"]);
    });
  });
});
