import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { converges } from "@signalbox/testbed";
import { startHosts, type TestHosts } from "@signalbox/testbed/hosts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { HOST_NEEDS, systemSuite } from "../../../../tools/require-system.js";
import { compose } from "../../src/deploy-files/compose.js";
import { findFiles, storeFileOf } from "../../src/deploy-files/files.js";
import { input } from "../../src/deploy-files/input.js";
import { deployFiles, type DeployFilesRequest, runTransaction } from "../../src/index.js";
import type { SshHosts } from "../../src/ssh.js";
import { bedHosts } from "../support/bed-hosts.js";

const JAR = "/opt/avni_server/avni-server.jar";
const UNIT = "/etc/systemd/system/avni_server_appserver.service";
const SERVICE = "avni_server_appserver";

systemSuite("deployFiles on real hosts", HOST_NEEDS, () => {
  let bed: TestHosts;
  let hosts: SshHosts;
  let folder: string;

  /** A "jar" that says its version, and may not live long. */
  const build = async (version: string, ending = "exec sleep 1000"): Promise<string> => {
    const path = join(folder, `avni-server-${version}.jar`);
    await writeFile(path, `echo "Started ${version}" >>/var/log/avni.log\n${ending}\n`);
    return path;
  };
  const unitOf = async (text = ""): Promise<string> => {
    const path = join(folder, "unit");
    await writeFile(path, `[Service]\nUser=avni\nExecStart=/bin/sh ${JAR}\n${text}`);
    return path;
  };
  const wish = async (
    jar: string,
    on: readonly string[] = ["one"],
    more: object = {},
  ): Promise<DeployFilesRequest> => ({
    name: "avni-server",
    groups: [{ name: "prod", hosts: [...on] }],
    files: [
      { path: JAR, file: jar, owner: "avni", group: "avni", mode: "640" },
      { path: UNIT, file: await unitOf() },
    ],
    services: { stop: [SERVICE] },
    health: { stableMs: 700, deadlineMs: 5000 },
    ...more,
  });
  const operation = () =>
    deployFiles({ hosts, holder: "anna@desk", downloads: { fetch: () => Promise.reject(new Error("not asked")) } });
  const apply = async (request: DeployFilesRequest) => operation().apply(await operation().plan(request));
  const on = (name: string, script: string) => bed.host(name).run(script);

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "deploy-"));
    bed = await startHosts({ hosts: ["one", "two"].map((name) => ({ name, init: "systemd" as const })) });
    hosts = bedHosts(bed);
    for (const host of ["one", "two"])
      await on(
        host,
        "useradd --system avni; mkdir -p /opt/avni_server; : >/var/log/avni.log; chown avni /var/log/avni.log",
      );
  }, 240_000);
  afterAll(async () => {
    await hosts?.close();
    await bed?.close();
    await rm(folder, { recursive: true, force: true });
  });

  describe("a jar and its unit", () => {
    test("are placed, started, and found as wished then", async () => {
      const request = await wish(await build("16.1"));
      await on("one", "touch /tmp/before");
      const plan = await operation().plan(request);
      expect(await on("one", "find / -xdev -newer /tmp/before -type f ! -path '/var/log/*' ! -path '/proc/*'")).toBe(
        "",
      );
      expect(plan.actions[0]?.changes).toMatchObject([
        { path: JAR, before: null, after: { owner: "avni", mode: "640" } },
        { path: UNIT, before: null, after: { owner: "root", mode: "644" } },
      ]);
      await converges(operation(), request);
      expect(await on("one", `stat -c '%U %G %a' ${JAR}; systemctl is-active ${SERVICE}; ls -A /opt/avni_server`)).toBe(
        "avni avni 640\nactive\navni-server.jar\n",
      );
    });

    test("are replaced by the next ones, wave by wave, with a host that is gone in the budget", async () => {
      const jar = await build("16.2");
      const rollout = { waves: ["1"], maxFailures: { count: 1 } };
      const { receipt } = await converges(operation(), await wish(jar, ["one", "two", "gone"], { rollout }));
      expect(receipt.applied.map(({ action, outcome }) => [action.host, action.wave, outcome])).toEqual([
        ["one", 1, "done"],
        ["two", 2, "done"],
      ]);
      for (const host of ["one", "two"]) expect(await on(host, "tail -n 1 /var/log/avni.log")).toBe("Started 16.2\n");
    });

    test("go back by themselves when the service does not stay up", async () => {
      const failing = apply(await wish(await build("16.3", "sleep 0.4; exit 1")));
      await expect(failing).rejects.toMatchObject({
        code: "ERR_SERVICE_UNHEALTHY",
        message: expect.stringMatching(/checking failed.*one has its files as before\.$/),
        hint: expect.stringContaining(`journalctl -u ${SERVICE}`),
        details: { transaction: { state: "rolled-back" } },
      });
      expect(await on("one", `grep -c 16.2 ${JAR}; systemctl is-active ${SERVICE}; tail -n 1 /var/log/avni.log`)).toBe(
        "1\nactive\nStarted 16.2\n",
      );
      expect((await operation().plan(await wish(await build("16.2")))).actions).toEqual([]);
    });

    test("go back to nothing where nothing was", async () => {
      const path = "/opt/avni_server/new.conf";
      const request = await wish(await build("16.4", "exit 1"));
      const files = [...request.files, { path, file: await build("x") }];
      await expect(apply({ ...request, files })).rejects.toMatchObject({ code: "ERR_SERVICE_UNHEALTHY" });
      expect(await bed.host("one").exists(path)).toBe(false);
      expect(await on("one", `systemctl is-active ${SERVICE}`)).toBe("active\n");
    });

    test("take no place that somebody else took since the look, and the way back leaves it to them", async () => {
      const path = "/opt/avni_server/theirs.conf";
      const request = await wish(await build("16.2"));
      const [jar, unit] = request.files;
      const given = input.parse({ ...request, files: [{ ...jar }, { ...unit }, { path, file: await build("y") }] });
      const plan = await operation().plan(given);
      expect(plan.actions).toMatchObject([{ changes: [{ path, before: null }] }]);
      const sent = await findFiles(given, { fetch: () => Promise.reject(new Error("not asked")) }, {});
      const files = sent.slice(2).map((file) => storeFileOf(given.files[2]!, file, false));
      await on("one", `printf theirs >${path}`);
      const composed = compose({
        ...{ input: given, action: plan.actions[0]!, intent: "b".repeat(64), holder: "anna", init: "systemd" },
        id: "20261122T174500-3fa9c1",
      });
      const host = await hosts.open("one");
      const early = await runTransaction(host, composed, { files });
      expect(early.ended[0]).toMatchObject({ phase: "securing", code: 78 });
      // Later still: between that question and the placing.
      const late = { ...composed, id: "20261122T174501-3fa9c1", commands: composed.commands.slice(1) };
      const view = await runTransaction(host, late, { files });
      expect(view).toMatchObject({ state: "rolled-back" });
      expect(view.ended).toContainEqual(expect.objectContaining({ phase: "placing", code: 78 }));
      expect(await on("one", `cat ${path}; rm ${path}; ls -A /opt/avni_server; systemctl is-active ${SERVICE}`)).toBe(
        "theirsavni-server.jar\nactive\n",
      );
    });

    test("are refused when somebody changed them since the plan", async () => {
      const plan = await operation().plan(await wish(await build("16.5")));
      await on("one", `echo '# by hand' >>${JAR}`);
      await expect(operation().apply(plan)).rejects.toMatchObject({ code: "ERR_PLAN_STALE" });
      expect(await on("one", `tail -n 1 ${JAR}`)).toBe("# by hand\n");
    });

    test("are followed by whoever comes next, when the first one is gone in the middle", async () => {
      const request = await wish(await build("16.6"), ["two"], { health: { stableMs: 2500, deadlineMs: 5000 } });
      const plan = await operation().plan(request);
      const leaving = new AbortController();
      const placed = operation().apply(plan, {
        signal: leaving.signal,
        onEvent: (event) => {
          if (event.type === "progress" && event.message.endsWith("checking")) leaving.abort();
        },
      });
      await expect(placed).rejects.toThrow();
      const next = await operation().plan(request);
      expect(next.actions).toMatchObject([{ does: "follow", host: "two" }]);
      expect(await operation().apply(next)).toMatchObject({ applied: [{ outcome: "done" }] });
      expect((await operation().plan(request)).actions).toEqual([]);
      expect(await on("two", "grep -c 16.6 /var/log/avni.log")).toBe("1\n");
    });
  });

  test("a host that is busy with something else is left alone", async () => {
    const host = await hosts.open("two");
    const request = {
      id: "20261122T164500-3fa9c1",
      intent: "a".repeat(64),
      subject: "api 1",
      holder: "bob",
      rescue: [],
    };
    const command = { phase: "waiting", argv: ["sleep", "30"] };
    await runTransaction(host, { ...request, commands: [command] }, { patienceMs: 200 });
    const plan = await operation().plan(await wish(await build("16.7"), ["two"]));
    expect(plan.problems).toMatchObject([{ code: "ERR_HOST_LOCKED", message: expect.stringContaining("bob") }]);
  });
});
