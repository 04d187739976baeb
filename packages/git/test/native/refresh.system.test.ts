import { readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { gitEnvironment, type History } from "@signalbox/testbed";
import { describe, expect, test } from "vitest";
import { type GitRepository, type Meanwhile, nativeRepositories, type Oid, type OpenOptions } from "../../src/index.js";
import { git, scene } from "../scene.js";

const lines = Array.from({ length: 30 }, (_, index) => `line ${index}\n`);
const BY = { name: "Ada", email: "ada@example.org" };

/** Merging the two needs blobs. */
const story = (tell: History): void => {
  tell.commit("main", { files: { a: lines.join(""), b: "b\n" } });
  tell.branch("prod", "main");
  tell.commit("main", { files: { a: lines.with(2, "main\n").join("") } });
  tell.commit("prod", { files: { a: lines.with(25, "prod\n").join("") } });
};

/** A served repository with a cache of an earlier process, and what git is called for. */
async function warm() {
  const stage = await scene(story);
  const trace = join(stage.root, "trace");
  const env = gitEnvironment({ GIT_TRACE: trace });
  const open = (options: OpenOptions = {}): Promise<GitRepository> =>
    nativeRepositories({ cacheDir: stage.cacheDir, env }).open(stage.url, options);
  await open();
  stage.server.clearRequests();
  const calls = async (name: string): Promise<number> => {
    const text = await readFile(trace, "utf8").catch(() => "");
    return [...text.matchAll(/trace: built-in: git (\S+)/g)].filter((match) => match[1] === name).length;
  };
  const requests = (): string[] => stage.server.requests.map((request) => `${request.method} ${request.service}`);
  /** Answers wait for so long that something can be done meanwhile. */
  const slow = (delayMs = 700): void =>
    stage.server.setFaults([{ match: "upload-pack", kind: "slow", delayMs, times: Infinity }]);
  return { ...stage, open, calls, requests, slow, main: stage.oidOf("main"), prod: stage.oidOf("prod") };
}
/** Where the refs are, in one request. */
const ASK = ["POST upload-pack"];

describe("open({ ahead })", () => {
  test("asks the remote at once, and the first refresh is content with that", async () => {
    const { open, requests, bare, main } = await warm();
    await git(bare, "update-ref", "refs/heads/late", main);
    const repository = await open({ ahead: true });
    await expect.poll(requests).toEqual(ASK);
    await repository.refresh();
    expect(requests()).toEqual(ASK);
    expect((await repository.listRefs()).map((ref) => ref.name)).toContain("refs/heads/late");
    await repository.refresh();
    expect(requests()).toEqual([...ASK, ...ASK]);
  });

  test("a failure is left to the refresh, which tries again", async () => {
    const { open, server } = await warm();
    server.setFaults([{ match: "upload-pack", kind: "502", times: 2 }]); // the question, and git's own way after it
    const repository = await open({ ahead: true });
    // It is still on its way: nobody waited for it.
    await expect(repository.refresh()).rejects.toMatchObject({ code: "ERR_REMOTE_UNREACHABLE", retryable: true });
    expect((await repository.listRefs()).map((ref) => ref.name)).toEqual(["refs/heads/main", "refs/heads/prod"]);
    await repository.refresh();
  });

  test("a cache that is new asks no second time", async () => {
    const { open, requests, cacheDir } = await warm();
    await rm(cacheDir, { recursive: true });
    const repository = await open({ ahead: true });
    const first = requests().length;
    await repository.refresh();
    expect(requests()).toHaveLength(first);
  });
});

describe("refresh({ meanwhile })", () => {
  test("gives the refs known so far; what is asked then is remembered", async () => {
    const { open, calls, slow, bare, main, prod } = await warm();
    const first = await open();
    await first.mergeTrees(main, prod); // the blobs are here now
    await git(bare, "update-ref", "refs/heads/late", main);
    const repository = await open();
    slow();
    const before = await calls("merge-tree");
    let seen: string[] = [];
    let rehearsed: unknown;
    await repository.refresh({
      meanwhile: async (known, local) => {
        seen = known.map((ref) => ref.name);
        rehearsed = await local.mergeTrees(prod, main);
      },
    });
    expect(seen).toEqual(["refs/heads/main", "refs/heads/prod"]);
    expect((await repository.listRefs()).map((ref) => ref.name)).toContain("refs/heads/late");
    expect(await repository.mergeTrees(prod, main)).toEqual(rehearsed);
    expect(await calls("merge-tree")).toBe(before + 1);
    expect(await (await open()).mergeTrees(prod, main)).toEqual(rehearsed);
    expect(await calls("merge-tree")).toBe(before + 1); // nor by the next process
  });

  test("a rehearsal makes no request: what is missing fails, and is fetched when it is asked in earnest", async () => {
    const { open, requests, slow, server, main, prod } = await warm();
    const repository = await open();
    slow();
    const failures: unknown[] = [];
    const note = (error: unknown): void => void failures.push(error);
    await repository.refresh({
      meanwhile: async (_, local) => {
        await local.mergeTrees(prod, main).catch(note);
        await local.readFiles(main, ["a"]).catch(note);
      },
    });
    await expect.poll(() => failures.length).toBe(2);
    expect(requests()).toEqual(ASK);
    server.setFaults([]);
    expect((await repository.mergeTrees(prod, main)).tree).toMatch(/^[0-9a-f]{40}$/);
    const [content] = await repository.readFiles(main, ["b"]);
    expect(Buffer.from(content ?? []).toString()).toBe("b\n");
    expect(requests().length).toBeGreaterThan(ASK.length);
  });

  test("is not called when there is nothing to wait for, and its failure is nobody's", async () => {
    const { open, slow } = await warm();
    const repository = await open();
    let calls = 0;
    const meanwhile: Meanwhile = () => {
      calls += 1;
      return Promise.reject(new Error("rehearsal"));
    };
    slow(200);
    await repository.refresh({ meanwhile });
    expect(calls).toBe(1);
    await repository.refresh({ meanwhile, ifOlderThanMs: 3_600_000 });
    await repository.refresh({ meanwhile, ifOlderThanMs: Infinity });
    expect(calls).toBe(1);
  });

  test("asks nothing more when the refresh has ended", async () => {
    const { open, slow, main, prod } = await warm();
    const repository = await open();
    slow(200);
    let go = (): void => undefined;
    const ended = new Promise<void>((resolve) => (go = resolve));
    let late: Promise<unknown> = Promise.resolve("not called");
    await repository.refresh({
      meanwhile: (_, local) =>
        (late = ended.then(() => local.compare(prod, main)).catch((error: Error) => error.message)),
    });
    go();
    expect(await late).toMatch(/rehearsal/);
  });

  test("of a clone has nothing to wait for", async () => {
    const { root, url, cacheDir } = await warm();
    await git(root, "clone", "-q", url, "work");
    const repository = await nativeRepositories({ cacheDir, env: gitEnvironment() }).open(join(root, "work"));
    let calls = 0;
    await repository.refresh({ meanwhile: () => Promise.resolve((calls += 1)) });
    expect(calls).toBe(0);
  });
});

describe("answers", () => {
  test("are forgotten after a rebuild, with the objects that they speak of", async () => {
    const { open, cacheDir, bare, main, prod } = await warm();
    const repository = await open();
    const merge = await repository.mergeTrees(prod, main);
    const files = await repository.listFiles(main);
    const [folder = ""] = await readdir(join(cacheDir, "git"));
    await rm(join(cacheDir, "git", folder, "objects"), { recursive: true });
    await repository.refresh();
    expect(await repository.listFiles(main)).toEqual(files);
    const again = await repository.mergeTrees(prod, main);
    expect(again).toEqual(merge);
    const fields = { tree: again.tree ?? "", parents: [prod, main] as Oid[], message: "x", by: BY, at: 1_700_000_000 };
    const oid = await repository.makeCommit(fields);
    expect(await repository.pushRef({ ref: "refs/heads/prod", oid, expected: prod })).toEqual({ status: "done" });
    expect(await git(bare, "fsck", "--full", "--strict", "--no-dangling")).toBe("");
  });
});
