import { startHosts, type TestHosts } from "@signalbox/testbed/hosts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { HOST_NEEDS, systemSuite } from "../../../../tools/require-system.js";
import { isReleaseError } from "@signalbox/release-core";
import type { SshHosts } from "../../src/ssh.js";
import { findTransactions } from "../../src/transaction/find-transactions.js";
import { readLog } from "../../src/transaction/read-log.js";
import { runTransaction } from "../../src/transaction/run-transaction.js";
import type { TransactionView } from "../../src/transaction/transaction.js";
import { bedHosts } from "../support/bed-hosts.js";
import { listener, open, request, script, waitAt } from "./requests.js";

systemSuite("transactions on a host", HOST_NEEDS, () => {
  let bed: TestHosts;
  let hosts: SshHosts;
  beforeAll(async () => {
    bed = await startHosts({ hosts: [{ name: "plain" }, { name: "booted", init: "systemd" }] });
    hosts = bedHosts(bed);
  });
  afterAll(async () => {
    await hosts?.close();
    await bed?.close();
  });

  describe.each(["plain", "booted"])("%s", (name) => {
    it("runs the commands in order, with their words, as root, and tells their log", async () => {
      const host = await hosts.open(name);
      const ear = listener();
      const words = ["it's", "a \\ b", '"$(id)`id`"', "two\nlines", "-e", "", "ünïcode *"];
      const asked = request(
        [
          { phase: "'quoted'\n$(phase)", argv: ["printf", "<%s>\\n", ...words] },
          script("looking", 'id -u; umask; pwd; echo "$SAID $HOME ${PWD:+}"; env | wc -l; readlink /proc/self/fd/0', {
            env: { SAID: "it's $HOME" },
          }),
        ],
        { subject: "quotes ' \" $(x)\nand lines", holder: "anna's @ desk" },
      );
      const view = await runTransaction(host, asked, ear);
      expect(view).toMatchObject({ id: asked.id, intent: asked.intent, state: "ok", phase: "looking" });
      expect(view).toMatchObject({ subject: "quotes ' \" $(x) and lines", holder: "anna's @ desk" });
      expect(view.ended.map(({ code }) => code)).toEqual([0, 0]);
      expect(ear.lines).toEqual([
        "==> 'quoted' $(phase)",
        ...words.flatMap((word) => `<${word}>`.split("\n")),
        "==> looking",
        ...["0", "0022", expect.stringContaining("/var/lib/signalbox/tx/"), "it's $HOME /root "],
        ...[expect.stringMatching(/^\d$/), "/dev/null"],
      ]);
    });

    it("ends at the first failure, does what is always done, and goes back", async () => {
      const host = await hosts.open(name);
      const main = [script("one", "exit 3"), script("two", "echo never"), script("three", "true", { always: true })];
      const back = await runTransaction(host, request(main, { rescue: [script("undoing", "true")] }));
      expect(back.state).toBe("rolled-back");
      expect(back.ended).toEqual([
        { phase: "one", code: 3, isLate: false, isRescue: false },
        { phase: "three", code: 0, isLate: false, isRescue: false },
        { phase: "undoing", code: 0, isLate: false, isRescue: true },
      ]);
      const failed = await runTransaction(host, request(main, { rescue: [script("undoing", "kill -9 $$")] }));
      expect(failed.state).toBe("failed");
      expect(failed.ended.at(-1)).toEqual({ phase: "undoing", code: null, isLate: false, isRescue: true });
      expect((await runTransaction(host, request(main))).state).toBe("failed");
    });

    it("ends a command whose time is over, with all that it started", async () => {
      const host = await hosts.open(name);
      const view = await runTransaction(host, request([script("hanging", "sleep 1234 & wait", { deadlineMs: 300 })]));
      expect(view).toMatchObject({ state: "failed", ended: [{ code: null, isLate: true }] });
      expect((await bed.host(name).tryRun(["pgrep", "-f", "sleep 1234"])).stdout).toBe("");
    });

    it("follows what has the same intent, and names the holder to who wants something else", async () => {
      const host = await hosts.open(name);
      const [first, second] = [listener(), listener()];
      const asked = request([waitAt("door")]);
      const running = runTransaction(host, asked, first);
      await first.heard("waiting at door");
      const other = await hosts.open(name);
      await expect(runTransaction(other, request([script("other", "true")]))).rejects.toMatchObject({
        code: "ERR_HOST_LOCKED",
        details: { id: asked.id, holder: "anna@desk", subject: "cacophony-api 1.4.2" },
      });
      const joined = runTransaction(other, { ...asked, id: "20991231T000000-ffffff", holder: "ben@desk" }, second);
      await second.heard("waiting at door");
      expect(await findTransactions(other, { limit: 1 })).toMatchObject([{ id: asked.id, state: "running" }]);
      // Who has no more patience hears how it stands; nothing of theirs stays on the host.
      expect(await runTransaction(other, asked, { patienceMs: 1 })).toMatchObject({
        state: "running",
        phase: "installing",
      });
      await bed.host(name).run(open("door"));
      expect([await running, await joined]).toMatchObject([
        { state: "ok", id: asked.id },
        { state: "ok", id: asked.id },
      ]);
      expect(second.lines).toEqual(first.lines);
      // The same request again is the same transaction.
      expect(await runTransaction(other, asked)).toEqual(await running);
      await expect(runTransaction(other, { ...asked, intent: "0".repeat(64) })).rejects.toMatchObject({
        code: "ERR_TRANSACTION_EXISTS",
      });
      expect(await leftovers(name)).toEqual([]);
    });

    it("lets one of many begin who come at once", async () => {
      const operators = await Promise.all(Array.from({ length: 6 }, () => hosts.open(name)));
      const ears = operators.map(() => listener());
      const same = request([waitAt("race")]);
      const begun = operators.map((host, index) => {
        const id = `20261122T17000${index}-00000${index}`;
        const asked = index % 2 === 0 ? { ...same, id } : request([waitAt("race"), script("other", `echo ${index}`)]);
        return runTransaction(host, asked, ears[index]).catch((error: unknown) => {
          ears[index]?.onLog("waiting at race");
          return error;
        });
      });
      await Promise.all(ears.map((ear) => ear.heard("waiting at race")));
      await bed.host(name).run(open("race"));
      const results = await Promise.all(begun);
      const ids = results.flatMap((result) => (isReleaseError(result) ? [] : [(result as TransactionView).id]));
      expect(new Set(ids).size).toBe(1);
      expect([1, 3]).toContain(ids.length);
      for (const result of results) {
        if (isReleaseError(result)) expect(result).toMatchObject({ code: "ERR_HOST_LOCKED", details: { id: ids[0] } });
        else expect(result).toMatchObject({ state: "ok" });
      }
    });

    it("keeps the newest fifty", async () => {
      const fakes = "cd /var/lib/signalbox/tx; for n in $(seq 100 155); do mkdir -p 20200101T000$n-aaaaaa; done";
      await bed.host(name).run(fakes);
      const host = await hosts.open(name);
      const { id } = await runTransaction(host, request([script("last", "true")]));
      const kept = (await bed.host(name).run(["ls", "/var/lib/signalbox/tx"])).trim().split("\n");
      expect(kept).toHaveLength(50);
      expect(kept).toContain(id);
      expect((await findTransactions(host, { limit: 2 }))[0]?.state).toBe("ok");
    });

    it("lets a service that was started badly live, and does not wait for it", async () => {
      const host = await hosts.open(name);
      const view = await runTransaction(host, request([script("starting", "setsid -f sleep 4321; echo started")]));
      expect(view.state).toBe("ok");
      expect((await readLog(host, view.id)).lines).toEqual(["==> starting", "started"]);
      // Its signals are as they should be, and it holds no lock.
      const pid = (await bed.host(name).run(["pgrep", "-f", "^sleep 4321"])).trim();
      expect(await bed.host(name).run(["grep", "SigIgn", `/proc/${pid}/status`])).toMatch(/0{16}/);
      expect((await runTransaction(host, request([script("next", "true")]))).state).toBe("ok");
      await bed.host(name).run(["kill", pid]);
    });
  });

  it("takes a hundred megabytes and escape codes, and keeps what matters", async () => {
    const host = await hosts.open("plain");
    const lines: string[] = [];
    const noise = String.raw`printf '\033[31mred\033[0m\a and s3cr3t-word\n'; printf '10%%\r20%%\r100%%\n'; yes 'a line of noise, sixty-four bytes long with its newline at the end' | head -c 100000000; echo; echo the end`;
    const view = await runTransaction(host, request([script("shouting", noise)]), {
      onLog: (line) => lines.push(line),
      secrets: ["s3cr3t-word"],
    });
    expect(view.state).toBe("ok");
    expect(view.logBytes).toBeLessThan(9.5 * 1024 * 1024);
    expect(lines.slice(1, 3)).toEqual(["red and ***", "100%"]);
    expect(lines.filter((line) => /^==> \d+ bytes are left out here$/.test(line))).toHaveLength(1);
    expect(lines.at(-1)).toBe("the end");
    const part = await readLog(host, view.id, { maxBytes: 100 });
    expect(part.lines.slice(0, 2)).toEqual(["==> shouting", "red and s3cr3t-word"]);
    expect(await bed.host("plain").readFile(`/var/lib/signalbox/tx/${view.id}/log`)).toContain("\u001b[31mred");
  });
  /** Processes of ours on a host. */
  const leftovers = async (name: string): Promise<string[]> => {
    const { stdout } = await bed.host(name).tryRun(["pgrep", "-fa", "flock|tail|grep|signalbox"]);
    return stdout.split("\n").filter((line) => line !== "" && !line.includes("pgrep"));
  };
});
