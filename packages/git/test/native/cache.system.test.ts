import { spawn } from "node:child_process";
import { once } from "node:events";
import { access, chmod, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gitEnvironment, type History } from "@signalbox/testbed";
import { describe, expect, test } from "vitest";
import { withLock } from "../../src/cache-lock.js";
import { type GitRepository, nativeRepositories, type Oid } from "../../src/index.js";
import { git, scene, scratch } from "../scene.js";

const BY = { name: "Ada", email: "ada@example.org" };
const open = (cacheDir: string, location: string, env = {}): Promise<GitRepository> =>
  nativeRepositories({ cacheDir, env: gitEnvironment(env) }).open(location);

/** Both sides changed one file far apart, one side moved another file that the other changed: blobs are needed. */
const needsBlobs = (story: History): void => {
  const lines = Array.from({ length: 40 }, (_, index) => `line ${index}`);
  const edited = (at: number, text: string): string => `${lines.with(at, text).join("\n")}\n`;
  story.commit("main", { files: { a: edited(0, "a"), b: edited(0, "b"), c: "c\n" } });
  story.branch("prod", "main");
  const fix = story.commit("main", { files: { c: "fixed\n" } });
  story.commit("main", { files: { a: edited(30, "late"), b: null, "moved/b": edited(0, "b") } });
  story.commit("prod", { files: { b: edited(20, "changed") } });
  story.cherryPick(fix, "prod");
  story.commit("prod", { files: { a: edited(5, "early") } });
};

async function promote(repository: GitRepository): Promise<string> {
  const refs = new Map((await repository.listRefs()).map((ref) => [ref.name, ref.oid]));
  const [prod, main] = [refs.get("refs/heads/prod") as Oid, refs.get("refs/heads/main") as Oid];
  const [sides, { tree }] = await Promise.all([repository.compare(prod, main), repository.mergeTrees(prod, main)]);
  expect(sides.onlyRight.map((commit) => commit.equivalent)).toEqual([false, true]);
  const oid = await repository.makeCommit({
    tree: tree ?? "",
    parents: [prod, main],
    message: "Promote",
    by: BY,
    at: 1_700_000_000,
  });
  return (await repository.pushRef({ ref: "refs/heads/prod", oid, expected: prod })).status;
}

describe("the cache", () => {
  test("is blobless, and fetches the blobs of a comparison and a merge in one batch", async () => {
    const stage = await scene(needsBlobs);
    const repository = await open(stage.cacheDir, stage.url);
    const [folder = ""] = (await readdir(join(stage.cacheDir, "git"))).filter((name) => !name.includes(".lock"));
    const missing = await git(
      join(stage.cacheDir, "git", folder),
      "rev-list",
      "--objects",
      "--all",
      "--missing=print",
    ).catch(() => "");
    expect(missing).toMatch(/^\?[0-9a-f]{40}$/m);
    stage.server.clearRequests();
    expect(await promote(repository)).toBe("done");
    expect(stage.server.requests.map((request) => `${request.method} ${request.service}`)).toEqual([
      "POST upload-pack",
      "POST receive-pack",
    ]);
    expect(await git(stage.bare, "show", "refs/heads/prod:moved/b")).toContain("changed");
  });

  test("warm, a plan needs one request and its push another", async () => {
    const stage = await scene(needsBlobs);
    const first = await open(stage.cacheDir, stage.url);
    const refs = new Map((await first.listRefs()).map((ref) => [ref.name, ref.oid]));
    await first.mergeTrees(refs.get("refs/heads/prod") ?? "", refs.get("refs/heads/main") ?? "");
    await first.compare(refs.get("refs/heads/prod") ?? "", refs.get("refs/heads/main") ?? "");
    stage.server.clearRequests();
    const repository = await open(stage.cacheDir, stage.url);
    await repository.refresh();
    await repository.mainline();
    expect(await promote(repository)).toBe("done");
    expect(stage.server.requests).toHaveLength(2);
  });

  test("a default branch that was renamed is known at once", async () => {
    const stage = await scene(needsBlobs);
    await open(stage.cacheDir, stage.url);
    await git(stage.bare, "branch", "-m", "main", "trunk");
    await git(stage.bare, "symbolic-ref", "HEAD", "refs/heads/trunk");
    const repository = await open(stage.cacheDir, stage.url);
    await repository.refresh();
    expect(await repository.mainline()).toBe("refs/heads/trunk");
    stage.server.clearRequests();
    expect(await repository.mainline()).toBe("refs/heads/trunk");
    expect(stage.server.requests).toEqual([]);
  });

  test("never fetches a blob by itself: a local call that lacks one fails", async () => {
    const stage = await scene(needsBlobs);
    await open(stage.cacheDir, stage.url);
    const [folder = ""] = (await readdir(join(stage.cacheDir, "git"))).filter((name) => !name.includes(".lock"));
    stage.server.clearRequests();
    await expect(git(join(stage.cacheDir, "git", folder), "show", "refs/heads/main:a")).rejects.toThrow(
      /exit|fatal|failed/,
    );
    expect(stage.server.requests).toEqual([]);
  });

  test("two processes at once both get it, and leave no lock", async () => {
    const stage = await scene(needsBlobs);
    const opened = await Promise.all([1, 2, 3].map(() => open(stage.cacheDir, stage.url)));
    await Promise.all(opened.map((repository) => repository.refresh()));
    const refs = await Promise.all(opened.map((repository) => repository.listRefs()));
    expect(refs[1]).toEqual(refs[0]);
    expect(await readdir(join(stage.cacheDir, "git"))).toHaveLength(1);
  });

  test("a clone that was killed leaves nothing in the way", async () => {
    const stage = await scene(needsBlobs);
    stage.server.setFaults([{ match: "POST", kind: "slow", delayMs: 60_000, times: Infinity }]);
    const abort = new AbortController();
    const house = nativeRepositories({ cacheDir: stage.cacheDir, env: gitEnvironment() });
    const killed = house.open(stage.url, { signal: abort.signal });
    await expect.poll(() => stage.server.requests.some((request) => request.method === "POST")).toBe(true);
    abort.abort(new Error("killed"));
    await expect(killed).rejects.toThrow("killed");
    stage.server.setFaults([]);
    const [name = ""] = (await readdir(join(stage.cacheDir, "git"))).concat("shop-x");
    await mkdir(join(stage.cacheDir, "git", `${name}.new-dead`), { recursive: true });
    expect(await promote(await open(stage.cacheDir, stage.url))).toBe("done");
  });

  test.each(["packed-refs", "objects/pack", "HEAD", "config"])("damaged in %s, it is built again", async (part) => {
    const stage = await scene(needsBlobs);
    await open(stage.cacheDir, stage.url);
    const [folder = ""] = await readdir(join(stage.cacheDir, "git"));
    const path = join(stage.cacheDir, "git", folder, part);
    if (part === "objects/pack") for (const file of await readdir(path)) await rm(join(path, file));
    else await writeFile(path, "rubbish\n");
    const repository = await open(stage.cacheDir, stage.url);
    await repository.refresh();
    expect(await promote(repository)).toBe("done");
  });

  test("a password reaches neither the disk nor a command line", async () => {
    const stage = await scene(needsBlobs);
    const log = join(stage.root, "argv");
    const wrapper = join(stage.root, "git");
    await writeFile(wrapper, `#!/bin/sh\nprintf '%s\\n' "$*" >> ${log}\nexec git "$@"\n`);
    await chmod(wrapper, 0o755);
    const url = stage.url.replace("http://", "http://ada:hunter2secret@");
    const env = gitEnvironment({ GIT_TRACE: join(stage.root, "trace") });
    const repository = await nativeRepositories({ cacheDir: stage.cacheDir, env, gitPath: wrapper }).open(url);
    await repository.refresh();
    expect(await promote(repository)).toBe("done");
    expect(`${await readFile(log, "utf8")}${await readFile(join(stage.root, "trace"), "utf8")}`).not.toContain(
      "hunter2",
    );
    const files = await readdir(join(stage.cacheDir, "git"), { recursive: true, withFileTypes: true });
    for (const file of files.filter((each) => each.isFile())) {
      expect((await readFile(join(file.parentPath, file.name))).includes("hunter2")).toBe(false);
    }
    expect(repository.location).not.toContain("hunter2");
  });

  test("no hook of the user's runs, and a push past a clone is remembered", async () => {
    const stage = await scene(needsBlobs);
    const clone = join(stage.root, "work");
    await git(stage.root, "clone", "-q", stage.url, clone);
    const mark = join(stage.root, "hook-ran");
    for (const hook of ["pre-push", "reference-transaction", "post-checkout"]) {
      await writeFile(join(clone, ".git/hooks", hook), `#!/bin/sh\ntouch ${mark}\n`, { mode: 0o755 });
    }
    expect(await promote(await open(stage.cacheDir, clone))).toBe("done");
    await expect(access(mark)).rejects.toThrow();
    const again = await open(stage.cacheDir, clone);
    const prod = (await again.listRefs()).find((ref) => ref.name === "refs/heads/prod");
    expect(prod?.oid).toBe(await git(stage.bare, "rev-parse", "refs/heads/prod"));
  });
});

describe("the lock", () => {
  test("lets one in after the other", async () => {
    const path = join(await scratch(), "x.lock");
    const order: string[] = [];
    const work = (name: string) => async (): Promise<void> => {
      order.push(`${name} in`);
      await new Promise((resolve) => setImmediate(resolve));
      order.push(`${name} out`);
    };
    await Promise.all(["a", "b", "c"].map((name) => withLock(path, work(name))));
    expect(order.filter((_, index) => index % 2 === 0).map((line) => line[0])).toEqual(
      order.filter((_, index) => index % 2 === 1).map((line) => line[0]),
    );
    expect(order).toHaveLength(6);
  });

  test("of a dead process is taken over; of a live one it names the owner", async () => {
    const folder = await scratch();
    const path = join(folder, "x.lock");
    const child = spawn(process.execPath, ["-e", ""]);
    await once(child, "close");
    const { hostname } = await import("node:os");
    await writeFile(path, JSON.stringify({ pid: child.pid, host: hostname() }));
    expect(await withLock(path, () => Promise.resolve("in"))).toBe("in");
    await writeFile(path, JSON.stringify({ pid: process.pid, host: hostname() }));
    const refused = withLock(path, () => Promise.resolve("in"), { longestWaitMs: 0 });
    await expect(refused).rejects.toMatchObject({
      code: "ERR_CACHE_LOCKED",
      retryable: true,
      details: { owner: expect.stringContaining(String(process.pid)) as string },
    });
    expect(await readdir(folder)).toEqual(["x.lock"]);
  });
});
