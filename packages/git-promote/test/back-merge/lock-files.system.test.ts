import { converges, type History } from "@signalbox/testbed";
import { expect, test } from "vitest";
import { bothChanged, lock, MAKE } from "./lock-scene.js";
import { codes, file, linksOf, manifest, releaseLines, RULES, serveLines, walk } from "./release-lines.js";

const input = { from: "16.7", into: ["16.8"], rules: RULES };
const lockFile = (command: readonly string[], more: object = {}) => ({
  ...input,
  lockFiles: [{ files: ["lock.json"], command: [...command], ...more }],
});

test("a lock file is made again from the manifest that the rules gave", async () => {
  const { repository, merge167, read, scratch } = await serveLines(bothChanged);
  const { plan } = await converges(merge167, { repository, ...lockFile(MAKE) });
  expect(await read("16.8", "package.json")).toBe(manifest("1.0.8", "1.2.0").trimEnd());
  expect(await read("16.8", "lock.json")).toBe(lock("1.0.8", "1.2.0").trimEnd());
  expect(linksOf(plan)[0]?.settled.map(({ path, by }) => `${by} ${path}`)).toEqual([
    "rule package.json",
    "lock-file lock.json",
  ]);
  expect(await scratch()).toEqual([]);
});

test("so is one that merges well, when a rule changed what it locks", async () => {
  const { repository, merge167, read } = await serveLines((told) => {
    releaseLines(told);
    told.commit("main", file("unrelated.js", "1\n"));
    told.commit("16.8", { files: { "lock.json": lock("1.0.8", "1.1.0"), "package.json": manifest("1.0.8", "1.1.0") } });
    told.commit("16.7", { files: { "package.json": manifest("1.0.7", "1.2.0") } });
  });
  await converges(merge167, { repository, ...lockFile(MAKE, { when: ["package.json"], needs: ["package.json"] }) });
  expect(await read("16.8", "lock.json")).toBe(lock("1.0.8", "1.2.0").trimEnd());
});

test("another machine makes the same lock file, or says that it does not", async () => {
  const { repository, merge167, other, at } = await serveLines(bothChanged);
  const plan = await merge167.plan({ repository, ...lockFile(MAKE) });
  await (await other()).apply(plan);
  expect(await at("16.8")).toBe(plan.actions[0]?.oid);
});

test("a command that answers differently elsewhere makes the plan stale there, and is applied as planned here", async () => {
  const random = ["node", "-e", 'require("node:fs").writeFileSync("lock.json", JSON.stringify(crypto.randomUUID()))'];
  const { repository, merge167, other, at } = await serveLines(bothChanged);
  const plan = await merge167.plan({ repository, ...lockFile(random) });
  await expect((await other()).apply(plan)).rejects.toMatchObject({ code: "ERR_PLAN_STALE" });
  await merge167.apply(plan);
  expect(await at("16.8")).toBe(plan.actions[0]?.oid);
});

test.each<[string, readonly string[], object, RegExp]>([
  ["fails", ["node", "-e", 'console.error("no such registry"); process.exit(3)'], {}, /ended with 3/],
  ["hangs", ["node", "-e", "setInterval(() => {}, 1000)"], { timeoutMs: 300 }, /did not end by itself within 0.3 s/],
  ["is not installed", ["no-such-program-here"], {}, /could not be started/],
  ["leaves no lock file", ["rm", "lock.json"], {}, /there is no file lock.json/],
  ["leaves an empty one", ["truncate", "-s", "0", "lock.json"], {}, /lock.json is empty/],
  ["leaves a broken one", ["node", "-e", 'require("node:fs").writeFileSync("lock.json", "{")'], {}, /is no JSON/],
  [
    "leaves conflict markers",
    ["node", "-e", 'require("node:fs").writeFileSync("lock.json", "<<<<<<< a\\n=======\\n>>>>>>> b\\n")'],
    {},
    /has conflict markers/,
  ],
  ["leaves a link to another file", ["ln", "-sf", "/etc/hostname", "lock.json"], {}, /there is no file lock.json/],
])("a command that %s leaves the lock file to a person", async (_, command, more, why) => {
  const { repository, merge167, scratch } = await serveLines(bothChanged);
  const plan = await merge167.plan({ repository, ...lockFile(command, more) });
  expect([walk(plan), codes(plan.problems)]).toEqual([["16.7→16.8 conflict"], ["ERR_MERGE_CONFLICT"]]);
  expect(linksOf(plan)[0]?.conflicts).toMatchObject([
    { path: "lock.json", kind: "add-add", why: expect.stringMatching(why) as string },
  ]);
  if (command.join().includes("no such registry")) expect(plan.problems[0]?.message).toContain("no such registry");
  expect(await scratch()).toEqual([]);
});

test("commands do not run where a person is needed anyway", async () => {
  const runs: string[] = [];
  const commands = {
    run: (argv: readonly string[]) => {
      runs.push(argv.join(" "));
      return Promise.resolve({ code: 0, output: "" });
    },
  };
  const tell = (told: History): void => {
    bothChanged(told);
    told.commit("16.7", file("app.js", "here\n"));
    told.commit("16.8", file("app.js", "there\n"));
  };
  const { repository, merge167 } = await serveLines(tell, { commands });
  const plan = await merge167.plan({ repository, ...lockFile(MAKE) });
  expect(linksOf(plan)[0]?.conflicts.map(({ path }) => path)).toEqual(["app.js"]);
  expect(runs).toEqual([]);
});

test("an abort ends the command and removes its folder", async () => {
  const { repository, merge167, scratch } = await serveLines(bothChanged);
  const abort = new AbortController();
  const onEvent = ({ type, kind }: { readonly type: string; readonly kind: string }): void => {
    if (type === "progress" && kind === "lock-files") queueMicrotask(() => abort.abort(new Error("stopped")));
  };
  const hanging = lockFile(["node", "-e", "setInterval(() => {}, 1000)"]);
  await expect(merge167.plan({ repository, ...hanging }, { signal: abort.signal, onEvent })).rejects.toThrow("stopped");
  expect(await scratch()).toEqual([]);
});
