import { expect, test } from "vitest";
import { createNumberedWorld, gitText } from "../../src/index.js";
import { scratch } from "../scratch.js";

const endAt = new Date("2026-03-02T09:00:00Z");

test("a release stands before the next one, with fixes that the mainlines lack", async () => {
  const root = await scratch();
  const { repositories, previous } = await createNumberedWorld({ root, seed: 3, endAt });
  for (const { path, mainline, missing, name } of repositories) {
    const branches = (await gitText(path, ["for-each-ref", "--format=%(refname:short)", "refs/heads"])).split("\n");
    expect(branches, name).toContain(mainline);
    if (!branches.includes(previous)) continue;
    const range = ["rev-list", "--cherry-pick", "--right-only", "--no-merges", "--count"];
    const counted = await gitText(path, [...range, `refs/heads/${mainline}...refs/heads/${previous}`]);
    expect(Number(counted), name).toBe(missing);
  }
  expect(repositories.filter(({ publishesOnTag }) => publishesOnTag).map(({ name }) => name)).toEqual(["models"]);
});
