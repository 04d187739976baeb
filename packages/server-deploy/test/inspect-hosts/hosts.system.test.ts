import { startHosts, type TestHosts } from "@signalbox/testbed/hosts";
import { afterAll, beforeAll, expect, test } from "vitest";
import { HOST_NEEDS, systemSuite } from "../../../../tools/require-system.js";
import { inspectHosts, runTransaction } from "../../src/index.js";
import type { SshHosts } from "../../src/ssh.js";
import { bedHosts } from "../support/bed-hosts.js";

systemSuite("inspectHosts on real hosts", HOST_NEEDS, () => {
  let bed: TestHosts;
  let hosts: SshHosts;
  beforeAll(async () => {
    const names = ["plain", "busy", "denied", "strange"].map((name) => ({ name }));
    bed = await startHosts({ hosts: [{ name: "modern", init: "systemd" }, ...names] });
    hosts = bedHosts(bed);
  }, 240_000);
  afterAll(async () => {
    await hosts?.close();
    await bed?.close();
  });

  test("tells what each is, and what is in the way", async () => {
    await bed.host("denied").setSudo({ password: "secret" });
    await bed.host("strange").changeHostKey();
    const lock = await bed.host("busy").holdLock("dpkg");
    await bed.host("plain").run("mkdir -p /var/lib/dpkg/updates && touch /var/lib/dpkg/updates/0001");
    const busy = await hosts.open("busy");
    const running = await runTransaction(
      busy,
      {
        id: "20261122T164500-3fa9c1",
        intent: "a".repeat(64),
        subject: "api 1.4.2",
        holder: "anna@desk",
        commands: [{ phase: "installing", argv: ["sleep", "60"] }],
        rescue: [],
      },
      { patienceMs: 300 },
    );
    expect(running.state).toBe("running");

    /** Everything on the disk of a host that nothing of ours was ever on. */
    const traces = (): Promise<string> =>
      bed
        .host("plain")
        .run(
          "find / -xdev \\( -path /proc -o -path /tmp -o -path /var/log \\) -prune -o -printf '%p %C@\\n' | sha256sum",
        );
    const before = await traces();
    const asked = ["modern", "plain", "busy", "denied", "strange", "gone"];
    const found = await inspectHosts({ hosts }, { hosts: asked, minFree: 0 });
    expect(await traces()).toBe(before);
    expect(await bed.host("plain").exists("/var/lib/signalbox")).toBe(false);
    const told = found.map(({ host, hostKey, isRootPossible, findings }) => [
      host,
      hostKey,
      isRootPossible,
      ...findings.map(({ code }) => code),
    ]);
    expect(told).toEqual([
      ["modern", "trusted", true],
      ["plain", "trusted", true, "interrupted-dpkg"],
      ["busy", "trusted", true, "lock-held", "lock-held", "transaction-running"],
      ["denied", "trusted", false, "ERR_SUDO_PASSWORD"],
      ["strange", "changed", null, "ERR_HOST_KEY_CHANGED"],
      ["gone", null, null, "ERR_HOST_UNREACHABLE"],
    ]);
    expect(found[0]?.look).toMatchObject({
      user: "deploy",
      system: { id: "debian", version: "12" },
      init: "systemd",
      managers: [{ name: "dpkg" }, { name: "rpm" }],
      tools: ["curl", "wget", "flock"],
    });
    expect(found[1]?.look?.init).toBe("sysv");
    expect(Math.abs(found[0]?.look?.clock.aheadMs ?? Infinity)).toBeLessThan(
      1000 + (found[0]?.look?.clock.withinMs ?? 0),
    );
    expect(found[0]?.look?.disks[0]).toMatchObject({ at: "/", size: 512 * 1024 * 1024 });
    expect(found[2]?.findings[0]?.message).toContain("/var/lib/dpkg/lock-frontend is held by ");
    await lock.release();
  });
});
