import { access, chown, mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { gitEnvironment, type History } from "@signalbox/testbed";
import { describe, expect, onTestFinished, test } from "vitest";
import { type GitRepository, isomorphicRepositories, nativeRepositories, type Oid } from "../../src/index.js";
import { rememberPush } from "../../src/native/local-refs.js";
import type { Store } from "../../src/native/store.js";
import { git, scene, scratch, type Scene } from "../scene.js";

const LINES = Array.from({ length: 40 }, (_, index) => `line ${index}`);
const edited = (at: number, text: string): string => `${LINES.with(at, text).join("\n")}\n`;

/** One merge of contents, one rename against a change, one commit that both sides have as a patch. */
const tell = (story: History): void => {
  story.commit("main", { files: { a: edited(0, "a"), b: edited(0, "b"), c: "one\n\ntwo\n" } });
  story.branch("prod", "main");
  const fix = story.commit("main", { files: { c: "one\n\nthree\n" } });
  story.commit("main", { files: { a: edited(30, "late"), b: null, "moved/b": edited(0, "b") } });
  story.commit("prod", { files: { b: edited(20, "changed"), d: "d\n" } });
  story.cherryPick(fix, "prod");
  story.commit("prod", { files: { a: edited(5, "early") } });
};

async function answers(repository: GitRepository): Promise<unknown> {
  const refs = new Map((await repository.listRefs()).map((ref) => [ref.name, ref.oid]));
  const [prod, main] = [refs.get("refs/heads/prod") as Oid, refs.get("refs/heads/main") as Oid];
  const merged = await repository.mergeTrees(prod, main);
  const outcome = await repository.pushRef({ ref: "refs/heads/update-prod", oid: main, expected: null });
  return {
    merged,
    compared: await repository.compare(prod, main),
    patches: await repository.patchIds([{ from: prod, to: main }]),
    outcome: outcome.status === "already" ? "done" : outcome.status,
  };
}

const open = (stage: Scene, location: string, env = {}): Promise<GitRepository> =>
  nativeRepositories({ cacheDir: join(stage.root, `cache-${Math.random()}`), env: gitEnvironment(env) }).open(location);

describe("what a user has set", () => {
  test.each([
    ["merge.default", "mine"],
    ["merge.text.driver", "touch MARK; exit 0"],
    ["merge.renormalize", "true"],
    ["merge.renames", "false"],
    ["merge.conflictStyle", "diff3"],
    ["core.attributesFile", "ATTRIBUTES"],
    ["core.bigFileThreshold", "1"],
    ["diff.renames", "false"],
    ["diff.algorithm", "patience"],
    ["diff.context", "0"],
    ["diff.noprefix", "true"],
    ["diff.suppressBlankEmpty", "true"],
    ["diff.orderFile", "/nowhere"],
    ["diff.external", "false"],
    ["patchid.verbatim", "true"],
    ["color.ui", "always"],
    ["log.showRoot", "false"],
    ["push.pushOption", "ci.skip"],
    ["remote.signalbox.url", "/nowhere"],
  ])("%s changes no answer and runs nothing", async (key, value) => {
    const stage = await scene(tell);
    const mark = join(stage.root, "ran");
    const attributes = join(stage.root, "attributes");
    await writeFile(attributes, "* merge=mine\n");
    const settings = join(stage.root, "gitconfig");
    const set = (name: string, to: string): Promise<string> => git(stage.root, "config", "--file", settings, name, to);
    await set("merge.mine.driver", `touch ${mark}; exit 0`);
    await set(key, value.replace("MARK", mark).replace("ATTRIBUTES", attributes));
    const plain = await answers(await open(stage, stage.url));
    expect(plain).toMatchObject({ merged: { conflicts: [] }, outcome: "done" });
    expect(await answers(await open(stage, stage.url, { GIT_CONFIG_GLOBAL: settings }))).toEqual(plain);
    await expect(access(mark)).rejects.toThrow();
  });

  test("settings that a clone includes decide how its remote is reached", async () => {
    const stage = await scene(tell);
    const clone = join(stage.root, "work");
    await git(stage.root, "clone", "-q", stage.url, clone);
    await rename(join(clone, ".git/config"), join(clone, ".git/remote.conf"));
    await writeFile(join(clone, ".git/config"), "[core]\n\tbare = false\n[include]\n\tpath = remote.conf\n");
    const repository = await open(stage, clone);
    const main = (await repository.listRefs()).find((ref) => ref.name === "refs/heads/main")?.oid ?? "";
    const update = { ref: "refs/heads/update-prod", oid: main, expected: null };
    expect(await repository.pushRef(update)).toEqual({ status: "done" });
  });
});

/** Hands requests on to the server, and keeps the `Authorization` headers of each. */
async function listenIn(target: string): Promise<{ url: string; seen: string[][] }> {
  const seen: string[][] = [];
  const proxy = createServer((incoming, response) => {
    const { rawHeaders, headers, method } = incoming;
    seen.push(rawHeaders.filter((_, index) => rawHeaders[index - 1]?.toLowerCase() === "authorization" && index % 2));
    const onward = request(new URL(incoming.url ?? "/", target), { method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(response);
    });
    incoming.pipe(onward);
  });
  await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => new Promise<void>((resolve) => void proxy.close(() => resolve())));
  return { url: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`, seen };
}

const basic = (text: string): string => `Basic ${Buffer.from(text).toString("base64")}`;

describe("a request has one Authorization header", () => {
  test.each([
    { url: "", own: false, wins: "token:env" },
    { url: "url:secret@", own: false, wins: "url:secret" },
    { url: "", own: true, wins: "token:clone" },
    { url: "url:secret@", own: true, wins: "token:clone" },
  ])("with a token, $url in the URL, a header in the clone: $own → $wins", async ({ url, own, wins }) => {
    const stage = await scene(tell);
    const ear = await listenIn(stage.server.url);
    const clone = join(stage.root, "work");
    await git(stage.root, "clone", "-q", stage.url, clone);
    await git(clone, "remote", "set-url", "origin", `${ear.url.replace("://", `://${url}`)}/shop.git`);
    const key = `http.${ear.url}/.extraheader`;
    if (own) await git(clone, "config", key, `AUTHORIZATION: ${basic("token:clone")}`);
    const env = {
      GIT_CONFIG_COUNT: "1",
      GIT_CONFIG_KEY_0: key,
      GIT_CONFIG_VALUE_0: `Authorization: ${basic("token:env")}`,
    };
    const repository = await open(stage, clone, env);
    const main = (await repository.listRefs()).find((ref) => ref.name === "refs/heads/main")?.oid ?? "";
    const update = { ref: "refs/heads/update-prod", oid: main, expected: null };
    expect(await repository.pushRef(update)).toEqual({ status: "done" });
    expect(ear.seen.length).toBeGreaterThan(0);
    for (const headers of ear.seen) expect(headers).toEqual([basic(wins)]);
  });
});

describe("folders that are not ours", () => {
  test.each([
    ["native", (cacheDir: string) => nativeRepositories({ cacheDir, env: gitEnvironment() })],
    ["isomorphic", (cacheDir: string) => isomorphicRepositories({ cacheDir })],
  ])("a cache that cannot be written is named, %s", async (_, house) => {
    const stage = await scene(tell);
    const clone = join(stage.root, "work");
    await git(stage.root, "clone", "-q", stage.url, clone);
    const file = join(stage.root, "file");
    await writeFile(file, "");
    for (const location of [stage.url, clone]) {
      await expect(house(join(file, "cache")).open(location)).rejects.toMatchObject({
        code: "ERR_CACHE_UNWRITABLE",
        message: expect.stringContaining(join(file, "cache")) as string,
        hint: expect.stringMatching(/cacheDir.*XDG_CACHE_HOME/) as string,
      });
    }
  });

  test("a clone of somebody else's is told with the way out, and the way out works", async () => {
    const stage = await scene(tell);
    const clone = join(stage.root, "work");
    await git(stage.root, "clone", "-q", stage.url, clone);
    await Promise.all([clone, join(clone, ".git")].map((folder) => chown(folder, 65534, 65534)));
    const settings = join(stage.root, "gitconfig");
    await writeFile(settings, "");
    const env = gitEnvironment({ GIT_CONFIG_GLOBAL: settings });
    const house = nativeRepositories({ cacheDir: stage.cacheDir, env });
    await expect(house.open(clone)).rejects.toMatchObject({
      code: "ERR_REPOSITORY_OWNER",
      hint: `If you trust it, run: git config --global --add safe.directory ${clone}`,
    });
    await git(stage.root, "config", "--file", settings, "--add", "safe.directory", clone);
    expect((await (await house.open(clone)).listRefs()).length).toBeGreaterThan(0);
  });
});

test("pushes of several processes at once are all remembered", async () => {
  const gitDir = join(await scratch(), "store");
  await mkdir(gitDir);
  const names = Array.from({ length: 12 }, (_, index) => `refs/heads/b${index}`);
  const oid = "a".repeat(40);
  await Promise.all(names.map((name) => rememberPush({ gitDir } as Store, { name, oid, commit: oid }, null)));
  const known = JSON.parse(await readFile(join(gitDir, "signalbox-pushed.json"), "utf8")) as object;
  expect(Object.keys(known).sort()).toEqual([...names].sort());
});
