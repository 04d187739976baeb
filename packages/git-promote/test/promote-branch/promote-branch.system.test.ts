import { converges, provesReadOnly, writesOf } from "@signalbox/testbed";
import { describe, expect, test } from "vitest";
import { promoteBranch, type PushBranch } from "../../src/index.js";
import { identity, serveRepository, twoChanges } from "../served-repository.js";

const names = { from: "test", to: "prod" };
const REVIEW = "refs/heads/update-prod";

interface Facts {
  readonly changes: readonly { readonly subject: string }[];
  readonly alreadyContained: readonly { readonly subject: string; readonly by?: string }[];
  readonly behind: readonly unknown[];
  readonly standing: string;
  readonly willEqualSource: boolean;
  readonly mergeTree: string | null;
  readonly conflicts: readonly unknown[];
}
const factsOf = (plan: { readonly facts: unknown }) => plan.facts as Facts;
const codes = (list: readonly { readonly code: string }[]) => list.map(({ code }) => code);

describe("promoteBranch on a real server", () => {
  test("pushes the planned merge to the review branch, and nothing anywhere else", async () => {
    const served = await serveRepository(twoChanges);
    const { repository, repositories } = served;
    const before = [await served.at("prod"), await served.at("test"), await served.at("dev")];
    const { plan, receipt } = await converges(promoteBranch({ repositories, identity }), { repository, ...names });

    const [action] = plan.actions as readonly [PushBranch];
    expect(receipt.applied).toMatchObject([{ outcome: "done", result: { ref: REVIEW, oid: action.oid } }]);
    expect(await served.at(REVIEW)).toBe(action.oid);
    expect([await served.at("prod"), await served.at("test"), await served.at("dev")]).toEqual(before);
    expect(await served.at(`${action.oid}^1`)).toBe(before[0]);
    expect(await served.at(`${action.oid}^2`)).toBe(before[1]);
    expect(await served.at(`${action.oid}^{tree}`)).toBe(await served.at("test^{tree}"));
    expect(factsOf(plan).changes.map(({ subject }) => subject)).toEqual([
      "Update modemd to 1.1.0",
      "Restart the modem at night",
    ]);
    expect(factsOf(plan).willEqualSource).toBe(true);
    expect(await served.git("log", "-1", "--format=%s", action.oid)).toBe("Merge branch 'test' into prod");
  });

  test("planning writes nothing, and costs few requests", async () => {
    const { server, repository, repositories } = await serveRepository(twoChanges);
    const promote = promoteBranch({ repositories, identity });
    await provesReadOnly(server, () => promote.plan({ repository, ...names }));
    server.clearRequests();
    const plan = await promote.plan({ repository, ...names });
    await promote.apply(plan);
    expect(server.requests.length).toBeLessThanOrEqual(4);
  });

  test("a plan from a file is applied by another process, with the same commit", async () => {
    const served = await serveRepository(twoChanges);
    const { repository } = served;
    const plan = await promoteBranch({ repositories: served.repositories, identity }).plan({ repository, ...names });
    const file = JSON.stringify(plan);
    const other = promoteBranch({ repositories: await served.elsewhere(), identity });
    await other.apply(JSON.parse(file) as typeof plan);
    expect(await served.at(REVIEW)).toBe(plan.actions[0]?.oid);
  });

  test("a source that moved since the plan is told, and nothing is written", async () => {
    const served = await serveRepository(twoChanges);
    const { repository } = served;
    const plan = await promoteBranch({ repositories: served.repositories, identity }).plan({ repository, ...names });
    await served.git("update-ref", "refs/heads/test", "refs/heads/dev");
    const other = promoteBranch({ repositories: await served.elsewhere(), identity });
    const found = await served.at("test");
    await expect(other.apply(plan)).rejects.toMatchObject({
      code: "ERR_PLAN_STALE",
      details: { expected: plan.actions[0]?.source.commit, found },
    });
    expect(writesOf(served.server)).toEqual([]);
  });

  test("a review branch that appeared meanwhile is not overwritten", async () => {
    const served = await serveRepository(twoChanges);
    const { repository, repositories } = served;
    const promote = promoteBranch({ repositories, identity });
    const plan = await promote.plan({ repository, ...names });
    await served.git("update-ref", REVIEW, "refs/heads/dev");
    await expect(promote.apply(plan)).rejects.toMatchObject({ code: "ERR_PLAN_STALE" });
    expect(await served.at(REVIEW)).toBe(await served.at("dev"));
  });

  test("another identity would make another commit: told as stale", async () => {
    const served = await serveRepository(twoChanges);
    const { repository, repositories } = served;
    const plan = await promoteBranch({ repositories, identity }).plan({ repository, ...names });
    const other = promoteBranch({ repositories, identity: { ...identity, email: "other@example.org" } });
    await expect(other.apply(plan)).rejects.toMatchObject({ code: "ERR_PLAN_STALE" });
    expect(await served.at(REVIEW)).toBeNull();
  });

  test("after a merge nothing is left to do", async () => {
    const served = await serveRepository(twoChanges);
    const { repository, repositories } = served;
    const promote = promoteBranch({ repositories, identity });
    await promote.apply(await promote.plan({ repository, ...names }));
    await served.merge("update-prod", "prod", "merge", true);
    const after = await promote.plan({ repository, ...names });
    expect(after).toMatchObject({ actions: [], problems: [], facts: { standing: "merged", changes: [] } });
  });

  test("after a squash nothing is left to do either, but it is told", async () => {
    const served = await serveRepository(twoChanges);
    const { repository, repositories } = served;
    const promote = promoteBranch({ repositories, identity });
    await promote.apply(await promote.plan({ repository, ...names }));
    const squash = await served.merge("update-prod", "prod", "squash", true);
    const after = await promote.plan({ repository, ...names });
    expect(after.actions).toEqual([]);
    expect(codes(after.warnings)).toEqual(["promotion-was-squashed"]);
    expect(factsOf(after)).toMatchObject({ standing: "same", changes: [], behind: [] });
    expect(factsOf(after).alreadyContained.map(({ by }) => by)).toEqual([squash, squash]);
  });

  test("an old promotion that waits is replaced by the new one", async () => {
    const served = await serveRepository(twoChanges);
    const { repository, repositories } = served;
    const promote = promoteBranch({ repositories, identity });
    await promote.apply(await promote.plan({ repository, ...names }));
    const old = await served.at(REVIEW);
    const tree = await served.git("rev-parse", "refs/heads/test~1^{tree}");
    const next = await served.git(
      "-c",
      "user.name=Ada",
      "-c",
      "user.email=ada@example.org",
      "commit-tree",
      tree,
      "-p",
      "refs/heads/test",
      "-m",
      "No restart at night",
    );
    await served.git("update-ref", "refs/heads/test", next);
    const { plan } = await converges(promote, { repository, ...names });
    expect(codes(plan.warnings)).toEqual(["review-branch-replaced"]);
    expect(plan.actions[0]).toMatchObject({ expectedHead: old });
  });

  test("a review branch with work of its own is left alone", async () => {
    const served = await serveRepository((told) => {
      twoChanges(told);
      told.branch("update-prod", "prod");
      told.commit("update-prod", { subject: "Try something" });
    });
    const { repository, repositories } = served;
    const plan = await promoteBranch({ repositories, identity }).plan({ repository, ...names });
    expect(plan.actions).toEqual([]);
    expect(codes(plan.problems)).toEqual(["ERR_REVIEW_BRANCH_TAKEN"]);
    expect(plan.problems[0]?.message).toContain("Try something");
  });

  test("conflicts are problems, until somebody settles them on the review branch", async () => {
    const served = await serveRepository((told) => {
      twoChanges(told);
      told.commit("prod", { subject: "Hot fix", files: { "pi/modemd/init.sls": 'version: "1.0.1"\n' } });
      told.branch("settled", "prod");
      told.merge("settled", "test", { files: { "pi/modemd/init.sls": 'version: "1.1.0"\n' } });
    });
    const { repository, repositories } = served;
    const promote = promoteBranch({ repositories, identity });
    const plan = await promote.plan({ repository, ...names });
    expect(codes(plan.problems)).toEqual(["ERR_MERGE_CONFLICT"]);
    expect(factsOf(plan)).toMatchObject({
      mergeTree: null,
      conflicts: [{ path: "pi/modemd/init.sls", kind: "content" }],
    });
    await expect(promote.apply(plan)).rejects.toMatchObject({ code: "ERR_PLAN_HAS_PROBLEMS" });

    await served.git("update-ref", REVIEW, "refs/heads/settled");
    const after = await promote.plan({ repository, ...names });
    expect(after).toMatchObject({ actions: [], problems: [], facts: { standing: "awaiting" } });
    expect(codes(after.warnings)).toEqual(["review-branch-merged-by-hand"]);
  });

  test("own changes of the target are named", async () => {
    const served = await serveRepository((told) => {
      twoChanges(told);
      told.commit("prod", { subject: "Only here", files: { "prod-only.sls": "a: 1\n" } });
    });
    const { repository, repositories } = served;
    const { plan } = await converges(promoteBranch({ repositories, identity }), { repository, ...names });
    expect(codes(plan.warnings)).toEqual(["target-has-own-changes"]);
    expect(plan.warnings[0]?.message).toContain("prod-only.sls");
    expect(factsOf(plan)).toMatchObject({ willEqualSource: false, behind: [{ subject: "Only here" }] });
  });

  test("direct pushes the merge to the target, where the remote allows it", async () => {
    const served = await serveRepository(twoChanges, { protected: [] });
    const { repository, repositories } = served;
    const { plan } = await converges(promoteBranch({ repositories, identity }), { repository, ...names, direct: true });
    expect(await served.at("prod")).toBe(plan.actions[0]?.oid);
    expect(await served.at(REVIEW)).toBeNull();
  });

  test("a protected target refuses, in the remote's words", async () => {
    const served = await serveRepository(twoChanges);
    const { repository, repositories } = served;
    const before = await served.at("prod");
    const promote = promoteBranch({ repositories, identity });
    const plan = await promote.plan({ repository, ...names, direct: true });
    const failure = promote.apply(plan);
    await expect(failure).rejects.toMatchObject({
      code: "ERR_PUSH_REFUSED",
      hint: expect.stringContaining("without `direct`") as string,
    });
    await expect(failure).rejects.toThrow(/GH006|protected/i);
    expect(await served.at("prod")).toBe(before);
  });

  test("a tag with a branch's name confuses nobody", async () => {
    const served = await serveRepository((told) => {
      twoChanges(told);
      told.tag("test", "prod");
      told.tag("update-prod", "prod");
    });
    const { repository, repositories } = served;
    const { plan } = await converges(promoteBranch({ repositories, identity }), { repository, ...names });
    expect(codes(plan.warnings)).toEqual(["tag-has-branch-name"]);
    expect(factsOf(plan).changes).toHaveLength(2);
    expect(await served.at("refs/tags/update-prod")).toBe(await served.at("prod"));
  });

  test("a missing branch is a problem with near names", async () => {
    const { repository, repositories } = await serveRepository(twoChanges);
    const plan = await promoteBranch({ repositories, identity }).plan({ repository, from: "tset", to: "prod" });
    expect(plan.problems).toMatchObject([{ code: "ERR_BRANCH_MISSING", hint: "Did you mean test?" }]);
  });
});

describe("what may be asked for", () => {
  const promote = promoteBranch({ repositories: { open: () => Promise.reject(new Error("not reached")) }, identity });
  const repository = "https://example.org/saltops.git";
  test.each([
    [{ repository, from: "test", to: "test" }, "to"],
    [{ repository, from: "test", to: "prod", review: "prod" }, "review"],
    [{ repository, from: "update-prod", to: "prod" }, "review"],
    [{ repository, from: "refs/heads/test", to: "prod" }, "from"],
    [{ repository, from: "te st", to: "prod" }, "from"],
    [{ repository, from: "-f", to: "prod" }, "from"],
    [{ repository: "https://ada:secret@example.org/saltops.git", from: "test", to: "prod" }, "repository"],
  ])("%o is refused at %s", async (input, path) => {
    const error: unknown = await promote.plan(input).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: "ERR_INPUT_INVALID", details: { issues: [{ path }] } });
    expect(JSON.stringify(error)).not.toContain("secret");
  });
});
