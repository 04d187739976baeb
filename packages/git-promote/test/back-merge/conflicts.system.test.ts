import { converges, type History } from "@signalbox/testbed";
import { describe, expect, test } from "vitest";
import {
  codes,
  conflictLater,
  differing,
  file,
  type Lines,
  linksOf,
  manifest,
  releaseLines,
  RULES,
  serveLines,
  walk,
} from "./release-lines.js";

const base = { from: "16.7", into: ["16.8"], rules: RULES };
const BRANCH = "merge-16.7-into-16.8";

describe("version lines", () => {
  test.each([
    ["the later branch is ahead", "1.0.7", "1.0.8"],
    ["the earlier branch is ahead, as after a hot fix", "1.0.9", "1.0.8"],
  ])("are settled by rule: %s", async (_, earlier, later) => {
    const { repository, merge167, read, git } = await serveLines(
      differing("package.json", manifest(earlier, "1.2.0"), manifest(later, "1.1.0")),
    );
    const { plan } = await converges(merge167, { repository, ...base });
    expect(codes(plan.warnings)).toEqual(["conflict-settled-by-rule"]);
    const higher = earlier > later ? earlier : later;
    expect(await read("16.8", "package.json")).toBe(manifest(higher, "1.2.0").trimEnd());
    expect(await git("log", "-1", "--format=%b", "refs/heads/16.8")).toContain(
      `* package.json: ${higher} of ${later} and ${earlier}, 1.2.0 of 1.1.0 and 1.2.0`,
    );
  });

  test("keep the line ends of their file", async () => {
    const crlf = (text: string): string => text.replaceAll("\n", "\r\n");
    const { repository, merge167, git } = await serveLines((told) => {
      releaseLines(told);
      told.commit("16.7", file("version.txt", crlf("a\nversion=1.0.0\nb\n")));
      told.merge("16.8", "16.7");
      told.commit("16.7", file("version.txt", crlf("a\nversion=1.0.1\nb\n")));
      told.commit("16.8", file("version.txt", crlf("a\nversion=1.0.2\nb\n")));
    });
    const rules = [{ files: "version.txt", pattern: "^version=(?<version>\\S+)" }];
    await converges(merge167, { repository, ...base, rules });
    expect(await git("cat-file", "-s", "refs/heads/16.8:version.txt")).toBe("21");
  });

  test("of another machine are settled to the same commit", async () => {
    const { repository, merge167, other, at } = await serveLines(
      differing("package.json", manifest("1.0.7"), manifest("1.0.8")),
    );
    const plan = await merge167.plan({ repository, ...base });
    await (await other()).apply(plan);
    expect(await at("16.8")).toBe(plan.actions[0]?.oid);
  });

  test("with another change beside them need a person", async () => {
    const { repository, merge167 } = await serveLines(
      differing("package.json", manifest("1.0.7", "1.0.0", ',\n  "a": 1'), manifest("1.0.8", "1.0.0", ',\n  "b": 2')),
    );
    const plan = await merge167.plan({ repository, ...base });
    expect(codes(plan.problems)).toEqual(["ERR_MERGE_CONFLICT"]);
    expect(linksOf(plan)[0]?.conflicts).toMatchObject([
      { path: "package.json", kind: "content", why: expect.stringContaining("no rule chooses between") as string },
    ]);
  });
});

describe("what only a person can settle", () => {
  const rows: readonly (readonly [string, (told: History) => void, readonly string[]])[] = [
    ["the same lines", differing("app.js", "here\n", "there\n"), ["content app.js"]],
    ["the same new file", differing("new.js", "here\n", "there\n"), ["add-add new.js"]],
    [
      "changed here, removed there",
      (told) => {
        releaseLines(told);
        told.commit("16.7", file("app.js", "one\nTWO\nthree\nfour\nfive\nsix\n"));
        told.commit("16.8", { files: { "app.js": null } });
      },
      ["modify-delete app.js"],
    ],
    [
      "moved here and there",
      (told) => {
        releaseLines(told);
        const text = "one\ntwo\nthree\nfour\nfive\nsix\n";
        told.commit("16.7", { files: { "app.js": null, "a.js": text } });
        told.commit("16.8", { files: { "app.js": null, "b.js": text } });
      },
      ["rename app.js"],
    ],
    [
      "executable here, a link there",
      (told) => {
        releaseLines(told);
        told.commit("16.7", { files: { tool: { content: "#!/bin/sh\n", mode: "100755" } } });
        told.commit("16.8", { files: { tool: { content: "app.js", mode: "120000" } } });
      },
      ["mode tool"],
    ],
    [
      "binary files",
      (told) => {
        releaseLines(told);
        told.commit("16.7", { files: { "logo.png": Buffer.from([0, 1, 2]) } });
        told.commit("16.8", { files: { "logo.png": Buffer.from([0, 1, 3]) } });
      },
      ["binary logo.png"],
    ],
    [
      "submodules",
      (told) => {
        releaseLines(told);
        told.commit("16.7", { files: { lib: { submodule: "1".repeat(40) } } });
        told.commit("16.8", { files: { lib: { submodule: "2".repeat(40) } } });
      },
      ["submodule lib"],
    ],
  ];
  test.each(rows)("%s", async (_, tell, wanted) => {
    const { repository, merge167 } = await serveLines(tell);
    const rules = [{ files: "**", pattern: "(?<version>\\S+)" }];
    const plan = await merge167.plan({ repository, ...base, rules });
    const found = (linksOf(plan)[0]?.conflicts ?? []).map(({ kind, path }) => `${kind} ${path.split("~")[0]}`);
    expect(found).toEqual(expect.arrayContaining([...wanted]));
    expect([walk(plan), codes(plan.problems)]).toEqual([["16.7→16.8 conflict"], ["ERR_MERGE_CONFLICT"]]);
  });
});

describe("a conflict that needs a person", () => {
  const input = { from: "16.7", onConflict: "prepare" } as const;
  const prepared = "merge-16.8-into-17.0";

  const ada = { name: "Ada", email: "ada@example.org" };

  /** A person merges 17.0 into the prepared branch elsewhere, and pushes; null leaves the markers in. */
  async function settle(lines: Lines, text: string | null): Promise<string> {
    const repository = await (await lines.elsewhere()).open(lines.repository);
    await repository.refresh();
    const [ours, theirs] = [(await lines.at(prepared)) ?? "", (await lines.at("17.0")) ?? ""];
    const { partial } = await repository.mergeTrees(ours, theirs);
    const edits = text === null ? [] : [{ path: "app.js", content: Buffer.from(text) }];
    const tree = await repository.makeTree(partial ?? "", edits);
    const fields = { tree, parents: [ours, theirs], message: "Merge branch '17.0'", by: ada, at: 1_772_500_000 };
    const oid = await repository.makeCommit(fields);
    await repository.pushRef({ ref: `refs/heads/${prepared}`, oid, expected: ours });
    return oid;
  }

  test("stops everything by default: the plan has a problem, and cannot be applied", async () => {
    const { repository, merge167, at } = await serveLines(conflictLater);
    const before = await at("16.8");
    const plan = await merge167.plan({ repository, from: "16.7" });
    expect(walk(plan)).toEqual(["16.7→16.8 merge", "16.8→17.0 conflict", "17.0→main unreached"]);
    expect(plan.problems).toMatchObject([
      {
        code: "ERR_MERGE_CONFLICT",
        message: expect.stringContaining("app.js (content") as string,
        hint: expect.stringContaining(
          `git switch --no-track -c ${prepared} origin/16.8 && git merge origin/17.0`,
        ) as string,
      },
    ]);
    await expect(merge167.apply(plan)).rejects.toMatchObject({ code: "ERR_PLAN_HAS_PROBLEMS" });
    expect(await at("16.8")).toBe(before);
  });

  test("with `prepare`, ends the chain there: what comes before is merged, and a branch is ready", async () => {
    const lines = await serveLines(conflictLater);
    const { repository, merge167, at } = lines;
    const before = [await at("17.0"), await at("main")];
    const { plan } = await converges(merge167, { repository, ...input });
    expect(codes(plan.warnings)).toEqual(["merge-conflict-left"]);
    expect(plan.actions.map(({ ref }) => ref)).toEqual(["refs/heads/16.8", `refs/heads/${prepared}`]);
    expect([await at("17.0"), await at("main")]).toEqual(before);
    // At the earlier side, which is merged nowhere by accident: merging it conflicts.
    expect(await at(prepared)).toBe(await at("16.8"));
  });

  test("goes on with what the person settled", async () => {
    const lines = await serveLines(conflictLater);
    const { repository, merge167, at, read } = lines;
    await merge167.apply(await merge167.plan({ repository, ...input }));
    const settled = await settle(lines, "one\nBOTH\n");
    const { plan } = await converges(merge167, { repository, ...input });
    expect(walk(plan)).toEqual(["16.7→16.8 contained", "16.8→17.0 settled", "17.0→main merge"]);
    expect(codes(plan.warnings)).toEqual(["conflict-settled-by-hand"]);
    expect(await at("17.0")).toBe(settled);
    expect(await at("main^2")).toBe(settled);
    expect(await read("main", "dates.js")).toBe("utc");
  });

  test("with review, the settled branch waits to be merged, and the next merge builds upon it", async () => {
    const lines = await serveLines(conflictLater);
    const { repository, merge167, at } = lines;
    await merge167.apply(await merge167.plan({ repository, ...input, review: true }));
    const settled = await settle(lines, "one\nBOTH\n");
    const plan = await merge167.plan({ repository, ...input, review: true });
    expect(walk(plan)).toEqual(["16.7→16.8 awaiting", "16.8→17.0 awaiting", "17.0→main merge"]);
    await merge167.apply(plan);
    expect(await at("merge-17.0-into-main^2")).toBe(settled);
  });

  test("is not taken for settled while markers are committed, or while it is half done", async () => {
    const lines = await serveLines(conflictLater);
    const { repository, merge167, git } = lines;
    await merge167.apply(await merge167.plan({ repository, ...input }));
    await settle(lines, null);
    const plan = await merge167.plan({ repository, ...input });
    expect([plan.actions, walk(plan)[1]]).toEqual([[], "16.8→17.0 conflict"]);
    expect(plan.warnings[0]?.hint).toContain("Settle app.js on merge-16.8-into-17.0");

    // Work that began on the prepared branch, without the other side.
    const half = [`refs/heads/${prepared}~1^{tree}`, "-p", `refs/heads/${prepared}~1`, "-m", "On my way"];
    const by = ["-c", `user.name=${ada.name}`, "-c", `user.email=${ada.email}`];
    await git("update-ref", `refs/heads/${prepared}`, await git(...by, "commit-tree", ...half));
    const later = await merge167.plan({ repository, ...input });
    expect([later.actions, walk(later)[1]]).toEqual([[], "16.8→17.0 conflict"]);
  });

  test("a prepared branch follows its source while nobody has worked on it", async () => {
    const { repository, merge167, git, at } = await serveLines(differing("app.js", "here\n", "there\n"));
    await merge167.apply(await merge167.plan({ repository, ...base, onConflict: "prepare" }));
    const tree = await git("rev-parse", "refs/heads/16.7^{tree}");
    const by = ["-c", "user.name=Ada", "-c", "user.email=ada@example.org"];
    await git(
      "update-ref",
      "refs/heads/16.7",
      await git(...by, "commit-tree", tree, "-p", "refs/heads/16.7", "-m", "More"),
    );
    await converges(merge167, { repository, ...base, onConflict: "prepare" });
    expect(await at(BRANCH)).toBe(await at("16.7"));
  });
});
