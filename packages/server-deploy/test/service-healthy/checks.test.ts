import { createServer } from "node:http";
import { once } from "node:events";
import { mkdtemp, rename, rm, stat, truncate, writeFile, appendFile } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type HealthCheckInput, hostCheck, nodeProbes, readLogPositions, serviceHealthy } from "../../src/index.js";
import { healthCheckField } from "../../src/service-healthy/checks.js";
import { MARK_LOGS } from "../../src/service-healthy/log-positions.js";
import { JSON_SCRIPT } from "../../src/service-healthy/json-script.js";
import { parseLook } from "../../src/service-healthy/parse-look.js";
import { localHost, localHosts, runProcess } from "../support/local-host.js";

let folder = "";
let url = "";
const pages: Record<string, { status?: number; body: string }> = {
  "/ping": { body: "pong\n" },
  "/version.json": { body: '{"builds": [{"version": "1.4.1"}], "build": {"name": "a\\"b", "version": "1.4.2"}}' },
  "/about": { body: "<p>Avni\r\nversion 1.4.20 of today\r\n" },
  "/broken": { status: 503, body: "no" },
  "/long": { body: "x".repeat(3_000_000) },
};
const server = createServer((request, response) => {
  const page = pages[request.url ?? ""] ?? { status: 404, body: "" };
  response.writeHead(page.status ?? 200, { "content-type": "text/plain" }).end(page.body);
});

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "health-"));
  await once(server.listen(0, "127.0.0.1"), "listening");
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await rm(folder, { recursive: true, force: true });
});

const gate = serviceHealthy({ hosts: localHosts, probes: nodeProbes() });
const look = async (check: HealthCheckInput) => {
  const { status, evidence } = await gate.check({ hosts: ["local"], checks: [check], stableMs: 0, asRoot: false });
  return { status, saw: evidence.hosts[0]?.checks[0]?.saw ?? "" };
};
const port = () => Number(new URL(url).port);

describe.each(["host", "here"] as const)("asked from %s", (from) => {
  test.each([
    ["/ping", {}, "pass", "status 200"],
    ["/broken", {}, "wait", "status 503"],
    ["/broken", { status: 503 }, "pass", "status 503"],
    ["/missing", {}, "wait", "status 404"],
    ["/long", { body: "^x+$" }, "pass", "status 200"],
    ["/ping", { body: "^pong$" }, "pass", "status 200"],
    ["/ping", { body: "^pon$" }, "wait", "status 200, no line is as ^pon$"],
    [
      "/version.json",
      { version: { is: "1.4.2", path: "build.version" } },
      "pass",
      "status 200, build.version is 1.4.2",
    ],
    [
      "/version.json",
      { version: { is: "1.4.2", path: "builds.0.version" } },
      "wait",
      "status 200, builds.0.version is 1.4.1",
    ],
    ["/version.json", { version: { is: "1.4.2", path: "version" } }, "wait", "status 200, version is absent"],
    [
      "/about",
      { version: { is: "1.4.20", pattern: "version {version}" } },
      "pass",
      "status 200, it says version 1.4.20",
    ],
    [
      "/about",
      { version: { is: "1.4.2", pattern: "version {version}" } },
      "wait",
      "status 200, it says version 1.4.20",
    ],
    ["/ping", { version: { is: "1.4.2", pattern: "v{version}" } }, "wait", "status 200, it says no version"],
  ] as const)("%s %j: %s", async (path, expected, status, saw) => {
    expect(await look({ type: "http", url: url + path, from, ...expected })).toEqual({ status, saw });
  });

  test("tells a port that answers from one that does not", async () => {
    expect(await look({ type: "tcp", port: port(), from })).toMatchObject({ status: "pass" });
    expect(await look({ type: "tcp", port: 1, from })).toMatchObject({ status: "wait" });
    expect(await look({ type: "http", url: "http://127.0.0.1:1/", from })).toMatchObject({ status: "wait" });
  });
});

test("asks with wget where there is no curl", async () => {
  const check = healthCheckField.parse({ type: "http", url: `${url}/broken`, status: 503, body: "^no$" });
  const argv = hostCheck([check], { stableMs: 0 }).map((word, at) =>
    at === 2 ? word.replace("command -v curl", "command -v there-is-no-curl") : word,
  );
  expect(await localHost.run(argv)).toMatchObject({ code: 0, stdout: expect.stringContaining("status 503") });
});

describe("a log", () => {
  const log = (name: string) => join(folder, name);
  test("is judged by what was written since, also when it was rotated", async () => {
    const file = log("app.log");
    await writeFile(file, "ERROR of yesterday\n");
    const [before] = await readLogPositions({ ...localHost, run: runProcess }, [file, log("none")]);
    expect(before).toEqual({ file, byte: 19, inode: (await stat(file)).ino });
    const check: HealthCheckInput = {
      type: "log",
      file,
      appears: "^Started in [0-9]+ s",
      absent: "ERROR",
      since: { byte: before?.byte ?? 0, inode: before?.inode ?? 0 },
    };
    expect(await look(check)).toEqual({ status: "wait", saw: "does not say it yet" });
    await appendFile(file, "Started in 12 s\u001b[31m\n");
    expect(await look(check)).toEqual({ status: "pass", saw: "says: Started in 12 s" });
    await rename(file, `${file}.1`);
    await writeFile(file, "another day\n");
    expect(await look(check)).toMatchObject({ status: "pass" });
    await appendFile(file, "ERROR: out of memory\n");
    expect(await look(check)).toEqual({ status: "block", saw: "says: ERROR: out of memory" });
  });

  test("that was emptied in place is read from its beginning", async () => {
    const file = log("emptied.log");
    await writeFile(file, "Started in 1 s, and a long line\n");
    const check: HealthCheckInput = { type: "log", file, appears: "Started", since: { byte: 32 } };
    expect(await look(check)).toMatchObject({ status: "wait" });
    await truncate(file);
    await appendFile(file, "Started\n");
    expect(await look(check)).toMatchObject({ status: "pass" });
    expect(await look({ type: "log", file: log("none"), absent: "ERROR" })).toMatchObject({ status: "wait" });
  });
});

test("a process is judged by its own start, not by a clock", async () => {
  const pidFile = join(folder, "pid");
  await writeFile(pidFile, `${process.pid}\n`);
  const since = (ms: number) => new Date(Date.now() + ms).toISOString();
  expect(await look({ type: "process", pidFile })).toMatchObject({ status: "pass" });
  expect(await look({ type: "process", pidFile, startedAfter: since(60_000) })).toMatchObject({
    status: "wait",
    saw: expect.stringMatching(/^process \d+ runs for .* s, since before /),
  });
  expect(await look({ type: "process", pidFile, startedAfter: since(-86_400_000) })).toMatchObject({ status: "pass" });
  await writeFile(pidFile, "4194305\n");
  expect(await look({ type: "process", pidFile })).toEqual({ status: "wait", saw: "it does not run" });
});

describe("hostCheck", () => {
  test("ends with 0 after the window, and with 1 after the deadline", async () => {
    const check: HealthCheckInput = { type: "http", url: `${url}/ping` };
    const well = await localHost.run(hostCheck([check], { stableMs: 300, pollMs: 100 }));
    expect(well).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^health http .*: ok: status 200\n[^]*well for 0\.[3-9] s/),
    });
    const sick = await localHost.run(
      hostCheck([{ ...check, status: 204 }], { deadlineMs: 200, stableMs: 300, pollMs: 100 }),
    );
    expect(sick).toMatchObject({
      code: 1,
      stdout: expect.stringMatching(/: no: status 200\n[^]*not well for 0.3 s after/),
    });
  });

  test("sees within its window what dies again", async () => {
    const pidFile = join(folder, "dying");
    // Its children are not waited for: what is dead is gone.
    const dying = await localHost.run(["sh", "-c", 'setsid sleep 0.6 >/dev/null 2>&1 & echo $! >"$0"', pidFile]);
    expect(dying.code).toBe(0);
    const ran = await localHost.run(
      hostCheck([{ type: "process", pidFile }], { deadlineMs: 900, stableMs: 5000, pollMs: 100 }),
    );
    expect(ran).toMatchObject({ code: 1, stdout: expect.stringMatching(/: ok: process [^]*: no: it does not run/) });
  });

  test("takes no word of the service of before for one of the new", async () => {
    const [file, absent] = [join(folder, "told.log"), join(folder, "untold.log")];
    await writeFile(file, "Started 1.4.1\n");
    const positions = join(folder, "log-positions");
    const marked = await localHost.run(["sh", "-c", MARK_LOGS, "mark", positions, file, absent]);
    expect(marked).toMatchObject({ code: 0, stderr: "" });
    const started = (log: string) => ({ type: "log", file: log, appears: "Started" }) as const;
    const run = async (log: string) =>
      localHost.run(hostCheck([started(log)], { positions, deadlineMs: 100, stableMs: 0, pollMs: 50 }));
    expect(await run(file)).toMatchObject({ code: 1, stdout: expect.stringContaining("does not say it yet") });
    await appendFile(file, "Started 1.4.2\n");
    await writeFile(absent, "Started 1.4.2\n");
    for (const log of [file, absent])
      expect(await run(log)).toMatchObject({ code: 0, stdout: expect.stringContaining("says: Started 1.4.2") });
    await rename(file, `${file}.1`);
    await writeFile(file, "rotated\n");
    expect(await run(file)).toMatchObject({ code: 0, stdout: expect.stringContaining("says: Started 1.4.2") });
  });

  test("is refused for what only we could ask", () => {
    expect(() => hostCheck([{ type: "tcp", port: 1, from: "here" }])).toThrow(
      expect.objectContaining({ code: "ERR_PROBE_PLACE" }),
    );
  });
});

describe("input", () => {
  test.each([
    { type: "http", url: "ftp://x/" },
    { type: "http", url: "http://me:secret@x/" },
    { type: "http", url: "http://x/", body: "\\d+" },
    { type: "http", url: "http://x/", body: "(?i)pong" },
    { type: "http", url: "http://x/", version: { is: "1", pattern: "x" } },
    { type: "http", url: "http://x/", version: { is: "1" } },
    { type: "systemd", unit: "--all" },
    { type: "systemd", unit: "a b" },
    { type: "log", file: "x.log", appears: "x" },
    { type: "log", file: "/x.log" },
    { type: "process" },
    { type: "tcp", port: 0 },
    { type: "tcp", port: 1, address: "-x" },
  ])("%j is refused", (check) => {
    expect(healthCheckField.safeParse(check).success).toBe(false);
  });
});

test("the JSON reader on a host finds what JSON.parse finds, at any path", async () => {
  const leaf = fc.oneof(fc.stringMatching(/^[A-Za-z0-9 .,:{}[\]-]{0,8}$/), fc.nat(), fc.boolean(), fc.constant(null));
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof(
      { maxDepth: 3 },
      leaf,
      fc.array(tie("tree"), { maxLength: 3 }),
      fc.dictionary(fc.constantFrom("version", "build", "a", "0"), tie("tree"), { maxKeys: 3 }),
    ),
  }));
  const leavesOf = (value: unknown, path: string): readonly (readonly [string, unknown])[] =>
    typeof value === "object" && value !== null
      ? Object.entries(value).flatMap(([key, inner]) => leavesOf(inner, path === "" ? key : `${path}.${key}`))
      : [[path, value]];
  await fc.assert(
    fc.asyncProperty(fc.dictionary(fc.constantFrom("version", "build"), tree, { minKeys: 1 }), async (document) => {
      const [path, value] = leavesOf(document, "").at(-1) ?? ["none", ""];
      const text = JSON.stringify(document, null, 1);
      const { stdout } = await runProcess(["env", `JSON_PATH=${path}`, "awk", JSON_SCRIPT], { input: text });
      expect(stdout).toBe(path === "none" ? "" : `${String(value)}\n`);
    }),
    { numRuns: 60 },
  );
});

test("what a host prints is an answer only when it is whole", () => {
  expect(parseLook("check\t0\tok\t-\t-\tx\tfine\nnoise\n", 1)).toMatchObject([
    { state: "ok", marker: null, ageMs: null },
  ]);
  fc.assert(
    fc.property(fc.string(), fc.nat({ max: 3 }), (text, count) => {
      const seen = parseLook(text, count);
      expect(seen === null || seen.length === count).toBe(true);
    }),
  );
  expect(parseLook("check\t1\tok\t-\t-\tx\tfine\n", 1)).toBeNull();
  expect(parseLook("check\t0\tgood\t-\t-\tx\tfine\n", 1)).toBeNull();
  expect(parseLook("", 1)).toBeNull();
});
