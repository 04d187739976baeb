import { mkdir, readdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { converges, type History } from "@signalbox/testbed";
import { expect, test } from "vitest";
import { bothChanged, MAKE } from "../back-merge/lock-scene.js";
import { RULES } from "../back-merge/release-lines.js";
import { type ServedRepository, serveRepository } from "../served-repository.js";
import { type EngineName, kindsOn } from "./both-engines.js";

/** Locks whatever was exported: every path with its mode, where a link leads, and what is in it. */
const LIST = [
  "node",
  "-e",
  `const { lstatSync, readdirSync, readFileSync, readlinkSync, writeFileSync } = require("node:fs");
   const all = readdirSync(".", { recursive: true }).filter((path) => path !== "lock.json").sort();
   const line = (path, at) => [path, at.isSymbolicLink() ? readlinkSync(path) : at.isDirectory() ? "/" : (at.mode & 0o100) + readFileSync(path, "base64")];
   writeFileSync("lock.json", JSON.stringify(all.map((path) => line(path, lstatSync(path)))));`,
];

/** Both lines with a lock file of their own, and all kinds of files beside it. */
function manyKinds(told: History): void {
  bothChanged(told);
  told.commit("16.7", {
    files: {
      "bin/tool": { content: "#!/bin/sh\n", mode: "100755" },
      link: { content: "bin/tool", mode: "120000" },
      'deep/er/größe "it\'s".txt': "a\r\nb",
      "logo.png": Buffer.from([0, 1, 2, 255]),
      lib: { submodule: "1".repeat(40) },
    },
  });
}

const input = ({ repository }: ServedRepository, command: readonly string[], more: object) => ({
  repository,
  from: "16.7",
  into: ["16.8"],
  rules: RULES,
  lockFiles: [{ files: ["lock.json"], command, ...more }],
});

/** A merge with a lock file on an engine, and what is left in the folders for it. */
async function lockOn(engine: EngineName, served: ServedRepository) {
  const scratchDir = join(dirname(served.path), `scratch-of-${engine}`);
  await mkdir(scratchDir);
  const { operations } = await kindsOn(engine, served, { scratchDir });
  return { merge: operations["back-merge"] ?? expect.fail("no back-merge"), left: () => readdir(scratchDir) };
}

test.each([
  ["everything", {}],
  ["what the command needs", { needs: ["package.json", "bin", "deep"] }],
])("the command finds %s as it is in the tree, with either engine", async (_, more) => {
  const served = await serveRepository(manyKinds, { defaultBranch: "main", protected: [] });
  const [isomorphic, native] = [await lockOn("isomorphic", served), await lockOn("native", served)];
  const planned = await native.merge.plan(input(served, LIST, more));
  const { plan } = await converges(isomorphic.merge, input(served, LIST, more));
  expect(plan).toEqual(planned);
  const listed = await served.git("show", "refs/heads/16.8:lock.json");
  expect(listed).toContain(`["bin/tool","64${Buffer.from("#!/bin/sh\n").toString("base64")}"]`);
  expect([await isomorphic.left(), await native.left()]).toEqual([[], []]);
});

test.each([
  ["hangs", ["node", "-e", "setInterval(() => {}, 1000)"], /did not end by itself within 0.3 s/],
  ["fails", ["node", "-e", 'console.error("no such registry"); process.exit(3)'], /ended with 3/],
])("without git, a command that %s leaves the file to a person and no folder behind", async (_, command, why) => {
  const served = await serveRepository(bothChanged, { defaultBranch: "main", protected: [] });
  const { merge, left } = await lockOn("isomorphic", served);
  const plan = await merge.plan(input(served, command, { timeoutMs: 300 }));
  expect(plan).toMatchObject({ actions: [], problems: [{ code: "ERR_MERGE_CONFLICT" }] });
  expect(plan.problems[0]?.message).toMatch(why);
  expect(await left()).toEqual([]);
});

test("without git, an abort ends the command and removes its folder", async () => {
  const served = await serveRepository(bothChanged, { defaultBranch: "main", protected: [] });
  const { merge, left } = await lockOn("isomorphic", served);
  const abort = new AbortController();
  const onEvent = ({ type, kind }: { readonly type: string; readonly kind: string }): void => {
    if (type === "progress" && kind === "lock-files") queueMicrotask(() => abort.abort(new Error("stopped")));
  };
  const planning = merge.plan(input(served, MAKE, {}), { signal: abort.signal, onEvent });
  await expect(planning).rejects.toThrow("stopped");
  expect(await left()).toEqual([]);
});
