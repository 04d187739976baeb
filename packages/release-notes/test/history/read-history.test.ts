import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isomorphicRepositories, nativeRepositories } from "@signalbox/git";
import { createBareRepository, gitEnvironment, type History as Story, history } from "@signalbox/testbed";
import { describe, expect, onTestFinished, test } from "vitest";
import { type HistoryRelease, type HistoryRequest, readHistory } from "../../src/index.js";

async function scene(tell: (story: Story) => void) {
  const root = await mkdtemp(join(tmpdir(), "signalbox-history-"));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  const bare = await createBareRepository(root, "shop");
  const story = history({ seed: 3, endAt: new Date("2026-01-05T09:00:00Z") });
  tell(story);
  await story.write(bare);
  const engines = {
    native: nativeRepositories({ cacheDir: join(root, "cache"), env: gitEnvironment() }),
    isomorphic: isomorphicRepositories({ cacheDir: join(root, "cache") }),
  };
  return async (request: HistoryRequest = {}, engine: keyof typeof engines = "native") => {
    const read = await readHistory(await engines[engine].open(bare), request);
    const releases: HistoryRelease[] = [];
    for await (const release of read.releases) releases.push(release);
    return { releases, account: read.account() };
  };
}

const weekly = (story: Story): void => {
  story.commit("main", { subject: "feat: begin" });
  story.tag("v1.0.0", "main");
  story.branch("side", "main");
  story.commit("side", { subject: "#3 | A side" });
  story.commit("main", { subject: "chore: tidy" });
  story.commit("main", { subject: "Bump x" });
  story.merge("main", "side");
  story.tag("v1.1.0", "main", "annotated");
  story.commit("main", { subject: "fix: late", body: "BREAKING CHANGE: gone" });
};

describe("a history", () => {
  test.each(["native", "isomorphic"] as const)(
    "comes as releases with all commits, by the %s engine",
    async (engine) => {
      const read = await scene(weekly);
      const { releases, account } = await read({ webUrl: "https://github.com/acme/shop", mute: ["Bump *"] }, engine);
      expect(
        releases.map(({ tag, version, url, date }) => [
          tag,
          version,
          url?.split("/").pop() ?? null,
          date?.slice(0, 4) ?? null,
        ]),
      ).toEqual([
        [null, null, null, null],
        ["v1.1.0", "1.1.0", "v1.1.0", "2026"],
        ["v1.0.0", "1.0.0", "v1.0.0", "2026"],
      ]);
      const told = releases.map(({ entries }) => entries.map(({ text, why }) => why ?? text).sort());
      expect(told).toEqual([["late\ngone"], ["A side", "merge-commit", "muted", "type-chore"], ["begin"]]);
      expect(account).toEqual({
        commits: 6,
        shown: 3,
        hidden: { "merge-commit": 1, "type-chore": 1, muted: 1 },
        misplaced: 0,
      });
    },
  );

  test.each<[HistoryRequest, number]>([
    [{ from: "v1.1.0" }, 1],
    [{ from: "v1.0.0" }, 5],
    [{ from: "v1.0.0", to: "v1.1.0" }, 4],
    [{ to: "refs/heads/side" }, 2],
    [{ from: "main" }, 0],
  ])("of the range %j has %i commits, shown or hidden", async (request, commits) => {
    const read = await scene(weekly);
    for (const exactOrder of [false, true]) {
      const { account } = await read({ ...request, exactOrder });
      const { shown, hidden } = account;
      expect([account.commits, shown + Object.values(hidden).reduce((sum, count) => sum + count, 0)]).toEqual([
        commits,
        commits,
      ]);
    }
  });

  test("says what it does not find", async () => {
    const read = await scene(weekly);
    await expect(read({ from: "v9" })).rejects.toMatchObject({ code: "ERR_REVISION_NOT_FOUND" });
    await expect(read({ tagPattern: "v" })).rejects.toMatchObject({ code: "ERR_TAG_PATTERN_INVALID" });
  });
});
