import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Fault, gitEnvironment, type History } from "@signalbox/testbed";
import { describe, expect, test } from "vitest";
import { nativeRepositories } from "../../src/index.js";
import { git, scene, treeOfIndex, writeObject } from "../scene.js";

// A warm cache asks one short question over HTTP, and leaves everything that is not certain to git.

function tell(story: History): void {
  story.tag("v1.0.0", story.commit("main"), "the first");
  story.commits("main", 2);
}

async function warm() {
  const stage = await scene(tell);
  const refresh = async (env: Record<string, string> = {}, now = new Date()): Promise<string[]> => {
    const house = nativeRepositories({ cacheDir: stage.cacheDir, env: gitEnvironment(env) });
    const repository = await house.open(stage.url);
    stage.server.clearRequests();
    await repository.refresh({ now: () => now });
    const there = await git(stage.bare, "for-each-ref", "--format=%(refname) %(objectname)");
    const seen = (await repository.listRefs()).map(({ name, oid }) => `${name} ${oid}`);
    expect(seen).toEqual(there.split("\n"));
    return stage.server.requests.map(({ method, service }) => `${method} ${service}`);
  };
  await nativeRepositories({ cacheDir: stage.cacheDir, env: gitEnvironment() }).open(stage.url);
  const cache = async (): Promise<string> => {
    const folder = join(stage.cacheDir, "git");
    return join(folder, (await readdir(folder)).find((name) => name.startsWith("shop")) ?? "");
  };
  return { ...stage, refresh, cache };
}

/** A new commit with a new file on `main`, after another one. */
async function commit(bare: string, parent: string): Promise<void> {
  const blob = await writeObject(bare, "blob", Buffer.from("late\n"));
  const tree = await treeOfIndex(bare, join(bare, "late-index"), `100644 ${blob}\tlate\0`);
  await git(bare, "update-ref", "refs/heads/main", await git(bare, "commit-tree", tree, "-p", parent, "-m", "late"));
}

const SHORT = ["POST upload-pack"];
const BY_GIT = ["GET upload-pack", "POST upload-pack"];

describe("a warm cache", () => {
  test("asks once while nothing moved", async () => {
    const { refresh } = await warm();
    expect(await refresh()).toEqual(SHORT);
    expect(await refresh()).toEqual(SHORT);
  });

  test.each<readonly [string, readonly string[], (bare: string) => Promise<unknown>]>([
    ["a branch moved back", SHORT, (bare) => git(bare, "update-ref", "refs/heads/main", "main~1")],
    ["a new branch", [], (bare) => git(bare, "update-ref", "refs/heads/dev", "main")],
    ["a new tag", [], (bare) => git(bare, "tag", "v1.1.0", "main")],
    ["a tag that is another one", SHORT, (bare) => git(bare, "tag", "-f", "-a", "-m", "again", "v1.0.0", "main")],
    ["a new commit", SHORT, (bare) => commit(bare, "main")],
    ["a commit in place of another", SHORT, (bare) => commit(bare, "main~1")],
    [
      "all of that at once",
      SHORT,
      async (bare) => {
        await commit(bare, "main~1");
        await git(bare, "tag", "-f", "-a", "-m", "again", "v1.0.0", "main~1");
        await git(bare, "update-ref", "refs/heads/dev", "main");
      },
    ],
  ])("follows %s, with one request for what is new, and asks once afterwards", async (_, forObjects, change) => {
    const { bare, refresh, cache } = await warm();
    await change(bare);
    expect(await refresh()).toEqual([...SHORT, ...forObjects]);
    expect(await refresh()).toEqual(SHORT);
    // Nothing is missing but contents: it is a cache without blobs.
    const found = await git(await cache(), "fsck", "--connectivity-only", "--no-dangling").catch(
      (error: unknown) => (error as { stdout: string }).stdout,
    );
    expect(found.match(/^(?:missing| +to) +(?:commit|tree|tag) .*/gm) ?? []).toEqual([]);
  });

  test.each<Fault["kind"]>(["refuse-auth", "500", "drop", "truncate"])(
    "leaves it to git when the history does not come: %s",
    async (kind) => {
      const { bare, server, refresh } = await warm();
      await commit(bare, "main");
      server.setFaults([{ match: "POST", nth: 2, kind }]);
      expect(await refresh()).toEqual([...SHORT, ...SHORT, ...BY_GIT, ...BY_GIT.slice(1)]);
      expect(await refresh()).toEqual(SHORT);
    },
  );

  test("forgets what is gone without a fetch, packed or loose", async () => {
    const { bare, refresh } = await warm();
    await git(bare, "update-ref", "refs/heads/a/b", "main");
    await git(bare, "update-ref", "refs/heads/c", "main");
    await refresh();
    for (const ref of ["refs/tags/v1.0.0", "refs/heads/a/b"]) await git(bare, "update-ref", "-d", ref);
    expect(await refresh()).toEqual(SHORT);
    expect(await refresh()).toEqual(SHORT);
    await git(bare, "update-ref", "-d", "refs/heads/c");
    await git(bare, "update-ref", "refs/heads/a", "main");
    expect(await refresh()).toEqual(SHORT);
  });

  test.each<readonly [Fault["kind"], boolean]>([
    ["refuse-auth", false],
    ["429", true],
    ["500", true],
    ["502", true],
    ["drop", true],
    ["truncate", true],
  ])("leaves it to git when the answer is: %s; asks again next time: %s", async (kind, isForgiven) => {
    const { server, refresh } = await warm();
    server.setFaults([{ match: "POST", kind }]);
    expect(await refresh()).toEqual([...SHORT, ...BY_GIT]);
    expect(await refresh()).toEqual(isForgiven ? SHORT : BY_GIT);
    const tomorrow = new Date(Date.now() + 25 * 60 * 60_000);
    expect(await refresh({}, tomorrow)).toEqual(SHORT);
  });

  test.each([
    ["a proxy", { http_proxy: "", https_proxy: "http://127.0.0.1:1", no_proxy: "127.0.0.1" }],
    ["settings of TLS", { GIT_SSL_NO_VERIFY: "1" }],
    ["a header for everybody", config("http.extraHeader", "X-A: b")],
    ["a cookie file", config("http.cookieFile", "/dev/null")],
    ["addresses that are written anew", config("url.http://127.0.0.1.insteadOf", "http://127.0.0.1")],
  ])("leaves it to git where there is %s in the environment", async (_, env) => {
    const { refresh } = await warm();
    expect(await refresh(env)).toEqual(BY_GIT);
  });

  test("leaves it to git where the user's settings say how a host is reached", async () => {
    const { root, refresh } = await warm();
    const settings = join(root, "gitconfig");
    await writeFile(settings, "[user]\n\tname = A\n");
    expect(await refresh({ GIT_CONFIG_GLOBAL: settings })).toEqual(SHORT);
    await writeFile(settings, '[http "http://127.0.0.1"]\n\tproxy =\n');
    expect((await refresh({ GIT_CONFIG_GLOBAL: settings })).slice(-2)).toEqual(BY_GIT);
  });

  test("ends with the abort reason", async () => {
    const { server, cacheDir, url } = await warm();
    server.setFaults([{ match: "POST", kind: "slow", delayMs: 60_000 }]);
    server.clearRequests();
    const repository = await nativeRepositories({ cacheDir, env: gitEnvironment() }).open(url);
    const abort = new AbortController();
    const refreshed = repository.refresh({ signal: abort.signal });
    await expect.poll(() => server.requests.length).toBe(1);
    abort.abort(new Error("enough"));
    await expect(refreshed).rejects.toThrow("enough");
  });
});

function config(key: string, value: string): Record<string, string> {
  return { GIT_CONFIG_COUNT: "1", GIT_CONFIG_KEY_0: key, GIT_CONFIG_VALUE_0: value };
}
