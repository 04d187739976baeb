import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createBareRepository, gitText, history, seededRandom } from "@signalbox/testbed";
import { afterAll, beforeAll, expect, test } from "vitest";
import { inGitOrder } from "../../../src/find-unreleased/without-clone/git-order.js";

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "git-order-"));
});
afterAll(() => rm(root, { recursive: true, force: true }));

test.each([1, 2, 3, 4, 5, 6])("history %i is ordered as git log orders it, whatever way it comes in", async (seed) => {
  const path = await createBareRepository(root, `history-${seed}`);
  // A gap of a few hundred milliseconds: many commits share a second.
  const one = history({ seed, endAt: new Date("2026-03-02T09:00:00Z"), gapMs: seed % 2 === 0 ? 400 : 3_600_000 });
  const random = seededRandom(seed);
  one.commits("main", 3);
  for (let round = 0; round < 8; round += 1) {
    one.branch("topic", "main");
    for (let count = 0; count <= random.below(4); count += 1)
      one.commit("topic", { files: { [`t${round}-${count}.txt`]: "x\n" } });
    for (let count = 0; count <= random.below(3); count += 1)
      one.commit("main", { files: { [`m${round}-${count}.txt`]: "x\n" } });
    one.merge("main", "topic");
  }
  await one.write(path);
  const log = (await gitText(path, ["log", "--format=%H %ct %P", "main"])).split("\n");
  const commits = log.map((line) => {
    const [commit = "", date = "", ...parents] = line.split(" ");
    return { commit, committedAt: Number(date), parents };
  });
  const shuffled = commits.toSorted((a, b) => (a.commit < b.commit ? -1 : 1));
  const ordered = inGitOrder(shuffled, [commits[0]?.commit ?? ""]);
  expect(ordered.map(({ commit }) => commit)).toEqual(commits.map(({ commit }) => commit));
});
