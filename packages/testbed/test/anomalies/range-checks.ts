import { expect } from "vitest";
import type { Look } from "./look.js";

const defaultIs =
  (branch: string) =>
  async ({ git }: Look) => {
    expect(await git("symbolic-ref", "HEAD")).toBe(`refs/heads/${branch}`);
    expect(await git("rev-list", "--count", "HEAD")).toMatch(/^[35]$/);
  };

export const rangeChecks = {
  "criss-cross-merges": async ({ lines, made, git }: Look) => {
    const bases = await lines("merge-base", "--all", "dev", "test");
    expect(bases.toSorted()).toEqual([made.commits["dev"], made.commits["test"]].toSorted());
    await git("merge-tree", "--write-tree", "test", "dev");
  },
  "range-both-ways": async ({ git }: Look) => {
    expect(await git("rev-list", "--count", "prod..test")).toBe("3");
    expect(await git("rev-list", "--count", "test..prod")).toBe("4");
    expect(await git("rev-list", "--count", "--no-merges", "test..prod")).toBe("0");
  },
  "fixes-on-target": async ({ lines, made }: Look) => {
    expect(await lines("rev-list", "--no-merges", "dev..test")).toEqual([made.commits["fix"]]);
  },
  "squash-merged-promotion": async ({ git, made }: Look) => {
    expect(await git("rev-list", "--count", "prod..test")).toBe("9");
    expect(await git("rev-list", "--count", `${made.commits["old"]}..test`)).toBe("3");
    expect(await git("rev-parse", "prod^{tree}")).toBe(await git("rev-parse", `${made.commits["old"]}^{tree}`));
    expect(await git("rev-list", "--merges", "--count", "prod")).toBe("0");
  },
  "cherry-picked-fix": async ({ lines, made }: Look) => {
    expect(await lines("log", "--cherry-mark", "--format=%m%H", "prod...test")).toEqual(
      expect.arrayContaining([`=${made.commits["fix"]}`, `=${made.commits["twin"]}`]),
    );
  },
  "default-branch-main": defaultIs("main"),
  "default-branch-master": defaultIs("master"),
  "default-branch-next": defaultIs("next"),
  "without-base-branch": async ({ lines }: Look) => {
    expect(await lines("for-each-ref", "--format=%(refname)")).toEqual(["refs/heads/dev", "refs/heads/test"]);
  },
  "head-without-branch": async ({ git, asks }: Look) => {
    expect(await git("symbolic-ref", "HEAD")).toBe("refs/heads/main");
    expect(await asks("rev-parse", "--verify", "--quiet", "refs/heads/main")).toBe(1);
    expect(await git("rev-list", "--count", "trunk")).toBe("3");
  },
};
