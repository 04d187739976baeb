import { converges, type History, provesReadOnly, writesOf } from "@signalbox/testbed";
import { describe, expect, test } from "vitest";
import { cutBase, cutBranch } from "../../src/index.js";
import { identity, serveRepository } from "../served-repository.js";
import { released } from "./scenes.js";

const codes = (list: readonly { readonly code: string }[]) => list.map(({ code }) => code);
const served = (tell: (told: History) => void, guarded: readonly string[] = []) =>
  serveRepository(tell, { defaultBranch: "main", protected: guarded });

describe("cutBranch on a real server", () => {
  test("cuts a major from the mainline and a minor from the branch before, and converges", async () => {
    const { repository, repositories, at } = await served(released);
    const cut = cutBranch({ repositories, identity });
    const { plan, receipt } = await converges(cut, { repository, branch: "16.2" });
    expect(plan).toMatchObject({ problems: [], warnings: [], facts: { base: { ref: "refs/heads/16.1" } } });
    expect(receipt.applied).toMatchObject([{ outcome: "done", result: { ref: "refs/heads/16.2" } }]);
    expect(await at("refs/heads/16.2")).toBe(await at("16.1"));
    await converges(cut, { repository, branch: "17.0" });
    expect(await at("refs/heads/17.0")).toBe(await at("main"));
  });

  test("planning writes nothing", async () => {
    const { server, repository, repositories } = await served(released);
    const cut = cutBranch({ repositories, identity });
    expect((await provesReadOnly(server, () => cut.plan({ repository, branch: "17.0" }))).actions).toHaveLength(1);
  });

  test("is converged when the branch went on, the mainline too, and both were merged", async () => {
    const { repository, repositories } = await served((told) => {
      released(told);
      told.branch("17.0", "main");
      told.commit("17.0", { files: { "fix.txt": "1\n" } });
      told.commit("main", { files: { "new.txt": "1\n" } });
      told.merge("main", "17.0");
      told.commit("16.1", { files: { "old.txt": "1\n" } });
      told.merge("17.0", "16.1");
      told.commit("main", { files: { "new.txt": "2\n" } });
    });
    const plan = await cutBranch({ repositories, identity }).plan({ repository, branch: "17.0" });
    expect(plan).toMatchObject({ actions: [], problems: [], warnings: [] });
  });

  test("says of a branch that is there what it was cut from", async () => {
    const { repository, repositories } = await served((told) => {
      released(told);
      told.branch("16.2", "main");
      told.commits("16.2", 1);
      told.branch("17.0", "16.1");
      told.commits("17.0", 1);
      told.commits("strange", 2);
      told.branch("18.0", "strange");
    });
    const cut = cutBranch({ repositories, identity });
    const look = async (branch: string, from?: string) => cut.plan({ repository, branch, ...(from && { from }) });
    const [minor, major, foreign] = [await look("16.2", "16.1"), await look("17.0"), await look("18.0")];
    // 16.1 was merged into the mainline before: what 16.2 was cut from has all of it.
    expect([minor.actions, codes(minor.warnings)]).toEqual([[], []]);
    expect([major.actions, codes(major.warnings)]).toEqual([[], ["base-lacks-previous-release", "branch-not-of-base"]]);
    expect(major.warnings[1]?.message).toContain("was cut from 16.1, not from main");
    expect(codes(foreign.warnings)).toEqual(["branch-not-of-base"]);
    expect(foreign.warnings[0]?.message).toContain("no history");
  });

  test("a release that lacks the fixes of the one before is told before it is cut", async () => {
    // avni-server and avni-client: v16.8.0 shipped without what v16.7.0 had fixed.
    const { repository, repositories, git, elsewhere } = await served((told) => {
      told.commits("main", 3);
      told.branch("16.7", "main");
      told.commits("main", 2);
      told.commit("16.7", { subject: "#1703 | Dates in bulk upload", files: { "bulk.txt": "fixed\n" } });
      told.cherryPick(told.commit("16.7", { subject: "Picked", files: { "picked.txt": "1\n" } }), "main");
      told.tag("v16.7.0", "16.7");
    });
    const cut = cutBranch({ repositories, identity });
    const plan = await cut.plan({ repository, branch: "16.8", from: "mainline" });
    expect(codes(plan.warnings)).toEqual(["base-lacks-previous-release"]);
    expect(plan.warnings[0]?.message).toMatch(/main lacks a commit of 16\.7: [0-9a-f]{10} #1703 \| Dates/);
    expect(plan.facts).toMatchObject({ previous: { name: "16.7", missingCount: 1 } });
    expect((await cut.plan({ repository, branch: "16.8" })).warnings).toEqual([]);
    await git("branch", "16.8", "main");
    const there = await cutBranch({ repositories: await elsewhere(), identity }).plan({ repository, branch: "16.8" });
    expect([there.actions, codes(there.warnings)]).toEqual([[], ["base-lacks-previous-release", "branch-not-of-base"]]);
  });

  test("where release branches are removed, the tag of the previous release is looked at", async () => {
    const { repository, repositories } = await served((told) => {
      told.commits("main", 2);
      told.branch("1.0", "main");
      told.tag("v1.0.1", told.commits("1.0", 1));
      told.deleteBranch("1.0");
      told.commits("main", 1);
    });
    const plan = await cutBranch({ repositories, identity }).plan({ repository, branch: "1.1" });
    expect(plan.facts).toMatchObject({ previous: { name: "v1.0.1", missingCount: 1 } });
  });

  test("refuses where a tag has the name", async () => {
    const { repository, repositories } = await served((told) => {
      released(told);
      told.tag("17.0", "main");
      told.tag("16.1", "main");
    });
    const cut = cutBranch({ repositories, identity });
    const plan = await cut.plan({ repository, branch: "17.0" });
    expect([plan.actions, codes(plan.problems)]).toEqual([[], ["ERR_TAG_HAS_BRANCH_NAME"]]);
    const there = await cut.plan({ repository, branch: "16.1" });
    expect([codes(there.problems), codes(there.warnings)]).toEqual([[], ["tag-has-branch-name"]]);
  });

  test("tells higher branches, odd names, and a ref that is in the way", async () => {
    const { repository, repositories } = await served((told) => {
      released(told);
      told.branch("16.3", "main");
      told.branch("18.0/hotfix", "main");
    });
    const cut = cutBranch({ repositories, identity });
    expect(codes((await cut.plan({ repository, branch: "16.2" })).warnings)).toContain("higher-release-branch");
    expect(codes((await cut.plan({ repository, branch: "16-4" })).warnings)).toEqual(["not-a-release-branch"]);
    expect(codes((await cut.plan({ repository, branch: "18.0" })).problems)).toEqual(["ERR_REF_IN_THE_WAY"]);
  });

  test("a base that is not there is a problem with near names", async () => {
    const { repository, repositories } = await served(released);
    const cut = cutBranch({ repositories, identity });
    const plan = await cut.plan({ repository, branch: "16.2", from: "mian" });
    expect(plan.problems).toMatchObject([{ code: "ERR_BRANCH_MISSING", hint: "Did you mean main?" }]);
    const none = await cut.plan({ repository, branch: "16.1", from: "previous" });
    expect([none.actions, none.problems]).toEqual([[], []]);
  });

  test("cuts at the recorded commit, though the base moved on", async () => {
    const { repository, repositories, at, git, elsewhere } = await served(released);
    const recorded = (await at("main~1")) ?? "";
    await git("update-ref", "refs/heads/ahead", "refs/heads/main");
    await git("update-ref", "refs/heads/main", recorded);
    const base = await cutBase({ repositories }, { repository, branch: "17.0" });
    expect(base).toMatchObject({ ref: "refs/heads/main", commit: recorded });
    const plan = await cutBranch({ repositories, identity }).plan({ repository, branch: "17.0" });
    await git("update-ref", "refs/heads/main", "refs/heads/ahead");
    const other = cutBranch({ repositories: await elsewhere(), identity });
    await other.apply(plan);
    expect(await at("17.0")).toBe(recorded);
    await converges(other, { repository, branch: "17.1", commit: recorded });
    expect(await at("17.1")).toBe(recorded);
    const elsewherePlan = await other.plan({ repository, branch: "17.1", commit: (await at("main")) ?? "" });
    expect(codes(elsewherePlan.problems)).toEqual(["ERR_BRANCH_TAKEN"]);
    const unknown = await other.plan({ repository, branch: "19.0", commit: "a".repeat(40) });
    expect(codes(unknown.problems)).toEqual(["ERR_COMMIT_NOT_ON_BRANCH"]);
  });

  test("a base that was rewritten, or a branch that appeared, is told and nothing is written", async () => {
    const { server, repository, repositories, git, elsewhere } = await served(released);
    const cut = cutBranch({ repositories, identity });
    const plan = await cut.plan({ repository, branch: "17.0" });
    await git("update-ref", "refs/heads/main", "refs/heads/main~1");
    const other = cutBranch({ repositories: await elsewhere(), identity });
    await expect(other.apply(plan)).rejects.toMatchObject({ code: "ERR_PLAN_STALE" });
    expect(writesOf(server)).toEqual([]);
    await git("update-ref", "refs/heads/17.0", "refs/heads/main~1");
    // Its refs were read just now, so that only the lease can tell.
    await expect(cut.apply(plan)).rejects.toMatchObject({ code: "ERR_PLAN_STALE" });
  });

  test("a push whose answer got lost is looked for", async () => {
    const { server, repository, repositories, at } = await served(released);
    const cut = cutBranch({ repositories, identity });
    const plan = await cut.plan({ repository, branch: "17.0" });
    server.setFaults([{ match: "POST /saltops.git/git-receive-pack", kind: "truncate" }]);
    const receipt = await cut.apply(plan);
    expect(receipt.applied).toMatchObject([{ outcome: "done" }]);
    expect(await at("17.0")).toBe(await at("main"));
  });

  test("a push that is refused tells the remote's words", async () => {
    const { repository, repositories, at } = await served(released, ["17.0"]);
    const cut = cutBranch({ repositories, identity });
    const plan = await cut.plan({ repository, branch: "17.0" });
    await expect(cut.apply(plan)).rejects.toMatchObject({ code: "ERR_PUSH_REFUSED" });
    expect(await at("refs/heads/17.0")).toBeNull();
  });

  test.each(["te st", "16..2", "-16.2", "HEAD", "16.2.lock", "x".repeat(252), "refs/heads/16.2"])(
    "%s is no branch name",
    async (branch) => {
      const cut = cutBranch({ repositories: { open: () => Promise.reject(new Error("not reached")) }, identity });
      const failure = cut.plan({ repository: "https://example.org/api.git", branch });
      await expect(failure).rejects.toMatchObject({ code: "ERR_INPUT_INVALID" });
    },
  );

  test("names that are odd but allowed are cut as they are", async () => {
    const { repository, repositories, at } = await served(released);
    const cut = cutBranch({ repositories, identity });
    for (const branch of ["tāne/größe", "$(owned)", "it's", '"16.2"', "x".repeat(240)]) {
      await converges(cut, { repository, branch, from: "mainline" });
      expect(await at(`refs/heads/${branch}`)).toBe(await at("main"));
    }
  });
});
