import { converges, type History, provesReadOnly, writesOf } from "@signalbox/testbed";
import { describe, expect, test } from "vitest";
import { tagRelease } from "../../src/index.js";
import { identity, serveRepository } from "../served-repository.js";
import { released } from "./released.js";

const codes = (list: readonly { readonly code: string }[]) => list.map(({ code }) => code);

const served = (tell: (told: History) => void) => serveRepository(tell, { defaultBranch: "main", protected: ["main"] });

describe("tagRelease on a real server", () => {
  test("tags the head of the mainline, annotated, and converges", async () => {
    const { repository, repositories, at, git } = await served(released);
    const { plan, receipt } = await converges(tagRelease({ repositories, identity }), { repository });
    expect(plan).toMatchObject({ problems: [], warnings: [], facts: { tag: "v1.2.1", latest: { tag: "v1.2.0" } } });
    expect(receipt.applied[0]?.result).toEqual({
      ref: "refs/tags/v1.2.1",
      tag: "v1.2.1",
      version: "1.2.1",
      commit: await at("main"),
      oid: plan.actions[0]?.oid,
    });
    expect(await at("refs/tags/v1.2.1")).toBe(plan.actions[0]?.oid);
    expect(await at("refs/tags/v1.2.1^{commit}")).toBe(await at("main"));
    expect(await git("for-each-ref", "--format=%(taggername)", "refs/tags/v1.2.1")).toBe(identity.name);
  });

  test("a tag without an object is the commit", async () => {
    const { repository, repositories, at } = await served(released);
    await converges(tagRelease({ repositories, identity }), { repository, version: "next-minor", annotated: false });
    expect(await at("refs/tags/v1.3.0")).toBe(await at("main"));
  });

  test("planning writes nothing", async () => {
    const { server, repository, repositories } = await served(released);
    const plan = await provesReadOnly(server, () => tagRelease({ repositories, identity }).plan({ repository }));
    expect(plan.actions).toHaveLength(1);
  });

  test("nothing to do when the head is released, or nothing came after the release", async () => {
    const { repository, repositories, git } = await served((told) => {
      told.commits("main", 2);
      told.tag("v1.2.0", "main");
    });
    const tag = tagRelease({ repositories, identity });
    expect(await tag.plan({ repository })).toMatchObject({ actions: [], problems: [], warnings: [] });
    expect(await git("tag")).toBe("v1.2.0");
  });

  test("a tag that appeared meanwhile is not moved", async () => {
    const { repository, repositories, git, at } = await served(released);
    const tag = tagRelease({ repositories, identity });
    const plan = await tag.plan({ repository });
    await git("update-ref", "refs/tags/v1.2.1", "refs/heads/main~1");
    await expect(tag.apply(plan)).rejects.toMatchObject({ code: "ERR_PLAN_STALE" });
    expect(await at("refs/tags/v1.2.1")).toBe(await at("main~1"));
  });

  test("a branch that moved since the plan is told, and nothing is written", async () => {
    const { server, repository, repositories, git, elsewhere } = await served(released);
    const plan = await tagRelease({ repositories, identity }).plan({ repository });
    await git("update-ref", "refs/heads/main", "refs/heads/main~1");
    const other = tagRelease({ repositories: await elsewhere(), identity });
    await expect(other.apply(plan)).rejects.toMatchObject({ code: "ERR_PLAN_STALE" });
    expect(writesOf(server)).toEqual([]);
  });

  test("a release branch counts its own line, the mainline all of them", async () => {
    const { repository, repositories } = await served((told) => {
      told.commits("main", 2);
      told.tag("v16.2.0", "main");
      told.branch("16.2", "main");
      told.commit("16.2", { subject: "Hot fix", files: { "fix.txt": "1\n" } });
      told.commits("main", 1);
      told.tag("v17.0.0", "main");
      told.commits("main", 1);
    });
    const tag = tagRelease({ repositories, identity });
    expect((await tag.plan({ repository, branch: "16.2" })).facts).toMatchObject({ tag: "v16.2.1" });
    expect((await tag.plan({ repository })).facts).toMatchObject({ tag: "v17.0.1" });
    const lower = await tag.plan({ repository, version: "16.9.0" });
    expect(codes(lower.problems)).toEqual(["ERR_VERSION_NOT_HIGHER"]);
  });

  test("a gap and mistyped tags are warnings", async () => {
    const { repository, repositories } = await served((told) => {
      released(told);
      told.tag("v27.1", "main");
    });
    const plan = await tagRelease({ repositories, identity }).plan({ repository, version: "1.5.0" });
    expect(codes(plan.warnings)).toEqual(["version-gap", "tag-malformed"]);
  });

  test("a missing branch is a problem", async () => {
    const { repository, repositories } = await served(released);
    const plan = await tagRelease({ repositories, identity }).plan({ repository, branch: "mian" });
    expect(plan.problems).toMatchObject([{ code: "ERR_BRANCH_MISSING", hint: "Did you mean main?" }]);
  });
});
