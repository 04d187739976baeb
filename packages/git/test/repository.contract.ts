import type { History } from "@signalbox/testbed";
import { describe, expect, test } from "vitest";
import type { GitRepository, Oid, Repositories } from "../src/index.js";
import { filesContract } from "./repository-files.contract.js";
import { forksContract } from "./repository-forks.contract.js";
import { logContract } from "./repository-log.contract.js";
import { partialContract } from "./repository-partial.contract.js";
import { tagsContract } from "./repository-tags.contract.js";
import { fingerprint, git, scene } from "./scene.js";

const BY = { name: "Ada Löw", email: "ada@example.org" };
const at = 1_700_000_000;
const LINES = Array.from({ length: 40 }, (_, index) => `line ${index}\n`);
const edited = (...changes: [number, string][]): string => {
  const lines = [...LINES];
  for (const [index, text] of changes) lines[index] = `${text}\n`;
  return lines.join("");
};

/** `main` and `prod` from one root, with one commit of their own each. */
const fork =
  (
    base: Parameters<History["commit"]>[1],
    main: Parameters<History["commit"]>[1],
    prod: Parameters<History["commit"]>[1],
  ) =>
  (story: History): void => {
    story.commit("main", base);
    story.branch("prod", "main");
    story.commit("main", main);
    story.commit("prod", prod);
  };

const simple = fork(
  { files: { a: edited() } },
  { files: { a: edited([3, "three"]) } },
  { files: { a: edited([30, "thirty"]) } },
);

/** What both engines must do alike. */
export function repositoryContract(
  engine: GitRepository["engine"],
  repositories: (cacheDir: string, fetch?: boolean) => Repositories,
): void {
  const opened = async (tell: (story: History) => void, options: Parameters<typeof scene>[1] = {}) => {
    const stage = await scene(tell, options);
    const repository = await repositories(stage.cacheDir).open(stage.url);
    return { ...stage, repository };
  };

  filesContract(engine, repositories);
  tagsContract(engine, repositories);
  logContract(engine, repositories);
  partialContract(engine, repositories);
  forksContract(engine, repositories);

  describe(`${engine}: refs`, () => {
    test("lists branches and tags by full name, a tag of the same name as a branch too", async () => {
      const { repository, bare, oidOf } = await opened((story) => {
        simple(story);
        story.branch("16.2", "main");
        story.tag("16.2", "prod");
        story.tag("v1.0.0", "main", "first");
      });
      const refs = await repository.listRefs();
      expect(refs.map((ref) => [ref.name, ref.commit])).toEqual([
        ["refs/heads/16.2", oidOf("main")],
        ["refs/heads/main", oidOf("main")],
        ["refs/heads/prod", oidOf("prod")],
        ["refs/tags/16.2", oidOf("prod")],
        ["refs/tags/v1.0.0", oidOf("main")],
      ]);
      expect(refs.at(-1)?.oid).toBe(await git(bare, "rev-parse", "refs/tags/v1.0.0"));
      expect([repository.name, repository.engine]).toEqual(["shop", engine]);
    });

    test("peels a tag of a tag, and leaves out tags that end at a tree", async () => {
      const stage = await scene(simple);
      await git(stage.bare, "tag", "-a", "-m", "x", "inner", "refs/heads/main");
      await git(stage.bare, "tag", "-a", "-m", "x", "outer", "refs/tags/inner");
      await git(stage.bare, "tag", "-a", "-m", "x", "tree", "refs/heads/main^{tree}");
      const repository = await repositories(stage.cacheDir).open(stage.url);
      const tags = (await repository.listRefs()).filter((ref) => ref.name.startsWith("refs/tags/"));
      expect(tags.map((ref) => [ref.name, ref.commit])).toEqual([
        ["refs/tags/inner", stage.oidOf("main")],
        ["refs/tags/outer", stage.oidOf("main")],
      ]);
    });

    test.each(["main", "master"])("names %s as the mainline", async (branch) => {
      const { repository } = await opened((story) => void story.commits(branch, 2), { defaultBranch: branch });
      expect(await repository.mainline()).toBe(`refs/heads/${branch}`);
    });

    test("has no mainline when HEAD names a branch that is not there", async () => {
      const stage = await scene((story) => void story.commits("trunk", 1));
      const opening = repositories(stage.cacheDir).open(stage.url);
      if (engine === "native") expect(await (await opening).mainline()).toBeNull();
      else await expect(opening).rejects.toMatchObject({ code: "ERR_ENGINE_LIMIT", details: { limit: "no-head" } });
    });

    test("refresh sees new, moved and deleted refs, and asks no more than its age allows", async () => {
      const { repository, bare, server, oidOf } = await opened((story) => {
        simple(story);
        story.branch("old", "main");
        story.tag("v1", "main");
      });
      await repository.refresh(); // the clone is new: nothing to ask
      await git(bare, "update-ref", "-d", "refs/heads/old");
      await git(bare, "update-ref", "refs/heads/old/child", oidOf("prod"));
      await git(bare, "update-ref", "refs/tags/v1", oidOf("prod"));
      server.clearRequests();
      await repository.refresh({ ifOlderThanMs: 3_600_000 });
      await repository.refresh({ ifOlderThanMs: Infinity });
      expect(server.requests).toHaveLength(0);
      await repository.refresh();
      const refs = new Map((await repository.listRefs()).map((ref) => [ref.name, ref.oid]));
      expect([...refs.keys()]).toEqual(["refs/heads/main", "refs/heads/old/child", "refs/heads/prod", "refs/tags/v1"]);
      expect(refs.get("refs/tags/v1")).toBe(oidOf("prod"));
      server.clearRequests();
      await repository.refresh();
      // Nothing moved: where the refs are is one request, with git's greeting two.
      expect(server.requests.length).toBeGreaterThan(0);
      expect(server.requests.length).toBeLessThanOrEqual(2);
    });
  });

  describe(`${engine}: history`, () => {
    test("lists commits newest first, with every field, up to a limit", async () => {
      const { repository, bare, oidOf } = await opened((story) => {
        story.commits("main", 4);
        story.branch("prod", "main");
        story.commit("main", {
          subject: 'Ünïcode <subject> "quoted"',
          body: "More.",
          author: { name: "Zoë", email: "z@example.org" },
        });
        story.commit("prod");
        story.merge("main", "prod");
        story.commits("main", 2);
      });
      const [main, prod] = [oidOf("main"), oidOf("prod")];
      const all = await repository.listCommits([main], []);
      const format = "%H|%T|%P|%s|%an|%ae|%aI|%ct";
      const expected = (await git(bare, "log", `--format=${format}`, main))
        .split("\n")
        .map((line) => line.replace("Z|", "+00:00|"));
      const shown = all.map((c) =>
        [c.commit, c.tree, c.parents.join(" "), c.subject, c.author.name, c.author.email, c.date, c.committedAt].join(
          "|",
        ),
      );
      expect(shown).toEqual(expected);
      expect((await repository.listCommits([main], [prod])).map((c) => c.commit)).toEqual(
        (await git(bare, "rev-list", main, `^${prod}`)).split("\n"),
      );
      expect(await repository.listCommits([main], [], { limit: 2 })).toEqual(all.slice(0, 2));
      expect(await repository.listCommits([], [main])).toEqual([]);
      expect(await repository.listCommits([prod], [main])).toEqual([]);
    });

    test("lists what came since, and where that begins", async () => {
      const { repository, oidOf } = await opened((story) => {
        story.commits("main", 2);
        story.branch("dev", "main");
        story.commit("dev");
        story.branch("side", "main");
        story.commits("main", 2);
        story.merge("dev", "main");
        story.commit("dev");
      });
      const [dev, main, side] = [oidOf("dev"), oidOf("main"), oidOf("side")];
      const since = await repository.listSince(dev, main);
      expect(since.commits).toEqual(await repository.listCommits([dev], [main]));
      expect(since.commits).toHaveLength(3);
      // The second parent of the merge, and the commit that the first line of `dev` began at.
      expect(since.edges.map(({ commit }) => commit).sort()).toEqual([main, side].sort());
      expect(since.edges).toEqual(
        expect.arrayContaining([...(await repository.listCommits([main], [], { limit: 1 }))]) as unknown,
      );
      expect(await repository.listSince(main, main)).toEqual({ commits: [], edges: [] });
      const backwards = await repository.listSince(main, dev);
      expect(backwards).toEqual({ commits: [], edges: [] });
    });

    test("tells which commits come before which, without those between, the second time too", async () => {
      const { repository, oidOf } = await opened((story) => {
        story.tag("one", story.commit("main"));
        story.branch("dev", "main");
        story.commits("dev", 2);
        story.tag("two", "dev");
        story.tag("three", story.commit("main"));
        story.merge("main", "dev");
        story.tag("four", story.commit("main"));
        story.tag("alone", story.commit("other"));
      });
      const refs = await repository.listRefs();
      const at = (tag: string): string => refs.find(({ name }) => name === `refs/tags/${tag}`)?.commit ?? tag;
      const names = new Map(["one", "two", "three", "four", "alone"].map((tag) => [at(tag), tag]));
      const told = async (...tags: string[]): Promise<Record<string, string[]>> => {
        const lines = await repository.descent(tags.map(at));
        const nameOf = (oid: string): string => names.get(oid) ?? oid;
        return Object.fromEntries(lines.map((line) => [nameOf(line.commit), line.parents.map(nameOf).sort()]));
      };
      const some = { four: ["one"], one: [] };
      const all = { four: ["three", "two"], two: ["one"], three: ["one"], one: [], alone: [] };
      expect(await told("one", "four")).toEqual(some);
      expect(await told("alone", "one", "two", "three", "four")).toEqual(all);
      expect(await told("four", "one")).toEqual(some);
      expect(await repository.descent([])).toEqual([]);
      expect(await repository.descent([oidOf("main")])).toEqual([{ commit: oidOf("main"), parents: [] }]);
    });

    test("compares two sides and marks what was picked to the other", async () => {
      const { repository, oidOf } = await opened((story) => {
        story.commit("main", { files: { a: edited(), b: "b\n" } });
        story.branch("prod", "main");
        const fix = story.commit("main", { subject: "Fix", files: { b: "fixed\n" } });
        story.commit("main", { subject: "More", files: { a: edited([3, "three"]) } });
        story.commit("prod", { subject: "Own", files: { c: "c\n" } });
        story.cherryPick(fix, "prod");
        story.merge("prod", "main", { subject: "Merge" });
        story.commit("main", { subject: "Newest", files: { d: "d\n" } });
      });
      const sides = await repository.compare(oidOf("prod"), oidOf("main"));
      const shape = (commits: typeof sides.onlyLeft): string[] =>
        commits.map((c) => `${c.subject}${c.equivalent ? " =" : ""}`);
      expect(shape(sides.onlyLeft)).toEqual(["Merge", "Fix", "Own"]);
      expect(shape(sides.onlyRight)).toEqual(["Newest"]);
      const before = (await repository.listCommits([oidOf("prod")], [])).find((c) => c.subject === "Fix")
        ?.commit as Oid;
      const picked = await repository.compare(before, oidOf("main"));
      expect(shape(picked.onlyLeft)).toEqual(["Fix =", "Own"]);
      expect(shape(picked.onlyRight)).toEqual(["Newest", "More", "Fix ="]);
      expect(await repository.compare(before, before)).toEqual({ onlyLeft: [], onlyRight: [] });
    });

    test("finds all merge bases of a criss-cross, one of a fork, none of strangers", async () => {
      const { repository, bare, oidOf } = await opened((story) => {
        simple(story);
        const [main, prod] = [story.tip("main"), story.tip("prod")];
        story.branch("x", main);
        story.merge("x", prod, { files: { a: "x\n" } });
        story.branch("y", prod);
        story.merge("y", main, { files: { a: "y\n" } });
        story.commit("stranger", { files: { s: "s\n" } });
      });
      const sorted = async (a: string, b: string): Promise<Oid[]> =>
        [...(await repository.mergeBases(oidOf(a), oidOf(b)))].sort();
      expect(await sorted("x", "y")).toEqual([oidOf("main"), oidOf("prod")].sort());
      expect(await sorted("main", "prod")).toEqual([await git(bare, "merge-base", oidOf("main"), oidOf("prod"))]);
      expect(await sorted("main", "x")).toEqual([oidOf("main")]);
      expect(await sorted("main", "stranger")).toEqual([]);
    });

    test("tells changed paths, odd names too", async () => {
      const { repository, oidOf } = await opened(
        fork(
          { files: { a: "1\n", "dir/ä b": "2\n", gone: "3\n" } },
          { files: { "dir/ä b": "two\n", gone: null, 'new "q"\t': "4\n" } },
          { files: { z: "z" } },
        ),
      );
      const [base] = await repository.mergeBases(oidOf("main"), oidOf("prod"));
      const changes = await repository.changedPaths(base ?? "", oidOf("main"));
      expect(new Map(changes.map((change) => [change.path, change.status]))).toEqual(
        new Map([
          ["dir/ä b", "modified"],
          ["gone", "deleted"],
          ['new "q"\t', "added"],
        ]),
      );
    });

    test("gives one patch id to one change wherever it stands, and null to none", async () => {
      const { repository, oidOf } = await opened((story) => {
        story.commit("main", { files: { a: edited(), b: "b\n" } });
        story.branch("prod", "main");
        story.commit("prod", { files: { b: "other\n" } });
        const fix = story.commit("main", { files: { a: edited([20, "fix"]) } });
        story.cherryPick(fix, "prod");
      });
      const pair = async (branch: string): Promise<{ from: Oid; to: Oid }> => {
        const [tip] = await repository.listCommits([oidOf(branch)], [], { limit: 1 });
        return { from: tip?.parents[0] ?? "", to: tip?.commit ?? "" };
      };
      const [main, prod] = [await pair("main"), await pair("prod")];
      const ids = await repository.patchIds([
        main,
        { from: main.to, to: main.to },
        prod,
        { from: main.to, to: main.from },
        { from: prod.from, to: main.to },
      ]);
      expect(ids[0]).toMatch(/^[0-9a-f]{40}$/);
      expect(ids[1]).toBeNull();
      expect(ids[2]).toBe(ids[0]);
      expect(new Set(ids).size).toBe(4);
    });

    test.each(["0123456789012345678901234567890123456789", "HEAD", "--output=x"])(
      "names the object %s that is not there",
      async (oid) => {
        const { repository } = await opened(simple);
        await expect(repository.listCommits([oid], [])).rejects.toMatchObject({ code: "ERR_OBJECT_MISSING" });
      },
    );
  });

  describe(`${engine}: merging`, () => {
    test("merges both sides into the tree that git merge makes", async () => {
      const { repository, bare, oidOf } = await opened(simple);
      const result = await repository.mergeTrees(oidOf("prod"), oidOf("main"));
      expect(result).toEqual({
        tree: await git(bare, "merge-tree", "--write-tree", oidOf("prod"), oidOf("main")),
        conflicts: [],
        partial: null,
      });
    });

    test.each<[string, Parameters<typeof fork>, string, string]>([
      [
        "the same lines",
        [{ files: { a: edited() } }, { files: { a: edited([5, "x"]) } }, { files: { a: edited([5, "y"]) } }],
        "a",
        "content",
      ],
      ["two new files", [{ files: { a: "a" } }, { files: { n: "one\n" } }, { files: { n: "two\n" } }], "n", "add-add"],
      [
        "a change and a deletion",
        [{ files: { a: edited(), k: "k" } }, { files: { a: edited([1, "x"]) } }, { files: { a: null } }],
        "a",
        "modify-delete",
      ],
      [
        "two modes",
        [{ files: { a: "a" } }, { files: { n: { content: "n", mode: "100755" } } }, { files: { n: "n" } }],
        "n",
        "mode",
      ],
      [
        "a file and a link",
        [{ files: { a: "a\n" } }, { files: { n: { content: "a", mode: "120000" } } }, { files: { n: "n\n" } }],
        "n",
        "mode",
      ],
      [
        "binary files",
        [{ files: { a: "\0base" } }, { files: { a: "\0ours" } }, { files: { a: "\0theirs" } }],
        "a",
        "binary",
      ],
      [
        "submodules",
        [
          { files: { s: { submodule: "1".repeat(40) } } },
          { files: { s: { submodule: "2".repeat(40) } } },
          { files: { s: { submodule: "3".repeat(40) } } },
        ],
        "s",
        "submodule",
      ],
    ])("names a conflict of %s", async (_, story, path, kind) => {
      const { repository, oidOf } = await opened(fork(...story));
      expect(await repository.mergeTrees(oidOf("main"), oidOf("prod"))).toMatchObject({
        tree: null,
        conflicts: [{ path, kind }],
      });
    });

    test("refuses to merge strangers", async () => {
      const { repository, oidOf } = await opened((story) => {
        simple(story);
        story.commit("stranger", { files: { s: "s\n" } });
      });
      await expect(repository.mergeTrees(oidOf("main"), oidOf("stranger"))).rejects.toMatchObject({
        code: "ERR_HISTORIES_UNRELATED",
      });
    });

    test("makes commits and tags whose ids everybody can foretell", async () => {
      const { repository, bare, oidOf } = await opened(simple);
      const [main, prod] = [oidOf("main"), oidOf("prod")];
      const tree = (await repository.mergeTrees(prod, main)).tree ?? "";
      const commit = await repository.makeCommit({
        tree,
        parents: [prod, main],
        message: "Promote\n\nAll of it",
        by: BY,
        at,
      });
      const tag = await repository.makeTag({ name: "v2", commit, message: "Version 2", by: BY, at });
      expect(
        await repository.makeCommit({ tree, parents: [prod, main], message: "Promote\n\nAll of it", by: BY, at }),
      ).toBe(commit);
      expect(await repository.pushRef({ ref: "refs/tags/v2", oid: tag, expected: null })).toEqual({ status: "done" });
      expect(await git(bare, "cat-file", "-p", commit)).toBe(
        `tree ${tree}\nparent ${prod}\nparent ${main}\nauthor Ada Löw <ada@example.org> ${at} +0000\ncommitter Ada Löw <ada@example.org> ${at} +0000\n\nPromote\n\nAll of it`,
      );
      expect(await git(bare, "fsck", "--strict")).toBe("");
      expect((await repository.listRefs()).find((ref) => ref.name === "refs/tags/v2")).toEqual({
        name: "refs/tags/v2",
        oid: tag,
        commit,
      });
    });
  });

  describe(`${engine}: merges that only git decides`, () => {
    const files = { a: edited(), "dir/b": edited([1, "b"]) };
    const stories: [string, (story: History) => void, string][] = [
      [
        "a file moved here and changed there",
        fork({ files }, { files: { a: null, moved: edited() } }, { files: { a: edited([9, "x"]) } }),
        "renames",
      ],
      [
        "a file moved to two places",
        fork({ files }, { files: { a: null, one: edited() } }, { files: { a: null, two: edited() } }),
        "renames",
      ],
      [
        "a file moved here and deleted there",
        fork({ files }, { files: { a: null, moved: edited() } }, { files: { a: null } }),
        "renames",
      ],
      [
        "a folder moved while it got a file",
        fork({ files }, { files: { "dir/b": null, "new/b": edited([1, "b"]) } }, { files: { "dir/c": "c\n" } }),
        "renames",
      ],
      [
        "neighbouring edits",
        fork({ files }, { files: { a: edited([9, "x"]) } }, { files: { a: edited([10, "y"]) } }),
        "adjacent-edits",
      ],
      [
        "a file here, a folder there",
        fork({ files }, { files: { n: "n" } }, { files: { "n/x": "x" } }),
        "file-and-folder",
      ],
      [
        "a criss-cross",
        (story) => {
          fork({ files }, { files: { a: edited([3, "x"]) } }, { files: { a: edited([30, "y"]) } })(story);
          const main = story.tip("main");
          const both = { a: edited([3, "x"], [30, "y"]) };
          story.merge("main", "prod", { files: both });
          story.merge("prod", main, { files: both });
          story.commit("main", { files: { "dir/b": edited([1, "b"], [20, "z"]) } });
          story.commit("prod", { files: { "dir/b": edited([1, "b"], [35, "z"]) } });
        },
        "criss-cross",
      ],
    ];
    test.each(stories)("%s", async (_, story, limit) => {
      const { repository, bare, oidOf } = await opened(story);
      const merging = repository.mergeTrees(oidOf("prod"), oidOf("main"));
      if (engine === "isomorphic") {
        await expect(merging).rejects.toMatchObject({ code: "ERR_ENGINE_LIMIT", details: { limit } });
        return;
      }
      const tree = await git(bare, "merge-tree", "--write-tree", oidOf("prod"), oidOf("main")).catch(() => null);
      expect((await merging).tree).toBe(tree);
      expect((await merging).conflicts.length > 0).toBe(tree === null);
    });
  });

  describe(`${engine}: pushing`, () => {
    const merged = async (stage: Awaited<ReturnType<typeof opened>>): Promise<Oid> => {
      const [main, prod] = [stage.oidOf("main"), stage.oidOf("prod")];
      const { tree } = await stage.repository.mergeTrees(prod, main);
      return await stage.repository.makeCommit({
        tree: tree ?? "",
        parents: [prod, main],
        message: "Promote",
        by: BY,
        at,
      });
    };

    test("moves exactly one ref, says already the second time, and sees it in its own refs", async () => {
      const stage = await opened((story) => {
        simple(story);
        story.tag("v1", "main");
      });
      const oid = await merged(stage);
      const update = { ref: "refs/heads/prod", oid, expected: stage.oidOf("prod") };
      const before = await git(stage.bare, "for-each-ref");
      expect(await stage.repository.pushRef(update)).toEqual({ status: "done" });
      expect(await stage.repository.pushRef(update)).toEqual({ status: "already" });
      expect(await git(stage.bare, "for-each-ref")).toBe(before.replace(stage.oidOf("prod"), oid));
      expect((await stage.repository.listRefs()).find((ref) => ref.name === "refs/heads/prod")?.oid).toBe(oid);
      const again = await repositories(stage.cacheDir).open(stage.url);
      expect((await again.listRefs()).find((ref) => ref.name === "refs/heads/prod")?.oid).toBe(oid);
    });

    test("is stale, and writes nothing, when the ref is elsewhere, gone, or there against expectation", async () => {
      const stage = await opened(simple);
      const oid = await merged(stage);
      const [main, prod] = [stage.oidOf("main"), stage.oidOf("prod")];
      const before = await git(stage.bare, "for-each-ref");
      const push = (ref: string, expected: Oid | null) => stage.repository.pushRef({ ref, oid, expected });
      expect(await push("refs/heads/prod", main)).toEqual({ status: "stale", found: prod });
      expect(await push("refs/heads/gone", main)).toEqual({ status: "stale", found: null });
      expect(await push("refs/heads/main", null)).toEqual({ status: "stale", found: main });
      expect(await git(stage.bare, "for-each-ref")).toBe(before);
    });

    test("tells a refusal in the remote's own words", async () => {
      const stage = await opened(simple, { protected: ["prod"] });
      const outcome = await stage.repository.pushRef({
        ref: "refs/heads/prod",
        oid: await merged(stage),
        expected: stage.oidOf("prod"),
      });
      expect(outcome).toMatchObject({ status: "refused" });
      expect(outcome.status === "refused" && outcome.reason).toMatch(/hook declined/);
    });

    test.each([
      "prod",
      "refs/remotes/origin/x",
      "refs/heads/a b",
      "refs/heads/..",
      "refs/heads/-x",
      "+refs/heads/x",
      "refs/heads/x:refs/heads/y",
    ])("never pushes to %s", async (ref) => {
      const stage = await opened(simple);
      stage.server.clearRequests();
      await expect(stage.repository.pushRef({ ref, oid: stage.oidOf("main"), expected: null })).rejects.toMatchObject({
        code: "ERR_REF_INVALID",
      });
      expect(stage.server.requests).toEqual([]);
    });

    test.each<["429" | "502" | "drop" | "truncate", string]>([
      ["502", "ERR_REMOTE_UNREACHABLE"],
      ["drop", "ERR_REMOTE_UNREACHABLE"],
      ["truncate", "ERR_REMOTE_UNREACHABLE"],
      ["429", "ERR_REMOTE_UNREACHABLE"],
    ])("can be repeated after %s", async (kind, code) => {
      const stage = await opened(simple);
      const oid = await merged(stage);
      const update = { ref: "refs/heads/prod", oid, expected: stage.oidOf("prod") };
      stage.server.setFaults([{ match: /POST .*git-receive-pack/, kind, times: Infinity }]);
      const first: unknown = await stage.repository.pushRef(update).catch((error: unknown) => error);
      // Who asks again when the answer is cut off may hear at once that it was done.
      if (kind === "truncate" && engine === "native") expect(first).toEqual({ status: "done" });
      else expect(first).toMatchObject({ code, retryable: true });
      stage.server.setFaults([]);
      expect(["done", "already"]).toContain((await stage.repository.pushRef(update)).status);
      expect(await git(stage.bare, "rev-parse", "refs/heads/prod")).toBe(oid);
    });
  });

  describe(`${engine}: opening`, () => {
    test("reads a clone as what it knows of its remote, and writes nothing into it", async () => {
      const stage = await scene((story) => {
        simple(story);
        story.tag("v1", "main");
      });
      const clone = `${stage.root}/work`;
      await git(stage.root, "clone", "-q", stage.url, clone);
      await git(clone, "checkout", "-q", "--detach");
      await git(clone, "commit", "-q", "--allow-empty", "-m", "mine alone");
      const before = await fingerprint(clone);
      const repository = await repositories(stage.cacheDir).open(clone);
      expect((await repository.listRefs()).map((ref) => ref.name)).toEqual([
        "refs/heads/main",
        "refs/heads/prod",
        "refs/tags/v1",
      ]);
      expect(await repository.mainline()).toBe("refs/heads/main");
      const [main, prod] = [stage.oidOf("main"), stage.oidOf("prod")];
      await repository.refresh();
      const { tree } = await repository.mergeTrees(prod, main);
      const oid = await repository.makeCommit({ tree: tree ?? "", parents: [prod, main], message: "x", by: BY, at });
      expect(await repository.pushRef({ ref: "refs/heads/prod", oid, expected: prod })).toEqual({ status: "done" });
      expect(await git(stage.bare, "rev-parse", "refs/heads/prod")).toBe(oid);
      expect(await fingerprint(clone)).toBe(before);
    });

    test("reads a linked worktree, a bare folder, and with fetch the remote itself", async () => {
      const stage = await scene(simple);
      const clone = `${stage.root}/work`;
      await git(stage.root, "clone", "-q", stage.url, clone);
      await git(clone, "worktree", "add", "-q", "../linked", "origin/prod");
      await git(stage.bare, "update-ref", "refs/heads/late", stage.oidOf("prod"));
      const names = async (location: string, fetch = false): Promise<string[]> =>
        (await (await repositories(stage.cacheDir, fetch).open(location)).listRefs()).map((ref) =>
          ref.name.slice("refs/heads/".length),
        );
      expect(await names(`${stage.root}/linked`)).toEqual(["main", "prod"]);
      expect(await names(stage.bare)).toEqual(["late", "main", "prod"]);
      expect(await names(clone, true)).toEqual(["late", "main", "prod"]);
    });

    test("says what is wrong with a location", async () => {
      const stage = await scene(simple);
      const code = async (location: string): Promise<string> =>
        await repositories(stage.cacheDir)
          .open(location)
          .then(() => "opened")
          .catch((error: { code: string }) => error.code);
      await git(stage.root, "clone", "-q", "--depth=1", stage.url, "shallow");
      await git(stage.root, "init", "-q", "--bare", "remotes/empty.git");
      await git(stage.root, "clone", "-q", "remotes/empty.git", "fresh");
      expect(await code(`${stage.root}/shallow`)).toBe("ERR_REPOSITORY_SHALLOW");
      expect(await code(`${stage.root}/fresh`)).toBe("ERR_REPOSITORY_EMPTY");
      expect(await code(stage.server.urlOf("empty.git"))).toBe("ERR_REPOSITORY_EMPTY");
      expect(await code(stage.server.urlOf("nowhere.git"))).toBe("ERR_REPOSITORY_NOT_FOUND");
      expect(await code(`${stage.root}/nowhere`)).toBe("ERR_REPOSITORY_NOT_FOUND");
      expect(await code(`${stage.root}/remotes`)).toBe("ERR_REPOSITORY_NOT_FOUND");
      expect(await code("http://127.0.0.1:1/x.git")).toBe("ERR_REMOTE_UNREACHABLE");
      expect(await code("ext::sh -c true")).toBe("ERR_LOCATION_UNSUPPORTED");
      expect(await code("--upload-pack=true")).toBe("ERR_LOCATION_UNSUPPORTED");
      stage.server.setFaults([{ match: "upload-pack", kind: "refuse-auth", times: Infinity }]);
      expect(await code(stage.url)).toBe("ERR_REMOTE_AUTH");
      stage.server.setFaults([]);
      expect(await code(stage.url)).toBe("opened");
    });

    test("opens one location once, and ends with the abort reason when it is aborted", async () => {
      const stage = await scene(simple);
      const house = repositories(stage.cacheDir);
      stage.server.setFaults([{ match: "upload-pack", kind: "slow", delayMs: 60_000 }]);
      const abort = new AbortController();
      const opening = house.open(stage.url, { signal: abort.signal });
      abort.abort(new Error("enough"));
      await expect(opening).rejects.toThrow("enough");
      stage.server.setFaults([]);
      const [one, two] = await Promise.all([house.open(stage.url), house.open(stage.url)]);
      expect(one).toBe(two);
    });
  });
}
