import { converges } from "@signalbox/testbed";
import { describe, expect, test } from "vitest";
import { cutBranch } from "../../src/index.js";
import { identity, serveRepository } from "../served-repository.js";
import { developmentVersion, FILE, gradle, snapshot } from "./scenes.js";

const AS_ADA = ["-c", "user.name=Ada", "-c", "user.email=ada@example.org"];
const codes = (list: readonly { readonly code: string }[]) => list.map(({ code }) => code);

const served = (guarded: readonly string[] = [], tell = snapshot) =>
  serveRepository(tell, { defaultBranch: "main", protected: guarded });

describe("the mainline's next development version", () => {
  test("is pushed after the branch is cut, and everything else in the file stays byte for byte", async () => {
    const { repository, repositories, at, git } = await served();
    const before = (await at("main")) ?? "";
    const input = { repository, branch: "16.0", developmentVersion };
    const { plan, receipt } = await converges(cutBranch({ repositories, identity }), input);
    expect(plan.actions.map(({ type, summary }) => [type, summary])).toEqual([
      ["create-branch", `Cut 16.0 from main at ${before.slice(0, 10)}`],
      ["set-development-version", `Set the version in ${FILE} from 16.0.0-SNAPSHOT to 17.0.0-SNAPSHOT on main`],
    ]);
    expect(receipt.applied.map(({ outcome }) => outcome)).toEqual(["done", "done"]);
    expect(await at("16.0")).toBe(before);
    expect(await at("main^")).toBe(before);
    expect(await git("show", `main:${FILE}`)).toBe(gradle("17.0.0-SNAPSHOT"));
    expect(await git("log", "-1", "--format=%s|%an|%ct", "main")).toBe(
      `Begin 17.0.0-SNAPSHOT|${identity.name}|${await git("log", "-1", "--format=%ct", before)}`,
    );
  });

  test("goes by a review branch where the mainline is protected", async () => {
    const { repository, repositories, at, merge } = await served(["main"]);
    const cut = cutBranch({ repositories, identity });
    const direct = await cut.plan({ repository, branch: "16.0", developmentVersion });
    await expect(cut.apply(direct)).rejects.toMatchObject({
      code: "ERR_PUSH_REFUSED",
      hint: expect.stringContaining("review") as string,
      receipt: { applied: [{ outcome: "done" }, { outcome: "failed" }] },
    });
    const input = { repository, branch: "16.0", developmentVersion: { ...developmentVersion, review: "next-version" } };
    const { plan } = await converges(cut, input);
    expect(plan.actions.map(({ type }) => type)).toEqual(["set-development-version"]);
    expect(await at("next-version^")).toBe(await at("main"));
    await merge("next-version", "main", "merge");
    expect(await cut.plan(input)).toMatchObject({ actions: [], facts: { development: { status: "reached" } } });

    // The next release finds the merged branch and moves it on.
    const next = await cut.plan({ ...input, branch: "17.0" });
    expect(next.actions.map(({ type, summary }) => [type, summary])).toEqual([
      ["create-branch", expect.stringContaining("Cut 17.0 from main")],
      ["set-development-version", expect.stringContaining("18.0.0-SNAPSHOT on next-version, for review")],
    ]);
  });

  test("never goes back, and waits for nothing on a minor branch", async () => {
    const { repository, repositories } = await served();
    const cut = cutBranch({ repositories, identity });
    const plan = await cut.plan({ repository, branch: "14.0", developmentVersion });
    expect(plan.actions.map(({ type }) => type)).toEqual(["create-branch"]);
    expect(plan.facts).toMatchObject({ development: { status: "reached", current: "16.0.0-SNAPSHOT" } });
  });

  test("somebody's work on the review branch is not overwritten", async () => {
    const { repository, repositories } = await served([], (told) => {
      snapshot(told);
      told.branch("next-version", "main");
      told.commits("next-version", 1);
    });
    const input = { repository, branch: "16.0", developmentVersion: { ...developmentVersion, review: "next-version" } };
    const plan = await cutBranch({ repositories, identity }).plan(input);
    expect([plan.actions, codes(plan.problems)]).toEqual([[], ["ERR_REVIEW_BRANCH_TAKEN"]]);
  });

  test.each([
    [{ ...developmentVersion, file: "pom.xml" }, "pom.xml is not there"],
    [{ ...developmentVersion, pattern: "v(?<version>x)" }, "finds 0 versions"],
    [{ ...developmentVersion, pattern: "(?<version>o)" }, /finds \d+ versions/],
  ])("a version that cannot be read is a problem: %o", async (wish, message) => {
    const { repository, repositories } = await served();
    const plan = await cutBranch({ repositories, identity }).plan({
      repository,
      branch: "16.0",
      developmentVersion: wish,
    });
    expect(codes(plan.problems)).toEqual(["ERR_DEVELOPMENT_VERSION_UNREADABLE"]);
    expect(plan.problems[0]?.message).toMatch(message);
  });

  test("a mainline that moved since the plan is told, and a plan made again goes on", async () => {
    const { repository, repositories, at, git, elsewhere } = await served();
    const input = { repository, branch: "16.0", developmentVersion };
    const plan = await cutBranch({ repositories, identity }).plan(input);
    const moved = await git(...AS_ADA, "commit-tree", "main^{tree}", "-p", "main", "-m", "Meanwhile");
    await git("update-ref", "refs/heads/main", moved);
    const other = cutBranch({ repositories: await elsewhere(), identity });
    await expect(other.apply(plan)).rejects.toMatchObject({
      code: "ERR_PLAN_STALE",
      receipt: { applied: [{ outcome: "done" }, { outcome: "failed" }] },
    });
    const { plan: again } = await converges(other, input);
    expect(again.actions.map(({ type }) => type)).toEqual(["set-development-version"]);
    expect(await at("main^")).toBe(moved);
  });

  test.each([
    [{ ...developmentVersion, pattern: "version" }, "pattern"],
    [{ ...developmentVersion, pattern: "((?<version>x)" }, "pattern"],
    [{ ...developmentVersion, file: "../x" }, "file"],
    [{ ...developmentVersion, next: "17\n18" }, "next"],
  ])("%o is refused", async (wish, path) => {
    const cut = cutBranch({ repositories: { open: () => Promise.reject(new Error("not reached")) }, identity });
    const failure = cut.plan({ repository: "/r", branch: "16.0", developmentVersion: wish });
    await expect(failure).rejects.toMatchObject({
      code: "ERR_INPUT_INVALID",
      details: {
        issues: expect.arrayContaining([expect.objectContaining({ path: `developmentVersion.${path}` })]) as unknown,
      },
    });
  });
});
