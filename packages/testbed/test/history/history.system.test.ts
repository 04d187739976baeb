import { describe, expect, test } from "vitest";
import { createBareRepository, gitText, history, runGit } from "../../src/index.js";
import { scratch } from "../scratch.js";

const endAt = new Date("2026-03-02T09:00:00Z");

async function written(tell: (h: ReturnType<typeof history>) => void, seed = 7, end = endAt) {
  const path = await createBareRepository(await scratch(), "told");
  const h = history({ seed, endAt: end });
  tell(h);
  const { oidOf } = await h.write(path);
  return { path, oidOf, git: (...args: string[]) => gitText(path, args) };
}

describe("history", () => {
  test("the same seed and end give the same object ids, another seed or end does not", async () => {
    const refs = async (seed: number, end: Date): Promise<string> => {
      const { git } = await written(
        (h) => {
          h.commits("main", 20);
          h.tag("v1.0.0", "main", "One");
        },
        seed,
        end,
      );
      return git("for-each-ref");
    };
    const first = await refs(1, endAt);
    expect(await refs(1, endAt)).toBe(first);
    expect(await refs(2, endAt)).not.toBe(first);
    expect(await refs(1, new Date(endAt.getTime() + 1000))).not.toBe(first);
  });

  test("dates end at `endAt`, never run backwards, and obey `daysAgo`", async () => {
    const { git } = await written((h) => {
      h.commits("main", 10);
      h.commit("main", { subject: "old", daysAgo: 5 });
      h.commit("main", { subject: "new" });
    });
    const times = (await git("log", "--reverse", "--format=%ct", "main")).split("\n").map(Number);
    expect(times.at(-1)).toBe(endAt.getTime() / 1000);
    expect(times.at(-2)).toBe(endAt.getTime() / 1000 - 5 * 86_400);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
  });

  test("merges, squashes and cherry-picks are what git calls so", async () => {
    const { git, oidOf } = await written((h) => {
      h.commit("main", { files: { "a.txt": "a\n", "b.txt": "b\n" } });
      h.branch("topic", "main");
      const fix = h.commit("topic", { subject: "fix", files: { "a.txt": "fixed\n" } });
      h.commit("topic", { files: { "b.txt": null } });
      h.branch("squashed", "main");
      h.branch("picked", "main");
      h.commit("main", { files: { "c.txt": "c\n" } });
      h.merge("main", "topic");
      h.squash("squashed", "topic", { subject: "topic (#4)" });
      h.commit("picked", { files: { "d.txt": "d\n" } });
      h.cherryPick(fix, "picked");
    });
    expect(await git("rev-parse", "main^2")).toBe(oidOf("topic"));
    expect(await git("ls-tree", "--name-only", "main")).toBe("a.txt\nc.txt");
    expect(await git("merge-tree", "--write-tree", "main^1", "main^2")).toBe(await git("rev-parse", "main^{tree}"));
    expect(await git("rev-parse", "squashed^{tree}")).toBe(await git("rev-parse", "topic^{tree}"));
    expect(await git("rev-list", "--count", "--merges", "squashed")).toBe("0");
    expect(await git("log", "--format=%m %s", "--cherry-mark", "--right-only", "picked...topic")).toContain("= fix");
  });

  test("tags are annotated only with a message; a deleted branch is gone", async () => {
    const { git, oidOf } = await written((h) => {
      h.commits("main", 2);
      h.branch("topic", "main");
      h.tag("v1.0.0", "topic", "The first");
      h.tag("v1.0.1", h.commit("topic"));
      h.deleteBranch("topic");
    });
    expect(await git("for-each-ref", "--format=%(refname) %(objecttype)")).toBe(
      "refs/heads/main commit\nrefs/tags/v1.0.0 tag\nrefs/tags/v1.0.1 commit",
    );
    expect(await git("rev-parse", "v1.0.0^{commit}")).toBe(oidOf("main"));
  });

  test("what both sides changed must be settled", async () => {
    const tell = (files?: Record<string, string>) =>
      written((h) => {
        h.commit("main", { files: { a: "1\n" } });
        h.branch("topic", "main");
        h.commit("topic", { files: { a: "2\n" } });
        h.commit("main", { files: { a: "3\n" } });
        h.merge("main", "topic", files === undefined ? {} : { files });
      });
    await expect(tell()).rejects.toMatchObject({
      code: "ERR_TESTBED_HISTORY",
      message: expect.stringContaining("a unsettled"),
    });
    const { git } = await tell({ a: "4\n" });
    expect(await git("show", "main:a")).toBe("4");
  });

  test("5,000 commits with merges, sound and quick", async () => {
    const started = performance.now();
    const { path, git } = await written((h) => {
      h.commits("main", 1000);
      for (let topic = 0; topic < 160; topic++) {
        h.branch("topic", "main");
        for (let step = 0; step < 12; step++) h.commit("topic", { files: { [`topics/${topic}.txt`]: `${step}\n` } });
        h.commits("main", 12);
        h.merge("main", "topic");
      }
    });
    const took = performance.now() - started;
    expect(Number(await git("rev-list", "--count", "--all"))).toBe(1000 + 160 * 25);
    await runGit(path, ["fsck", "--strict"]);
    expect(took).toBeLessThan(10_000); // about 1 s alone; the limit is loose because machines are shared
  });
});
