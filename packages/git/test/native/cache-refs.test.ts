import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createBareRepository, gitEnvironment, history } from "@signalbox/testbed";
import { expect, test } from "vitest";
import { createAnswers } from "../../src/native/answers.js";
import { createCacheRefs } from "../../src/native/cache-refs.js";
import type { Store } from "../../src/native/store.js";
import { git, scratch } from "../scene.js";

/** A cache with two branches and two tags, and how often git was asked for its refs. */
async function cache() {
  const root = await scratch();
  const gitDir = await createBareRepository(root, "cache");
  const story = history({ seed: 3, endAt: new Date("2024-06-03T09:00:00Z") });
  story.commits("main", 2);
  story.branch("prod", "main");
  story.commit("prod");
  story.tag("light", "main");
  story.tag("v1", "main", "first");
  const { oidOf } = await story.write(gitDir);
  await git(gitDir, "update-ref", "-d", "refs/testbed/import");
  const trace = join(root, "trace");
  const env = gitEnvironment({ GIT_TRACE: trace });
  const launch = { gitPath: "git", env, assertUsable: () => Promise.resolve() };
  const store = {
    gitDir,
    objects: join(gitDir, "objects"),
    launch,
    remote: null,
    isPartial: true,
    answers: createAnswers(),
  };
  const list = createCacheRefs();
  const refs = async (): Promise<string[]> =>
    (await list(store as unknown as Store, {})).map((ref) => `${ref.name} ${ref.oid} ${ref.commit}`);
  /** Since the last time. */
  const asked = async (): Promise<number> => {
    const text = await readFile(trace, "utf8").catch(() => "");
    await rm(trace, { force: true });
    return text.match(/trace: built-in: git for-each-ref/g)?.length ?? 0;
  };
  const told = async (): Promise<string[]> => {
    const format = "%(refname) %(objectname) %(if)%(*objectname)%(then)%(*objectname)%(else)%(objectname)%(end)";
    return (await git(gitDir, "for-each-ref", `--format=${format}`)).split("\n");
  };
  return { gitDir, refs, asked, told, oidOf };
}

test("asks git once, and reads files from then on", async () => {
  const { refs, asked, told } = await cache();
  expect(await refs()).toEqual(await told());
  expect(await asked()).toBe(1);
  expect(await Promise.all([refs(), refs()])).toEqual([await told(), await told()]);
  expect(await asked()).toBe(0);
});

test.each<[string, (gitDir: string, main: string, prod: string) => Promise<unknown>]>([
  ["a branch is new", (at, main) => git(at, "update-ref", "refs/heads/feature/x", main)],
  ["a branch has moved", (at, main, prod) => git(at, "update-ref", "refs/heads/main", prod, main)],
  ["a branch is gone", (at) => git(at, "update-ref", "-d", "refs/heads/prod")],
  ["a tag that is known has another name too", (at) => git(at, "update-ref", "refs/tags/again", "refs/tags/v1")],
  ["a lightweight tag stands at a known commit", (at, main) => git(at, "update-ref", "refs/tags/new", main)],
  ["all are packed", (at) => git(at, "pack-refs", "--all")],
  [
    "one is packed and has moved since",
    async (at, main) => {
      await git(at, "pack-refs", "--all");
      await git(at, "update-ref", "refs/heads/prod", main);
    },
  ],
  ["somebody is writing one", (at) => writeFile(join(at, "refs/heads/main.lock"), "")],
])("says what git would say without it when %s", async (_, change) => {
  const { gitDir, refs, asked, told, oidOf } = await cache();
  await refs();
  await change(gitDir, oidOf("main"), oidOf("prod"));
  await asked();
  expect(await refs()).toEqual(await told());
  expect(await asked()).toBe(0);
});

test.each<[string, (gitDir: string) => Promise<unknown>]>([
  ["a tag that it has not seen", (at) => git(at, "tag", "-a", "-m", "x", "v2", "refs/heads/main")],
  ["a tag of a tag", (at) => git(at, "tag", "-a", "-m", "x", "outer", "refs/tags/v1")],
])("asks git what is behind %s", async (_, change) => {
  const { gitDir, refs, asked, oidOf } = await cache();
  await refs();
  await change(gitDir);
  await asked();
  expect((await refs()).filter((line) => line.endsWith(oidOf("main"))).length).toBe(4);
  expect(await asked()).toBe(1);
  await refs();
  expect(await asked()).toBe(0);
});

test("leaves damage to git, and asks again when git could not say either", async () => {
  const { gitDir, refs, asked } = await cache();
  await refs();
  await writeFile(join(gitDir, "refs/heads/main"), "rubbish\n");
  await asked();
  await refs().catch(() => undefined);
  expect(await asked()).toBe(1);
  await rm(join(gitDir, "refs/heads/main"));
  expect((await refs()).map((line) => line.split(" ")[0])).toEqual([
    "refs/heads/prod",
    "refs/tags/light",
    "refs/tags/v1",
  ]);
});
