import { access, chmod, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gitEnvironment, type History } from "@signalbox/testbed";
import { expect, test } from "vitest";
import { nativeRepositories } from "../../src/index.js";
import { git, scene } from "../scene.js";

const files = Object.fromEntries(
  Array.from({ length: 30 }, (_, index) => [`dir-${index % 3}/file-${index}`, `${index}\n`]),
);
const story = (tell: History): void => {
  tell.commit("main", {
    files: { ...files, ".gitattributes": "* text=auto eol=crlf filter=lfs ident\n", "a b": "$Id$\n" },
  });
  tell.branch("prod", "main");
  tell.commit("main", { files: { "dir-0/file-0": "changed\n" } });
};

test("contents that are not here come in one batch, and only once", async () => {
  const stage = await scene(story);
  const repository = await nativeRepositories({ cacheDir: stage.cacheDir, env: gitEnvironment() }).open(stage.url);
  const [main, prod] = [stage.oidOf("main"), stage.oidOf("prod")];
  stage.server.clearRequests();
  expect(await repository.listFiles(prod)).toHaveLength(32);
  expect(stage.server.requests).toEqual([]);
  const two = await repository.readFiles(prod, ["dir-0/file-0", "dir-1/file-1", "gone"]);
  expect(two.map((content) => content && Buffer.from(content).toString())).toEqual(["0\n", "1\n", null]);
  const batch = ["POST upload-pack"];
  const requests = (): string[] => stage.server.requests.map((request) => `${request.method} ${request.service}`);
  expect(requests()).toEqual(batch);
  await mkdir(join(stage.root, "out"));
  await repository.exportFiles(prod, join(stage.root, "out"));
  expect(requests()).toEqual([...batch, ...batch]);
  await mkdir(join(stage.root, "again"));
  await repository.exportFiles(prod, join(stage.root, "again"));
  await repository.readFiles(prod, ["dir-2/file-29"]);
  expect(requests()).toHaveLength(2);
  await repository.makeTree(main, [{ path: "dir-0/file-0", content: Buffer.from("x") }]);
  expect(requests()).toHaveLength(2);
  await repository.readFiles(main, ["dir-0/file-0"]);
  expect(requests()).toHaveLength(3);
});

test("an export runs no filter and no hook, and changes no line end", async () => {
  const stage = await scene(story);
  const mark = join(stage.root, "ran");
  const spy = join(stage.root, "spy");
  await writeFile(spy, `#!/bin/sh\ntouch ${mark}\ncat\n`);
  await chmod(spy, 0o755);
  const config = join(stage.root, "gitconfig");
  for (const [key, value] of [
    ["filter.lfs.smudge", spy],
    ["filter.lfs.process", spy],
    ["filter.lfs.required", "true"],
    ["core.autocrlf", "true"],
    ["core.eol", "crlf"],
    ["core.hooksPath", stage.root],
    ["core.fsmonitor", spy],
  ] as const)
    await git(stage.root, "config", "--file", config, key, value);
  await writeFile(join(stage.root, "post-checkout"), await readFile(spy));
  const env = gitEnvironment({ GIT_CONFIG_GLOBAL: config });
  const repository = await nativeRepositories({ cacheDir: stage.cacheDir, env }).open(stage.url);
  await mkdir(join(stage.root, "out"));
  await repository.exportFiles(stage.oidOf("main"), join(stage.root, "out"));
  expect(await readFile(join(stage.root, "out", "dir-0/file-0"), "utf8")).toBe("changed\n");
  expect(await readFile(join(stage.root, "out", "a b"), "utf8")).toBe("$Id$\n");
  await expect(access(mark)).rejects.toThrow();
});

test("files of a clone are read without a word to its remote, and nothing is written into it", async () => {
  const stage = await scene(story);
  const clone = join(stage.root, "work");
  await git(stage.root, "clone", "-q", stage.url, clone);
  const before = await git(clone, "count-objects", "-v");
  stage.server.clearRequests();
  const repository = await nativeRepositories({ cacheDir: stage.cacheDir, env: gitEnvironment() }).open(clone);
  const [content] = await repository.readFiles(stage.oidOf("main"), ["dir-0/file-0"]);
  expect(Buffer.from(content ?? []).toString()).toBe("changed\n");
  const tree = await repository.makeTree(stage.oidOf("main"), [{ path: "new", content: Buffer.from("x") }]);
  expect(await repository.listFiles(tree)).toHaveLength(33);
  expect(stage.server.requests).toEqual([]);
  expect(await git(clone, "count-objects", "-v")).toBe(before);
});
