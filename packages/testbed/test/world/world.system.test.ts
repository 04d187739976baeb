import { describe, expect, test } from "vitest";
import { createLargeRepository, createWeeklyWorld, gitText, runGit } from "../../src/index.js";
import { scratch } from "../scratch.js";

const endAt = new Date("2026-03-02T09:00:00Z");
const DAY = 86_400;
const lines = (text: string): string[] => text.split("\n").filter(Boolean);

describe("createWeeklyWorld", () => {
  test("the same seed and date make the same refs everywhere", async () => {
    const refs = async (seed: number): Promise<string[]> => {
      const { repositories, configuration } = await createWeeklyWorld({ root: await scratch(), seed, endAt });
      return Promise.all([...repositories, configuration].map(({ path }) => gitText(path, ["for-each-ref"])));
    };
    expect(await refs(3)).toEqual(await refs(3));
    expect(await refs(4)).not.toEqual(await refs(3));
  });

  test("every component has at least 60 commits, and exactly the unreleased ones it names", async () => {
    const { repositories } = await createWeeklyWorld({ root: await scratch(), seed: 1, endAt });
    expect(new Set(repositories.map(({ mainline }) => mainline))).toEqual(new Set(["main", "master"]));
    for (const { path, mainline, latestTag, expectedUnreleased } of repositories) {
      expect(Number(await gitText(path, ["rev-list", "--count", mainline]))).toBeGreaterThanOrEqual(60);
      const merged = await runGit(path, ["merge-base", "--is-ancestor", latestTag, mainline], { accept: [0, 1] });
      // A tag on a squashed head is not in the mainline; the commit with its tree is.
      const trees = lines(await gitText(path, ["log", "--format=%T %H", mainline]));
      const tree = await gitText(path, ["rev-parse", `${latestTag}^{tree}`]);
      const since = merged.exitCode === 0 ? latestTag : trees.find((line) => line.startsWith(tree))?.split(" ")[1];
      expect(lines(await gitText(path, ["log", "--no-merges", "--format=%H", `${since}..${mainline}`]))).toHaveLength(
        expectedUnreleased,
      );
    }
  });

  test("the odd ones: a mistyped twin of each tag, and tags outside the mainline", async () => {
    const { root } = await createWeeklyWorld({ root: await scratch(), seed: 1, endAt });
    expect(lines(await gitText(`${root}/device-api.git`, ["tag", "--points-at", "v5.9.0"]))).toEqual([
      "v2.9.0",
      "v5.9.0",
    ]);
    expect(await gitText(`${root}/upload-processor.git`, ["tag", "--merged", "master"])).toBe("");
  });

  test("prod waits for fresh changes of several people, test for a few more; all merge cleanly", async () => {
    const { configuration } = await createWeeklyWorld({ root: await scratch(), seed: 1, endAt });
    const { path, expectedChanges } = configuration;
    const range = async (from: string, to: string): Promise<string[]> =>
      lines(await gitText(path, ["log", "--no-merges", "--format=%ct %an", `${from}..${to}`]));
    const waiting = await range("prod", "test");
    expect(waiting).toHaveLength(expectedChanges.prod);
    expect(new Set(waiting.map((line) => line.replace(/^\d+ /, ""))).size).toBeGreaterThanOrEqual(3);
    for (const line of [...waiting, ...(await range("test", "dev"))]) {
      const age = endAt.getTime() / 1000 - Number(line.split(" ")[0]);
      expect(age).toBeGreaterThan(0);
      expect(age).toBeLessThan(7 * DAY);
    }
    expect(await range("test", "dev")).toHaveLength(expectedChanges.test);
    expect([await range("test", "prod"), await range("dev", "test")]).toEqual([[], []]);
    const tree = await gitText(path, ["merge-tree", "--write-tree", "prod", "test"]);
    expect(tree).toBe(await gitText(path, ["rev-parse", "test^{tree}"]));
    expect(Number(await gitText(path, ["rev-list", "--count", "--all"]))).toBeGreaterThanOrEqual(60);
  });

  test("every pin names a tag that exists, and top.sls names states that exist", async () => {
    const { configuration, root } = await createWeeklyWorld({ root: await scratch(), seed: 1, endAt });
    for (const branch of configuration.environments) {
      for (const name of configuration.pinned) {
        const state = await gitText(configuration.path, ["show", `${branch}:pi/${name}/init.sls`]);
        const version = /- version: "(.*)"/.exec(state)?.[1];
        expect(await gitText(`${root}/${name}.git`, ["tag", "--list", `v${version}`])).toBe(`v${version}`);
      }
      const top = await gitText(configuration.path, ["show", "master:top.sls"]);
      for (const state of new Set(top.match(/pi\/\S+/g))) {
        await gitText(configuration.path, ["cat-file", "-e", `${branch}:${state}/init.sls`]);
      }
    }
  });

  test("its branches are protected", async () => {
    const { configuration } = await createWeeklyWorld({ root: await scratch(), seed: 1, endAt });
    expect(lines(await gitText(configuration.path, ["config", "--get-all", "testbed.protected"]))).toEqual([
      "dev",
      "test",
      "prod",
      "master",
    ]);
  });
});

test("createLargeRepository: commits, size and a range that merges cleanly", async () => {
  const { path } = await createLargeRepository({
    root: await scratch(),
    name: "large",
    commits: 800,
    megabytes: 3,
    seed: 1,
  });
  expect(Number(await gitText(path, ["rev-list", "--count", "--all"]))).toBeGreaterThanOrEqual(800);
  const size = /size-pack: (\d+)/.exec(await gitText(path, ["count-objects", "-v"]))?.[1];
  expect(Number(size)).toBeGreaterThan(2_500);
  expect(lines(await gitText(path, ["log", "--no-merges", "--format=%H", "prod..test"]))).toHaveLength(30);
  await runGit(path, ["merge-tree", "--write-tree", "prod", "test"]);
});
