import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { scriptlets } from "@signalbox/testbed/hosts";
import { afterAll, beforeAll, expect, test } from "vitest";
import { HOST_NEEDS, systemSuite } from "../../../tools/require-system.js";
import { runDocument } from "./support/documents.js";
import { interruptAt } from "./support/run-cli.js";
import { deployReceipt, hostsDocument, upgradesDocument } from "./support/server-documents.js";
import { CONFIG, configOf, type ServedServers, serveServers } from "./support/serve-servers.js";

const [PROD_API, ...PROCESSING] = ["server-prod-api", "server-prod-processing", "server-prod-processing02"] as const;
const PROD = [PROD_API, ...PROCESSING];

/** One after the other, on one set of servers: each finds what the one before left. */
systemSuite("the server parts of both release documents", HOST_NEEDS, () => {
  let served: ServedServers;
  beforeAll(async () => (served = await serveServers()), 180_000);
  afterAll(() => served?.close());

  const says = (name: (typeof PROD)[number] | "server-test-api"): Promise<string> =>
    served.host(name).run("cat /run/cacophony-api.version");
  const outcomes = (stdout: { applied: readonly { action: { host: string }; outcome: string }[] }): readonly string[] =>
    stdout.applied.map(({ action, outcome }) => `${action.host} ${outcome}`);

  test("Cacophony: to the test server, and later to production, in its order", async () => {
    const checked = await served.cli("hosts check --to prod --json");
    expect(checked.code).toBe(0);
    expect(hostsDocument.parse(checked.json()).hosts.map(({ host, findings }) => [host, findings])).toEqual(
      PROD.map((host) => [host, []]),
    );

    const before = await served.api("5.12.0");
    const plan = ["deploy", "api", "--to", "prod", "--file", served.fileOf(before), "--out", "plan.json"];
    expect((await served.cli(plan)).code).toBe(0);
    const first = await served.cli("apply plan.json --yes --json");
    expect(first).toMatchObject({ code: 0, stderr: "" });
    deployReceipt.parse(first.json());

    // The list of checksums is all that GitHub tells of this file.
    await served.release(await served.api("5.12.1"));
    expect((await served.cli("deploy api --to test")).stderr).toContain("ERR_NEEDS_YES");
    expect((await served.host("server-test-api").tryRun("dpkg -s cacophony-api")).exitCode).toBe(1);
    const tested = await served.cli("deploy api --to test --yes");
    expect(tested).toMatchObject({
      code: 0,
      stdout: expect.stringContaining("✔ server-test-api: install cacophony-api 5.12.1"),
    });
    expect(await says("server-test-api")).toBe("5.12.1\n");

    const due = await served.cli("upgrades --to prod --detailed-exitcode");
    expect(due).toMatchObject({ code: 10, stdout: expect.stringMatching(/prod against test: 3 upgrades/) });
    expect(due.stdout).toMatch(/cacophony-api +server-prod-api +5\.12\.0 +5\.12\.1 for \d+ s +5\.12\.1 +upgrade/);

    const deployed = await served.cli("deploy api@5.12.1 --to prod --yes");
    expect(deployed.code).toBe(0);
    const order = [...deployed.stderr.matchAll(/^(?:done: )?(server-[a-z0-9-]+): (?:installing|upgrade)/gm)].map(
      ([, name]) => name,
    );
    expect(order.slice(0, 2)).toEqual([PROD_API, PROD_API]);
    expect(new Set(order.slice(2))).toEqual(new Set(PROCESSING));
    for (const host of PROD) expect(await says(host)).toBe("5.12.1\n");

    const again = await served.cli("deploy api --to prod --yes");
    expect(again).toMatchObject({ code: 0, stdout: "cacophony-api 5.12.1 on 3 hosts  nothing to do\n" });
    const compared = await served.cli("upgrades --json --detailed-exitcode --to prod");
    expect(compared.code).toBe(0);
    expect(upgradesDocument.parse(compared.json()).rows.map(({ host, state }) => [host, state])).toEqual(
      PROD.map((host) => [host, "equal"]),
    );
    expect([...served.said()].join("")).not.toContain(served.token);
  });

  test("goes back to the package of before", async () => {
    expect((await served.cli("rollback api --to prod --yes")).code).toBe(0);
    for (const host of PROD) expect(await says(host)).toBe("5.12.0\n");
    expect(await served.cli("rollback avni-etl --to cloud")).toMatchObject({ code: 2 });
  });

  test("Avni: an RPM that is stopped, removed, installed and started, and its log followed", async () => {
    const deploy = async (version: string) =>
      served.cli([
        "deploy",
        "avni-server",
        "--to",
        "cloud",
        "--file",
        served.fileOf(await served.avni(version)),
        "--yes",
        "--json",
      ]);
    expect((await deploy("0.0.1-411")).code).toBe(0);
    await served.host("avni-prod").writeFile("/etc/avni-server/avni-server.conf", "port=80\n");
    const { applied } = deployReceipt.parse((await deploy("0.0.1-412")).json());
    expect(applied).toMatchObject([{ outcome: "done", result: { after: { version: "0.0.1-412", state: "ii" } } }]);
    expect(applied[0]?.result?.log).toContain("health log /var/log/openchs.log: ok: says: openchs 0.0.1-412 is ready");
    expect(await served.host("avni-prod").readFile("/etc/avni-server/avni-server.conf")).toBe("port=80\n");
    expect(await served.host("avni-prod").exists("/opt/openchs/avni-server.jar")).toBe(true);
  });

  test("Avni: a jar and what starts it, as plain files by the same transaction", async () => {
    await served.host("avni-prod").run("mkdir /opt/avni");
    const deploy = async (content: string) => {
      await writeFile(join(served.folder, "packages/etl.jar"), content);
      return served.cli("deploy avni-etl --to cloud --file packages/etl.jar --yes --json");
    };
    expect((await deploy("jar 1\n")).code).toBe(0);
    const second = await deploy("jar 2\n");
    expect([second.code, outcomes(deployReceipt.parse(second.json()))]).toEqual([0, ["avni-prod done"]]);
    const avni = served.host("avni-prod");
    expect(await avni.run("cat /run/etl.jar; stat -c '%a %U' /opt/avni/etl.jar")).toBe("jar 2\n640 root\n");
    expect(deployReceipt.parse((await deploy("jar 2\n")).json()).applied).toEqual([]);
  });

  test("survives kill -9 in the middle: others are told who is at it, and the same command again ends it", async () => {
    const slow = await served.api("5.13.0", { afterInstall: scriptlets.waitsFor("/tmp/go") });
    const command = ["deploy", "api", "--to", "prod", "--file", served.fileOf(slow), "--yes"];
    let victim = 0;
    const killed = served.cli(command, { onStart: ({ pid = 0 }) => void (victim = pid) });
    const api = served.host(PROD_API);
    const begun = (): Promise<string> => api.run("ls /var/lib/signalbox/tx | wc -l");
    await expect.poll(() => api.exists("/tmp/go.waiting"), { timeout: 30_000 }).toBe(true);
    process.kill(victim, "SIGKILL");
    expect((await killed).signal).toBe("SIGKILL");

    const transactions = await begun();
    const other = await served.cli([
      "deploy",
      "api",
      "--to",
      "prod",
      "--file",
      served.fileOf(await served.api("5.13.1")),
      "--yes",
    ]);
    expect(other).toMatchObject({
      code: 6,
      stdout: expect.stringMatching(
        /server-prod-api is busy with cacophony-api 5\.13\.0.*, begun by \S+@\S+, deploy to prod/,
      ),
    });
    expect((await served.cli("hosts check --to prod")).stdout).toMatch(
      /3 servers: all are ready\n +! server-prod-api .*\n +running: /,
    );

    // Ctrl-C leaves it to the server too.
    const interrupted = await served.cli(command, { onStderr: interruptAt("server-prod-api: installing") });
    expect(interrupted.code).toBe(130);

    for (const name of PROCESSING) await served.host(name).writeFile("/tmp/go", "");
    let freed: Promise<void> | undefined;
    const resumed = await served.cli(command, {
      onStderr: (text) =>
        void (text.includes("server-prod-api: installing") && (freed ??= api.writeFile("/tmp/go", ""))),
    });
    expect(resumed).toMatchObject({
      code: 0,
      stdout: expect.stringContaining("✔ server-prod-api: upgrade cacophony-api 5.12.0 → 5.13.0"),
    });
    for (const host of PROD) expect(await says(host)).toBe("5.13.0\n");
    expect(await begun()).toBe(transactions);
  });

  test("goes on in a train that was killed, and asks the servers before and after", async () => {
    const tested = await served.api("5.13.2", { afterInstall: scriptlets.waitsFor("/tmp/tested") });
    await served.release(tested);
    const first = served.host("server-test-api");
    await first.run("rm -f /tmp/tested");
    let victim = 0;
    const killed = served.cli("run servers --yes", { onStart: ({ pid = 0 }) => void (victim = pid) });
    await expect.poll(() => first.exists("/tmp/tested.waiting"), { timeout: 30_000 }).toBe(true);
    process.kill(victim, "SIGKILL");
    expect((await killed).signal).toBe("SIGKILL");
    for (const name of ["server-test-api", ...PROD] as const) await served.host(name).writeFile("/tmp/tested", "");

    const waiting = runDocument.parse((await served.cli("resume --json")).json());
    expect(waiting).toMatchObject({ status: "waiting", waits: [{ step: "servers-prod-ok" }] });
    expect(JSON.stringify(waiting.waits)).toContain("cacophony-api 5.13.0 → 5.13.2, there for");
    expect(await says("server-test-api")).toBe("5.13.2\n");
    await served.cli(["approve", waiting.run, "servers-prod-ok", "--as", "anna"]);
    const ended = await served.cli("resume --json");
    expect([ended.code, runDocument.parse(ended.json()).status]).toEqual([0, "finished"]);
    for (const host of PROD) expect(await says(host)).toBe("5.13.2\n");
    const { stdout } = await served.cli(["log", waiting.run, "--json"]);
    expect(stdout).toContain("done: server-prod-api: upgrade cacophony-api 5.13.0 → 5.13.2");
    expect(await first.run("ls /var/lib/signalbox/tx | wc -l")).toBe("2\n");
  });

  test("goes on without a dead server within the budget, and tells so", async () => {
    const [test_, prod, cloud] = CONFIG.environments;
    const hosts = { ...prod?.hosts, processing: [...PROCESSING, "dead"] };
    await served.configure(
      configOf(served.hosts, { ...CONFIG, environments: [test_, { name: "prod", hosts }, cloud] }),
    );
    const file = served.fileOf(await served.api("5.14.0"));
    const command = ["deploy", "api", "--to", "prod", "--file", file, "--yes"];
    const stopped = await served.cli(command);
    expect(stopped).toMatchObject({ code: 1, stdout: expect.stringContaining("ERR_TOO_MANY_UNREACHABLE") });
    const within = await served.cli([...command, "--max-failures", "1", "--json"]);
    expect([within.code, outcomes(deployReceipt.parse(within.json()))]).toEqual([
      1,
      PROD.map((host) => `${host} done`),
    ]);
    const compared = await served.cli("upgrades --to prod --servers-only --json");
    expect(compared.code).toBe(1);
    expect(upgradesDocument.parse(compared.json()).hosts.filter(({ error }) => error !== null)).toMatchObject([
      { host: "dead" },
    ]);

    const sick = await served.api("5.15.0", {
      afterInstall: `[ "$(hostname)" = server-prod-processing ] && exit 1; true`,
    });
    const failed = await served.cli([
      "deploy",
      "api",
      "--to",
      "prod",
      "--file",
      served.fileOf(sick),
      "--yes",
      "--max-failures",
      "2",
    ]);
    expect(failed.code).toBe(1);
    expect(failed.stderr).toMatch(
      /✔ server-prod-api: [^]*✖ failed: server-prod-processing: [^]*✔ server-prod-processing02: [^]*ERR_SCRIPTLET_FAILED/,
    );
  });
});
