import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { type IncomingMessage, request as httpRequest } from "node:http";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import { describe, expect, onTestFinished, test } from "vitest";
import {
  createBareRepository,
  createLargeRepository,
  gitText,
  runGit,
  startGitServer,
  writesOf,
  type GitServerOptions,
} from "../../src/index.js";
import { commitEmpty, eventually, scratch } from "../scratch.js";

async function serve(
  options: Partial<GitServerOptions> = {},
  repository: Parameters<typeof createBareRepository>[2] = {},
) {
  const root = await scratch();
  const path = await createBareRepository(root, "camera", repository);
  const head = await commitEmpty(path, "main", "first");
  const server = await startGitServer({ root, ...options });
  onTestFinished(() => server.close());
  return { root, path, head, server, url: server.urlOf("camera") };
}

const clone = async (root: string, url: string): Promise<string> => {
  await runGit(root, ["clone", "--quiet", url, "work"]);
  return join(root, "work");
};

/** Processes whose parent is this one, by /proc: zombies are listed too. */
const children = (): string[] =>
  readdirSync("/proc").filter((pid) => {
    try {
      return (
        /^\d+$/.test(pid) &&
        readFileSync(`/proc/${pid}/stat`, "latin1").split(") ")[1]?.split(" ")[1] === String(process.pid)
      );
    } catch {
      return false;
    }
  });

describe("startGitServer", () => {
  test("serves reads by protocol v2, and says that nobody wrote", async () => {
    const { root, server, url, head } = await serve();
    const trace = join(root, "trace");
    const refs = await gitText(root, ["ls-remote", url], { env: { GIT_TRACE_PACKET: trace } });
    expect(refs).toBe(`${head}\tHEAD\n${head}\trefs/heads/main`);
    expect(readFileSync(trace, "utf8")).toContain("version 2");
    expect(
      server.requests.map(({ method, service, repository, write }) => [method, service, repository, write]),
    ).toEqual([
      ["GET", "upload-pack", "camera", false],
      ["POST", "upload-pack", "camera", false],
    ]);
    expect(writesOf(server)).toEqual([]);
  });

  test("takes pushes, and names them as writes", async () => {
    const { root, server, url, path } = await serve();
    const work = await clone(root, url);
    const commit = await commitEmpty(work, "topic", "second");
    await runGit(work, ["push", "--quiet", "origin", "refs/heads/topic:refs/heads/topic"]);
    expect(await gitText(path, ["rev-parse", "refs/heads/topic"])).toBe(commit);
    expect(writesOf(server).map(({ method }) => method)).toEqual(["GET", "POST"]);
    server.clearRequests();
    expect(server.requests).toEqual([]);
  });

  test("asks for a password to push, never to read", async () => {
    const { root, server, url } = await serve({ users: { ada: "p:w" } });
    const work = await clone(root, url);
    await commitEmpty(work, "topic", "second");
    await expect(runGit(work, ["push", url, "refs/heads/topic"])).rejects.toMatchObject({ code: "ERR_TESTBED_GIT" });
    await expect(runGit(work, ["push", url.replace("//", "//ada:wrong@"), "refs/heads/topic"])).rejects.toThrow(
      /Authentication failed/,
    );
    await runGit(work, ["push", "--quiet", server.urlOf("camera", "ada"), "refs/heads/topic"]);
    expect(await gitText(root, ["ls-remote", url, "refs/heads/topic"])).toMatch(/topic$/);
  });

  test("answers partial clones and any object id, as GitHub does", async () => {
    const { root, url, path, head } = await serve();
    await commitEmpty(path, "main", "second");
    await runGit(root, ["clone", "--quiet", "--bare", "--filter=blob:none", url, "partial"]);
    expect(await gitText(join(root, "partial"), ["config", "remote.origin.promisor"])).toBe("true");
    await runGit(root, ["init", "--quiet", "one"]);
    await runGit(join(root, "one"), ["fetch", "--quiet", "--depth=1", url, head]);
    expect(await gitText(join(root, "one"), ["rev-parse", "FETCH_HEAD"])).toBe(head);
  });

  test("carries large bodies both ways", async () => {
    const { root, url } = await serve();
    const work = await clone(root, url);
    const noise = randomBytes(3_000_000); // larger than http.postBuffer: git sends it in chunks
    await writeFile(join(work, "noise"), noise);
    const who = ["-c", "user.name=Ada", "-c", "user.email=ada@example.test"];
    await runGit(work, ["add", "noise"]);
    await runGit(work, [...who, "commit", "--quiet", "-m", "noise"]);
    await runGit(work, ["push", "--quiet", "origin", "HEAD:refs/heads/large"]);
    await runGit(root, ["clone", "--quiet", "--branch", "large", url, "again"]);
    expect(readFileSync(join(root, "again", "noise")).equals(noise)).toBe(true);
  });

  test("reads compressed request bodies, as git sends them for long lists", async () => {
    const { url, head } = await serve();
    const answer = await fetch(`${url}/git-upload-pack`, {
      method: "POST",
      headers: {
        "content-type": "application/x-git-upload-pack-request",
        "content-encoding": "gzip",
        "git-protocol": "version=2",
      },
      body: gzipSync("0014command=ls-refs\n0000"),
    });
    expect(await answer.text()).toContain(`${head} refs/heads/main`);
  });

  test("an unknown repository is 404, a read-only one 403", async () => {
    const { root, url, server } = await serve({}, { readOnly: true });
    await expect(runGit(root, ["ls-remote", server.urlOf("absent")])).rejects.toThrow(/not found/);
    const work = await clone(root, url);
    await expect(runGit(work, ["push", "origin", "HEAD:refs/heads/x"])).rejects.toThrow(/403/);
  });

  test("adds its latency to every answer", async () => {
    const { root, url } = await serve({ latencyMs: 120 });
    const started = performance.now();
    await runGit(root, ["ls-remote", url]);
    expect(performance.now() - started).toBeGreaterThanOrEqual(240);
  });
});

describe("faults", () => {
  test.each([
    ["429", /429/],
    ["500", /500/],
    ["502", /502/],
    ["drop", /Empty reply|reset|hung up|unexpected/i],
    ["truncate", /early EOF|transfer closed|unexpected disconnect|hung up|expected/i],
    ["refuse-auth", /Authentication|Username|terminal prompts/i],
  ] as const)("%s is what git sees, once", async (kind, message) => {
    const { root, url, server } = await serve();
    server.setFaults([{ match: "git-upload-pack", kind }]);
    await expect(runGit(root, ["ls-remote", url])).rejects.toThrow(message);
    expect(await gitText(root, ["ls-remote", url])).toContain("refs/heads/main");
  });

  test("nth and times count matching requests only", async () => {
    const { root, url, server } = await serve();
    server.setFaults([{ match: /^POST .*upload-pack$/, kind: "500", nth: 2, times: 2 }]);
    const outcome = async (): Promise<boolean> =>
      runGit(root, ["ls-remote", url]).then(
        () => true,
        () => false,
      );
    expect([await outcome(), await outcome(), await outcome(), await outcome()]).toEqual([true, false, false, true]);
  });

  test("slow waits, then answers", async () => {
    const { root, url } = await serve({ faults: [{ match: "info/refs", kind: "slow", delayMs: 300 }] });
    const started = performance.now();
    expect(await gitText(root, ["ls-remote", url])).toContain("refs/heads/main");
    expect(performance.now() - started).toBeGreaterThanOrEqual(300);
  });

  test("a truncated push has happened although nobody was told", async () => {
    const { root, url, server, path } = await serve();
    const work = await clone(root, url);
    const commit = await commitEmpty(work, "topic", "second");
    server.setFaults([{ match: "POST /camera/git-receive-pack", kind: "truncate" }]);
    await expect(runGit(work, ["push", "origin", "refs/heads/topic"])).rejects.toMatchObject({
      code: "ERR_TESTBED_GIT",
    });
    expect(await gitText(path, ["rev-parse", "refs/heads/topic"])).toBe(commit);
  });
});

describe("nothing is left behind", () => {
  test("a client that goes away in the middle takes the git process with it", async () => {
    const { server, url } = await serve();
    const request = httpRequest(`${url}/git-receive-pack`, {
      method: "POST",
      headers: { "content-type": "application/x-git-receive-pack-request" },
    });
    request.on("error", () => undefined);
    request.write("00"); // half of a packet length: git waits for the rest
    await eventually(() => {
      expect(server.requests).toHaveLength(1);
      expect(children()).toHaveLength(1);
    });
    request.destroy();
    await eventually(() => expect(children()).toEqual([]));
  });

  test("a client that stops reading a large pack takes the git processes with it", async () => {
    const { root, path, url } = await serve();
    await createLargeRepository({ root, name: "large", commits: 500, megabytes: 8, seed: 1 });
    const want = await gitText(path.replace("camera", "large"), ["rev-parse", "dev"]);
    const packet = (line: string): string => `${(line.length + 5).toString(16).padStart(4, "0")}${line}\n`;
    const request = httpRequest(`${url.replace("camera", "large")}/git-upload-pack`, {
      method: "POST",
      headers: { "content-type": "application/x-git-upload-pack-request" },
    });
    request.on("error", () => undefined);
    request.end(`${packet(`want ${want}`)}0000${packet("done")}`);
    const [answer] = (await once(request, "response")) as [IncomingMessage];
    answer.on("error", () => undefined);
    await once(answer, "readable");
    expect(children()).toHaveLength(1); // the pack does not fit into the buffers: git waits for its reader
    request.destroy();
    await eventually(() => expect(children()).toEqual([]));
  });

  test("a client that dies before its body is there holds nobody up, whenever it dies", async () => {
    const { server, url } = await serve();
    const headers = { "content-type": "application/x-git-receive-pack-request", "content-length": "320" };
    await Promise.all(
      Array.from({ length: 12 }, async (_, ms) => {
        const request = httpRequest(`${url}/git-receive-pack`, { method: "POST", headers });
        request.on("error", () => undefined);
        request.flushHeaders();
        await once(request, "socket");
        await delay(ms);
        request.destroy();
      }),
    );
    await server.close();
    expect(children()).toEqual([]);
  });

  test("close ends a transfer that is under way, and its processes", async () => {
    const { root, server, url } = await serve({ latencyMs: 30 });
    const client = spawn("git", ["clone", "--quiet", url, join(root, "cut")], { stdio: "ignore" });
    const ended = once(client, "close");
    const request = httpRequest(`${url}/git-upload-pack`, {
      method: "POST",
      headers: { "content-type": "application/x-git-upload-pack-request" },
    });
    request.on("error", () => undefined);
    request.write("00");
    await eventually(() => expect(server.requests.length).toBeGreaterThan(0));
    await server.close();
    expect((await ended)[0]).not.toBe(0);
    expect(children()).toEqual([]);
    await expect(runGit(root, ["ls-remote", url])).rejects.toThrow(/connect/i);
  });
});
