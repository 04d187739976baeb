import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { waitForGate } from "@signalbox/release-core";
import { buildDeb, type PackageSpec, startHosts, type TestHosts } from "@signalbox/testbed/hosts";
import { afterAll, beforeAll, expect, test } from "vitest";
import { HOST_NEEDS, systemSuite } from "../../../../tools/require-system.js";
import { type HealthCheckInput, hostCheck, nodeProbes, serviceHealthy } from "../../src/index.js";
import type { SshHosts } from "../../src/ssh.js";
import { bedHosts } from "../support/bed-hosts.js";

systemSuite("health on real hosts", HOST_NEEDS, () => {
  let bed: TestHosts;
  let hosts: SshHosts;
  let folder: string;

  const install = async (host: string, spec: Omit<PackageSpec, "version">): Promise<void> => {
    const deb = await buildDeb(folder, { version: "4.1.0", ...spec });
    await bed.host(host).writeFile(`/tmp/${spec.name}.deb`, await readFile(deb.path));
    await bed.host(host).run(`dpkg -i /tmp/${spec.name}.deb >/dev/null 2>&1`);
  };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "health-"));
    bed = await startHosts({ hosts: [{ name: "api", init: "systemd" }, { name: "old" }] });
    hosts = bedHosts(bed);
    const systemd = (name: string, service: object): Promise<void> =>
      install("api", { name, service: { kind: "systemd", ...service } });
    await systemd("camera", { port: 8080 });
    await systemd("dying", { livesMs: 1500 });
    await systemd("looping", { livesMs: 700, restart: "always" });
    await install("old", { name: "camera", service: { kind: "sysv", port: 8080 } });
  }, 240_000);
  afterAll(async () => {
    await hosts?.close();
    await bed?.close();
    await rm(folder, { recursive: true, force: true });
  });

  const gate = () => serviceHealthy({ hosts, probes: nodeProbes() });
  const look = async (host: string, check: HealthCheckInput) => {
    const { status, reason, evidence } = await gate().check({ hosts: [host], checks: [check], stableMs: 0 });
    return { status, reason, saw: evidence.hosts[0]?.checks[0]?.saw ?? "" };
  };
  const runCheck = async (host: string, checks: readonly HealthCheckInput[], options: object) =>
    (await hosts.open(host)).run(hostCheck(checks, options), { asRoot: true });

  test.each<readonly [string, HealthCheckInput, string, string]>([
    ["api", { type: "systemd", unit: "camera" }, "pass", "^active \\(running\\) for "],
    ["api", { type: "systemd", unit: "camera", subState: "exited" }, "wait", "^active \\(running\\)$"],
    ["api", { type: "systemd", unit: "no-such-thing" }, "block", "^the unit is not-found$"],
    [
      "api",
      { type: "http", url: "http://127.0.0.1:8080/", version: { is: "4.1.0", pattern: "^{version}" } },
      "pass",
      "4.1.0",
    ],
    [
      "api",
      { type: "journal", unit: "camera", appears: "is ready", absent: "ERROR" },
      "pass",
      "says: camera 4.1.0 is ready",
    ],
    ["api", { type: "journal", unit: "camera", absent: "is ready" }, "block", "says: camera 4.1.0 is ready"],
    [
      "api",
      { type: "journal", unit: "camera", appears: "ready", since: "2036-01-01T00:00:00Z" },
      "wait",
      "not say it yet",
    ],
    [
      "api",
      { type: "process", unit: "camera", startedAfter: "2024-01-01T00:00:00Z" },
      "pass",
      "^process [0-9]+ runs for",
    ],
    ["api", { type: "sysv", service: "camera" }, "pass", "."],
    ["old", { type: "sysv", service: "camera" }, "pass", "^camera is running"],
    ["old", { type: "sysv", service: "no-such-thing" }, "wait", "^status [1-9]"],
    ["old", { type: "systemd", unit: "camera" }, "wait", "^systemctl: "],
    ["old", { type: "journal", unit: "camera", appears: "x" }, "wait", "yet"],
    ["old", { type: "tcp", port: 8080 }, "pass", "port 8080 answers"],
    ["old", { type: "process", pidFile: "/run/camera.pid" }, "pass", "^process [0-9]+ runs for"],
    [
      "old",
      { type: "log", file: "/var/log/camera.log", appears: "^camera 4.1.0 is ready$" },
      "pass",
      "says: camera 4.1.0 is ready",
    ],
  ])("%s %j: %s", async (host, check, status, saw) => {
    const seen = await look(host, check);
    expect(seen).toMatchObject({ status, saw: expect.stringMatching(saw) });
  });

  test("asks from here as its users do", async () => {
    const { address } = bed.host("old");
    expect(await look("old", { type: "tcp", from: "here", address, port: 8080 })).toMatchObject({ status: "pass" });
    expect(await look("old", { type: "tcp", from: "here", address, port: 8081 })).toMatchObject({ status: "wait" });
  });

  test("a host that does not answer is waited for, and blocks when the deadline is over", async () => {
    const input = { hosts: ["gone", "api"], checks: [{ type: "systemd" as const, unit: "camera" }] };
    expect(await gate().check(input)).toMatchObject({
      status: "wait",
      reason: expect.stringContaining("gone does not answer"),
    });
    const now = new Date();
    const late = { ...input, deadlineMs: 0 };
    const first = await gate().check(late, { now: () => now });
    expect(await gate().check(late, { now: () => new Date(now.getTime() + 1000), previous: first })).toMatchObject({
      status: "block",
      hint: expect.stringContaining("hosts check"),
    });
  });

  test("the window sees a service that dies after it seemed well, on the host and in a gate", async () => {
    const dying: HealthCheckInput = { type: "systemd", unit: "dying" };
    await bed.host("api").run("systemctl reset-failed dying || true; systemctl restart dying");
    const ran = await runCheck("api", [dying], { stableMs: 5000, pollMs: 200 });
    expect(ran).toMatchObject({ code: 1 });
    expect(ran.stdout).toMatch(
      /^health systemd dying: ok: active \(running\) for [^]*failed: failed \(failed\), exit-code/,
    );
    expect(ran.stdout).toContain("dying 4.1.0 gives up");

    await bed.host("api").run("systemctl reset-failed dying; systemctl restart dying");
    const waiting = waitForGate(gate(), { hosts: ["api"], checks: [dying], pollMs: 200 });
    await expect(waiting).rejects.toMatchObject({
      code: "ERR_GATE_BLOCKED",
      hint: expect.stringContaining("journalctl -u dying"),
    });
  });

  test("one that is started again and again is not well, whatever the moment shows", async () => {
    const ran = await runCheck("api", [{ type: "systemd", unit: "looping" }], {
      deadlineMs: 1500,
      stableMs: 5000,
      pollMs: 200,
    });
    expect(ran).toMatchObject({ code: 1 });
    expect(ran.stdout).toMatch(/restarted [1-9][0-9]* times/);
    await bed.host("api").run("systemctl stop looping");
  });

  test("what is well ends with 0, at once where its age is known", async () => {
    const ran = await runCheck("api", [{ type: "systemd", unit: "camera" }], { stableMs: 1000 });
    expect(ran).toMatchObject({ code: 0, stdout: expect.stringMatching(/well for [0-9.]+ s\n$/) });
  });
});
