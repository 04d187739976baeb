import { appendFile, chmod, mkdir, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gitEnvironment, type History } from "@signalbox/testbed";
import { describe, expect, test } from "vitest";
import { nativeRepositories } from "../../src/index.js";
import { listedRefs } from "../../src/native/listed-refs.js";
import { parsePlainConfig } from "../../src/native/plain-config.js";
import { readRefs } from "../../src/native/read-refs.js";
import { readRefFiles } from "../../src/native/ref-files.js";
import { inspectByFiles } from "../../src/native/source-files.js";
import type { Store } from "../../src/native/store.js";
import { git, scene } from "../scene.js";

// What is read from the files of a clone is what git says of it, or nothing at all: then git is asked.

function tell(story: History): void {
  story.tag("v1.0.0", story.commit("main"), "the first");
  story.tag("v1.1.0", story.commit("main"));
  story.branch("dev", "main");
  story.commit("dev");
}

async function clonedScene(): Promise<{
  clone: string;
  cacheDir: string;
  calls: () => Promise<string[]>;
  env: object;
}> {
  const stage = await scene(tell);
  const clone = join(stage.root, "work");
  await git(stage.root, "clone", "-q", stage.url, clone);
  const trace = join(stage.root, "trace");
  const calls = async (): Promise<string[]> => {
    const text = await readFile(trace, "utf8").catch(() => "");
    await rm(trace, { force: true });
    return [...text.matchAll(/trace: built-in: git (\S+)/g)].map((match) => match[1] ?? "");
  };
  return { clone, cacheDir: stage.cacheDir, calls, env: gitEnvironment({ GIT_TRACE: trace }) };
}

const open = (stage: { clone: string; cacheDir: string; env: object }) =>
  nativeRepositories({ cacheDir: stage.cacheDir, env: stage.env as Record<string, string> }).open(stage.clone);

describe("the files of a clone", () => {
  test("the second process asks git for nothing, until there is a new tag", async () => {
    const stage = await clonedScene();
    const first = await (await open(stage)).listRefs();
    expect(await stage.calls()).toContain("for-each-ref");
    const again = await open(stage);
    expect(await again.listRefs()).toEqual(first);
    expect(await again.mainline()).toBe("refs/heads/main");
    expect(await stage.calls()).toEqual([]);

    await git(stage.clone, "tag", "-a", "-m", "x", "v1.2.0", "origin/dev");
    await git(stage.clone, "pack-refs", "--all");
    const found = (await (await open(stage)).listRefs()).find(({ name }) => name === "refs/tags/v1.2.0");
    expect(found?.commit).toBe(await git(stage.clone, "rev-parse", "origin/dev"));
    expect(found?.oid).toBe(await git(stage.clone, "rev-parse", "v1.2.0"));
    expect(await stage.calls()).toEqual(["for-each-ref"]);
  });

  test("a tag of a tree is left out both times, a tag of a tag is peeled both times", async () => {
    const stage = await clonedScene();
    await git(stage.clone, "tag", "-a", "-m", "x", "tree", "HEAD^{tree}");
    await git(stage.clone, "tag", "light-tree", "HEAD^{tree}");
    await git(stage.clone, "tag", "-a", "-m", "x", "twice", "v1.0.0");
    const first = await (await open(stage)).listRefs();
    await stage.calls();
    expect(await (await open(stage)).listRefs()).toEqual(first);
    expect(await stage.calls()).toEqual([]);
    const names = first.map(({ name }) => name);
    expect(names).toContain("refs/tags/twice");
    expect(names.filter((name) => name.endsWith("tree"))).toEqual([]);
  });

  test("what was remembered and is damaged is asked for again", async () => {
    const stage = await clonedScene();
    const first = await (await open(stage)).listRefs();
    const [store = ""] = await readdir(join(stage.cacheDir, "git"));
    await writeFile(join(stage.cacheDir, "git", store, "signalbox-memory.json"), '{"format":1,"peeled":{"0');
    await stage.calls();
    expect(await (await open(stage)).listRefs()).toEqual(first);
    expect(await stage.calls()).toEqual(["for-each-ref"]);
  });

  test.each<readonly [string, (gitDir: string) => Promise<unknown>]>([
    [
      "a configuration that includes another",
      (gitDir) => appendFile(join(gitDir, "config"), "[include]\n\tpath = x\n"),
    ],
    ["a value in quotes", (gitDir) => appendFile(join(gitDir, "config"), '[a]\n\tb = "c d"\n')],
    ["a comment behind a value", (gitDir) => appendFile(join(gitDir, "config"), "[a]\n\tb = c ; d\n")],
    ["another ref format", (gitDir) => appendFile(join(gitDir, "config"), "[extensions]\n\trefstorage = reftable\n")],
    [
      "another object format",
      (gitDir) => appendFile(join(gitDir, "config"), "[extensions]\n\tobjectformat = sha256\n"),
    ],
    [
      "a version of tomorrow",
      (gitDir) => appendFile(join(gitDir, "config"), "[core]\n\trepositoryformatversion = 2\n"),
    ],
    ["a worktree elsewhere", (gitDir) => appendFile(join(gitDir, "config"), "[core]\n\tworktree = /elsewhere\n")],
    ["a HEAD that stands in for ref tables", (gitDir) => writeFile(join(gitDir, "HEAD"), "ref: refs/heads/.invalid\n")],
    ["no HEAD", (gitDir) => rm(join(gitDir, "HEAD"))],
    ["the git folder of a linked worktree", (gitDir) => writeFile(join(gitDir, "commondir"), "..\n")],
    ["no objects", (gitDir) => rm(join(gitDir, "objects"), { recursive: true })],
  ])("%s is for git", async (_, change) => {
    const { clone } = await clonedScene();
    expect(inspectByFiles(clone)).toMatchObject({ isBare: false, isShallow: false, upstream: { name: "origin" } });
    await change(join(clone, ".git"));
    expect(inspectByFiles(clone)).toBeNull();
  });

  test("a shallow clone is seen as one, a worktree and a bare folder are for git", async () => {
    const { clone } = await clonedScene();
    await git(clone, "worktree", "add", "-q", "../linked");
    expect(inspectByFiles(join(clone, "../linked"))).toBeNull();
    await git(clone, "clone", "-q", "--bare", ".", "../bare.git");
    expect(inspectByFiles(join(clone, "../bare.git"))).toBeNull();
    await git(clone, "clone", "-q", "--depth=1", `file://${clone}`, "../shallow");
    expect(inspectByFiles(join(clone, "../shallow"))?.isShallow).toBe(true);
  });

  test.each<readonly [string, (gitDir: string) => Promise<unknown>]>([
    ["an empty ref", (gitDir) => writeFile(join(gitDir, "refs/tags/empty"), "")],
    ["a file that is no ref", (gitDir) => writeFile(join(gitDir, "refs/tags/.DS_Store"), "\0\0")],
    ["a link", (gitDir) => symlink("v1.0.0", join(gitDir, "refs/tags/link"))],
    [
      "a file in the place of the folder",
      (gitDir) =>
        rm(join(gitDir, "refs/tags"), { recursive: true }).then(() => writeFile(join(gitDir, "refs/tags"), "reftable")),
    ],
    ["a line of packed refs that is cut", (gitDir) => appendFile(join(gitDir, "packed-refs"), "0123 refs/tags/x\n")],
  ])("%s is for git", async (_, change) => {
    const { clone } = await clonedScene();
    const gitDir = join(clone, ".git");
    await mkdir(join(gitDir, "refs/tags"), { recursive: true });
    expect(readRefFiles(gitDir, ["refs/tags"])).not.toBeNull();
    await change(gitDir);
    expect(readRefFiles(gitDir, ["refs/tags"])).toBeNull();
  });

  test("a folder that may not be read is for git", async () => {
    const { clone } = await clonedScene();
    const folder = join(clone, ".git/refs/tags");
    await mkdir(folder, { recursive: true });
    await chmod(folder, 0);
    const isRoot = process.geteuid?.() === 0; // who may read everything
    expect(readRefFiles(join(clone, ".git"), ["refs/tags"]) === null).toBe(!isRoot);
    await chmod(folder, 0o755);
  });

  test("loose refs stand before packed ones, and a symbolic ref is followed", async () => {
    const { clone } = await clonedScene();
    await git(clone, "pack-refs", "--all");
    await git(clone, "update-ref", "refs/remotes/origin/dev", "origin/main");
    await git(clone, "update-ref", "refs/remotes/origin/deep/er", "origin/main");
    const gitDir = join(clone, ".git");
    const store = { gitDir, launch: { gitPath: "git", env: gitEnvironment() } } as unknown as Store;
    const { refs } = await readRefs(store, ["refs/remotes/origin/"]);
    expect(listedRefs(readRefFiles(gitDir, ["refs/remotes/origin"]) ?? new Map(), new Map())).toEqual(refs);
    expect(refs.find(({ name }) => name.endsWith("/HEAD"))?.symref).toBe("refs/remotes/origin/main");
  });
});

test("settings are those that git lists", async () => {
  const { clone } = await clonedScene();
  await git(clone, "config", "http.https://example.org/.extraheader", "AUTHORIZATION: basic abc=");
  await git(clone, "config", "branch.Feature/X.merge", "refs/heads/x");
  await git(clone, "config", "remote.origin.fetch", "+refs/heads/*:refs/remotes/origin/*");
  await appendFile(join(clone, ".git/config"), "# a remark\n[Gc]\n\tAuto\n\tempty =\n  spaced   =  a b  \n");
  const listed = (await git(clone, "config", "--local", "-z", "--list")).split("\0").filter(Boolean);
  const ours = parsePlainConfig(await readFile(join(clone, ".git/config"), "utf8"));
  expect(ours?.map(([key, value]) => (key === "gc.auto" ? key : `${key}\n${value}`))).toEqual(listed);
});
