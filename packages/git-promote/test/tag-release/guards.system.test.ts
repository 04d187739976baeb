import { anomalies, converges, type History } from "@signalbox/testbed";
import { describe, expect, test } from "vitest";
import { tagRelease } from "../../src/index.js";
import { identity, serveRepository } from "../served-repository.js";

const codes = (list: readonly { readonly code: string }[]) => list.map(({ code }) => code);
const served = (tell: (told: History) => void) => serveRepository(tell, { defaultBranch: "main", protected: ["main"] });

/** A mainline with release branches 16.1 and 16.2; 16.2 has two commits and no tag. */
function lines(told: History): void {
  told.commits("main", 2);
  told.branch("16.1", "main");
  told.tag("v16.1.0", told.commits("16.1", 2));
  told.commits("main", 2);
  told.branch("16.2", "main");
  told.commits("16.2", 2);
  told.commits("main", 1);
}

describe("where a version belongs", () => {
  test("on its own release branch, without being told", async () => {
    const { repository, repositories, at } = await served(lines);
    const { plan } = await converges(tagRelease({ repositories, identity }), { repository, version: "16.2.0" });
    expect([codes(plan.problems), codes(plan.warnings)]).toEqual([[], []]);
    expect(await at("refs/tags/v16.2.0^{commit}")).toBe(await at("refs/heads/16.2"));
  });

  test("nowhere else: avni-client has v16.13.0 on 16.14", async () => {
    const { repository, repositories } = await served(lines);
    const tag = tagRelease({ repositories, identity });
    const other = await tag.plan({ repository, version: "16.2.0", branch: "16.1" });
    expect([other.actions, codes(other.problems)]).toEqual([[], ["ERR_COMMIT_NOT_ON_RELEASE_BRANCH"]]);
    const mainline = await tag.plan({ repository, version: "16.2.0", branch: "main" });
    expect(codes(mainline.problems)).toEqual(["ERR_COMMIT_NOT_ON_RELEASE_BRANCH"]);
    const none = await tag.plan({ repository, version: "16.3.0", branch: "16.2" });
    expect([codes(none.problems), codes(none.warnings)]).toEqual([[], ["version-gap", "version-off-line"]]);
  });

  test("not on a commit of another repository: avni-webapp has server tags", async () => {
    const { repository, repositories } = await served((told) => {
      lines(told);
      told.commits("16.4", 2);
    });
    const plan = await tagRelease({ repositories, identity }).plan({ repository, version: "16.4.0" });
    expect(codes(plan.problems)).toEqual(["ERR_COMMIT_FOREIGN"]);
    expect(Object.keys(anomalies)).toContain("tag-on-foreign-commit");
  });
});

test("a branch that stands where the next one was tagged still gets its patch", async () => {
  const { repository, repositories } = await served((told) => {
    lines(told);
    told.tag("v16.2.0", told.tip("16.2"));
    told.commits("16.2", 1);
    told.branch("16.3", "16.2");
    told.tag("v16.3.0", "16.3");
  });
  const tag = tagRelease({ repositories, identity });
  expect((await tag.plan({ repository, branch: "16.2" })).facts).toMatchObject({ tag: "v16.2.1" });
  expect((await tag.plan({ repository, branch: "16.3" })).actions).toEqual([]);
});

describe("the commit", () => {
  test("may be an older one of the branch, which is told; strict refuses", async () => {
    const { repository, repositories, at } = await served(lines);
    const tag = tagRelease({ repositories, identity });
    const commit = (await at("16.2~1")) ?? "";
    const strict = await tag.plan({ repository, version: "16.2.0", commit, strict: true });
    expect(codes(strict.problems)).toEqual(["ERR_COMMITS_AFTER_TAG"]);
    const { plan } = await converges(tag, { repository, version: "16.2.0", commit: commit.slice(0, 12) });
    expect(codes(plan.warnings)).toEqual(["commits-after-tag"]);
    expect(await at("refs/tags/v16.2.0^{commit}")).toBe(commit);
    const head = await tag.plan({ repository, version: "16.2.0", commit: (await at("16.2")) ?? "" });
    expect(codes(head.problems)).toEqual(["ERR_TAG_TAKEN"]);
  });

  test.each([
    ["a".repeat(40), ["ERR_COMMIT_NOT_ON_BRANCH", "ERR_COMMIT_FOREIGN"]],
    ["0000000", ["ERR_COMMIT_NOT_ON_BRANCH"]],
  ])("%s is on no branch", async (commit, problems) => {
    const { repository, repositories } = await served(lines);
    const plan = await tagRelease({ repositories, identity }).plan({ repository, version: "16.2.0", commit });
    expect([plan.actions, codes(plan.problems)]).toEqual([[], problems]);
  });

  test("of another branch is refused", async () => {
    const { repository, repositories, at } = await served(lines);
    const commit = (await at("16.1")) ?? "";
    const plan = await tagRelease({ repositories, identity }).plan({ repository, version: "16.2.0", commit });
    expect(codes(plan.problems)).toEqual(["ERR_COMMIT_NOT_ON_BRANCH"]);
  });

  test("that carries a release gets a named version with a warning, silently, or not at all", async () => {
    // "All versions of below specified end-deployables are marked … whether they are deployed or not."
    const { repository, repositories, at } = await served((told) => {
      lines(told);
      told.branch("16.3", "16.1");
    });
    const tag = tagRelease({ repositories, identity });
    const plan = await tag.plan({ repository, version: "16.3.0" });
    expect([plan.actions.length, codes(plan.warnings)]).toEqual([1, ["version-gap", "tags-share-commit"]]);
    const refused = await tag.plan({ repository, version: "16.3.0", allowSharedCommit: false });
    expect([refused.actions, codes(refused.problems)]).toEqual([[], ["ERR_COMMIT_HAS_RELEASE"]]);
    const strict = await tag.plan({ repository, version: "16.3.0", strict: true });
    expect(codes(strict.problems)).toEqual(["ERR_COMMIT_HAS_RELEASE", "ERR_VERSION_GAP"]);
    const counted = await tag.plan({ repository, branch: "16.3", allowSharedCommit: true });
    expect([counted.actions, counted.problems]).toEqual([[], []]);
    const input = { repository, version: "16.3.0", allowSharedCommit: true };
    const { plan: silent } = await converges(tag, input);
    expect(codes(silent.warnings)).toEqual(["version-gap"]);
    expect(await at("refs/tags/v16.3.0^{commit}")).toBe(await at("refs/tags/v16.1.0"));
  });
});

describe("names", () => {
  test("of a branch are refused", async () => {
    const { repository, repositories } = await served((told) => {
      lines(told);
      told.branch("v16.2.0", "main");
    });
    const plan = await tagRelease({ repositories, identity }).plan({ repository, version: "16.2.0" });
    expect(codes(plan.problems)).toEqual(["ERR_TAG_HAS_BRANCH_NAME"]);
  });

  test("that nobody else uses here are told", async () => {
    const { repository, repositories } = await served((told) => {
      told.commits("main", 1);
      for (const tag of ["v1.0.0", "v1.1.0", "v1.2.0"]) told.tag(tag, told.commits("main", 1));
      told.commits("main", 1);
    });
    const tag = tagRelease({ repositories, identity });
    const bare = await tag.plan({ repository, tagPattern: "{version}" });
    expect([bare.facts, codes(bare.warnings)]).toMatchObject([{ tag: "1.2.1" }, ["tag-pattern-unusual"]]);
    await expect(tag.plan({ repository, tagPattern: "vv{version}" })).rejects.toMatchObject({
      code: "ERR_INPUT_INVALID",
      message: expect.stringContaining("doubles the v") as string,
    });
  });

  test("of a component that publishes what is tagged are its own", async () => {
    const { repository, repositories } = await served((told) => {
      told.commits("main", 2);
      for (const tag of ["v1.32.0", "v1.33.0", "v1.33.1"]) told.tag(tag, told.commits("main", 1));
      told.tag("v13.0.0", told.commits("main", 1));
      told.branch("16.2", "main");
      told.commits("16.2", 1);
    });
    const tag = tagRelease({ repositories, identity });
    const release = { repository, branch: "16.2", publishesOnTag: true };
    expect(codes((await tag.plan({ ...release, version: "16.2.0" })).problems)).toEqual(["ERR_NUMBER_NOT_OWN"]);
    const { plan } = await converges(tag, release);
    expect([plan.facts, codes(plan.warnings)]).toMatchObject([{ tag: "v1.33.2" }, []]);
  });
});

describe("going on", () => {
  test("a named version that is there counts as done, though the branch went on; strict says no", async () => {
    const { repository, repositories, git } = await served((told) => {
      lines(told);
      told.tag("v16.2.0", told.tip("16.2"), "Release 16.2.0");
      told.commits("16.2", 1);
    });
    const tag = tagRelease({ repositories, identity });
    const plan = await tag.plan({ repository, version: "16.2.0" });
    expect([plan.actions, plan.problems, codes(plan.warnings)]).toEqual([[], [], ["commits-after-tag"]]);
    const strict = await tag.plan({ repository, version: "16.2.0", strict: true });
    expect(codes(strict.problems)).toEqual(["ERR_COMMITS_AFTER_TAG"]);
    await git("tag", "v16.2.1", "16.2");
    const old = await tag.plan({ repository, version: "16.2.0" });
    expect(codes(old.problems)).toEqual(["ERR_TAG_TAKEN"]);
    const lightweight = await tag.plan({ repository, version: "16.2.1" });
    expect([lightweight.actions, codes(lightweight.warnings)]).toEqual([[], ["tag-not-annotated"]]);
  });

  test("of two operators one wins, and the other is told who", async () => {
    const { repository, repositories, elsewhere, at } = await served(lines);
    const ada = { name: "Ada Byron", email: "ada@example.org" };
    const ours = tagRelease({ repositories, identity });
    const theirs = tagRelease({ repositories: await elsewhere(), identity: ada });
    const input = { repository, version: "16.2.0" };
    const [mine, hers] = [await ours.plan(input), await theirs.plan(input)];
    await theirs.apply(hers);
    const commit = await at("refs/heads/16.2");
    await expect(ours.apply(mine)).rejects.toMatchObject({
      code: "ERR_PLAN_STALE",
      message: expect.stringMatching(
        /by another operator on the same commit, by Ada Byron <ada@example.org>, dated 20/,
      ) as string,
      details: { found: { oid: hers.actions[0]?.oid, commit, by: ada } },
    });
    expect(await at("refs/tags/v16.2.0")).toBe(hers.actions[0]?.oid);
    expect(await ours.plan(input)).toMatchObject({ actions: [], problems: [], warnings: [] });
  });

  test("a push whose answer got lost is looked for", async () => {
    const { server, repository, repositories } = await served(lines);
    const tag = tagRelease({ repositories, identity });
    const plan = await tag.plan({ repository, version: "16.2.0" });
    server.setFaults([{ match: "POST /saltops.git/git-receive-pack", kind: "truncate" }]);
    expect(await tag.apply(plan)).toMatchObject({ applied: [{ outcome: "done" }] });
  });

  test("5,000 tags are no burden", async () => {
    const { repository, repositories } = await served((told) => {
      told.commits("main", 3);
      for (let patch = 0; patch < 5000; patch++) told.tag(`v1.0.${patch}`, "main");
      told.commits("main", 1);
    });
    const tag = tagRelease({ repositories, identity });
    const { plan } = await converges(tag, { repository });
    expect(plan).toMatchObject({ facts: { tag: "v1.0.5000" } });
  });
});
