import type { History } from "@signalbox/testbed";
import { describe, expect, test } from "vitest";
import type { GitRepository, Repositories } from "../src/index.js";
import { git, scene } from "./scene.js";

const LINES = Array.from({ length: 40 }, (_, index) => `line ${index}`);
const edited = (changes: Record<number, string>, eol = "\n"): string =>
  LINES.map((line, index) => `${changes[index] ?? line}${eol}`).join("");

type Files = NonNullable<NonNullable<Parameters<History["commit"]>[1]>["files"]>;
interface Case {
  readonly base: Files;
  readonly main: Files;
  readonly prod: Files;
  /** The isomorphic engine tells no tree. */
  readonly isNative?: boolean;
}

const CASES: Record<string, Case> = {
  "one line of a file": {
    base: { a: edited({}), b: edited({}), c: "c\n" },
    main: { a: edited({ 5: "main" }), b: edited({ 3: "main" }), "new/main": "m\n" },
    prod: { a: edited({ 5: "prod" }), b: edited({ 30: "prod" }), c: null },
  },
  "several places, with merged ones between": {
    base: { a: edited({}) },
    main: { a: edited({ 2: "m2", 10: "m10", 20: "m20", 38: "m38" }) },
    prod: { a: edited({ 2: "p2", 15: "p15", 20: "p20", 30: "p30" }) },
  },
  "lines that begin and end alike": {
    base: { a: edited({}) },
    main: { a: edited({ 9: "same\nmain\nend" }) },
    prod: { a: edited({ 9: "same\nprod\nend" }) },
  },
  "lines that one side removed": {
    base: { a: edited({}) },
    main: { a: edited({ 9: "main" }) },
    prod: { a: edited({}).replace("line 9\nline 10\n", "") },
  },
  "files with carriage returns": {
    base: { a: edited({}, "\r\n") },
    main: { a: edited({ 9: "main" }, "\r\n") },
    prod: { a: edited({ 9: "prod" }, "\r\n") },
  },
  "files without a last newline": {
    base: { a: `${edited({})}end` },
    main: { a: `${edited({})}main` },
    prod: { a: `${edited({})}prod` },
  },
  "two new files": { base: { a: "a\n" }, main: { n: "main\n" }, prod: { n: "prod\n" } },
  "a change and a deletion": {
    base: { a: edited({}), k: "k\n" },
    main: { a: edited({ 1: "x" }) },
    prod: { a: null, k: "kept\n" },
  },
  "a deletion and a change": {
    base: { "deep/er/a": edited({}), k: "k\n" },
    main: { "deep/er/a": null },
    prod: { "deep/er/a": edited({ 1: "x" }), k: "kept\n" },
  },
  "binary files": { base: { a: "\0base", b: "1\n" }, main: { a: "\0main" }, prod: { a: "\0prod", b: "2\n" } },
  "an executable": {
    base: { a: { content: edited({}), mode: "100755" } },
    main: { a: { content: edited({ 5: "m" }), mode: "100755" } },
    prod: { a: { content: edited({ 5: "p" }), mode: "100755" } },
  },
  submodules: {
    base: { s: { submodule: "1".repeat(40) }, a: "1\n" },
    main: { s: { submodule: "2".repeat(40) } },
    prod: { s: { submodule: "3".repeat(40) }, a: "2\n" },
    isNative: true,
  },
  "two modes": {
    base: { a: "a\n" },
    main: { n: { content: "n", mode: "100755" } },
    prod: { n: "n" },
    isNative: true,
  },
};

/** What both engines must do alike with merges that conflict. */
export function partialContract(
  engine: GitRepository["engine"],
  repositories: (cacheDir: string) => Repositories,
): void {
  describe(`${engine}: the tree of a merge that conflicts`, () => {
    test.each(Object.entries(CASES))("%s", async (_, { base, main, prod, isNative }) => {
      const { url, bare, cacheDir, oidOf } = await scene((story) => {
        story.commit("main", { files: base });
        story.branch("prod", "main");
        story.commit("main", { files: main });
        story.commit("prod", { files: prod });
      });
      const repository = await repositories(cacheDir).open(url);
      const [ours, theirs] = [oidOf("prod"), oidOf("main")];
      const { tree, partial, conflicts } = await repository.mergeTrees(ours, theirs);
      expect(tree).toBeNull();
      expect(conflicts).not.toEqual([]);
      if (engine === "isomorphic" && isNative === true) return void expect(partial).toBeNull();
      // git ends with 1 when there are conflicts, and prints the same tree.
      const printed = await git(bare, "merge-tree", "--write-tree", ours, theirs).catch(
        (error: { stdout: string }) => error.stdout,
      );
      expect(partial).toBe(printed.slice(0, 40));
      const marked = await repository.readFiles(
        partial ?? "",
        conflicts.map((conflict) => conflict.path),
      );
      for (const [index, { kind }] of conflicts.entries()) {
        const text = Buffer.from(marked[index] ?? new Uint8Array()).toString();
        if (kind !== "content" && kind !== "add-add") continue;
        expect(text.match(/^<{7} .*$/gm)?.map((line) => line.trim())).toContain(`<<<<<<< ${ours}`);
        expect(text.match(/^>{7} .*$/gm)?.map((line) => line.trim())).toContain(`>>>>>>> ${theirs}`);
        expect(text).not.toMatch(/^\|{7}/m);
      }
    });

    test("is none when nothing conflicts", async () => {
      const { url, cacheDir, oidOf } = await scene((story) => {
        story.commit("main", { files: { a: "a\n", b: "b\n" } });
        story.branch("prod", "main");
        story.commit("main", { files: { a: "main\n" } });
        story.commit("prod", { files: { b: "prod\n" } });
      });
      const repository = await repositories(cacheDir).open(url);
      const [main, prod] = [oidOf("main"), oidOf("prod")];
      expect((await repository.mergeTrees(prod, main)).partial).toBeNull();
      expect((await repository.mergeTrees(prod, prod)).partial).toBeNull();
    });

    test("can be put right and committed", async () => {
      const { url, bare, cacheDir, oidOf } = await scene((story) => {
        story.commit("main", { files: { pin: "1.0\n", b: edited({}) } });
        story.branch("prod", "main");
        story.commit("main", { files: { pin: "1.2\n", b: edited({ 3: "main" }) } });
        story.commit("prod", { files: { pin: "1.1\n", b: edited({ 30: "prod" }) } });
      });
      const repository = await repositories(cacheDir).open(url);
      const parents = [oidOf("prod"), oidOf("main")];
      const { partial } = await repository.mergeTrees(parents[0] ?? "", parents[1] ?? "");
      const tree = await repository.makeTree(partial ?? "", [{ path: "pin", content: Buffer.from("1.2\n") }]);
      const by = { name: "Ada", email: "ada@example.org" };
      const oid = await repository.makeCommit({ tree, parents, message: "Merge", by, at: 1_700_000_000 });
      const pushed = await repository.pushRef({ ref: "refs/heads/merged", oid, expected: null });
      expect(pushed).toEqual({ status: "done" });
      expect(await git(bare, "show", "refs/heads/merged:pin")).toBe("1.2");
      expect(`${await git(bare, "show", "refs/heads/merged:b")}\n`).toBe(edited({ 3: "main", 30: "prod" }));
      expect(await git(bare, "grep", "-c", "<<<<<<<", "refs/heads/merged").catch(() => "none")).toBe("none");
    });
  });
}
