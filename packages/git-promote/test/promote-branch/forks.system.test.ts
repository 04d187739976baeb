import { converges, provesReadOnly } from "@signalbox/testbed";
import { describe, expect, test } from "vitest";
import { previousReleasePromoted, promoteBranch, promotionMerged } from "../../src/index.js";
import { END, identity, serveRepository, type ServedRepository, twoChanges } from "../served-repository.js";
import { type Fork, forkOf } from "./fork.js";

const names = { from: "test", to: "prod" };
const REVIEW = "refs/heads/update-prod";

/** A commit with the files of another, made in the fork. */
const commitIn = async (
  served: ServedRepository,
  fork: Fork,
  fields: { tree: string; parents: string[]; subject: string },
) => {
  const as = ["-c", "user.name=Ada", "-c", "user.email=ada@example.org"];
  const parents = fields.parents.flatMap((parent) => ["-p", parent]);
  return served.git("--git-dir", fork.path, ...as, "commit-tree", fields.tree, ...parents, "-m", fields.subject);
};

describe("a review branch in a fork", () => {
  test("is pushed there and nowhere else, and converges", async () => {
    const served = await serveRepository(twoChanges);
    const fork = await forkOf(served);
    const { repository, repositories } = served;
    const input = { repository, reviewRepository: fork.location, ...names };
    const promote = promoteBranch({ repositories, identity });
    await provesReadOnly(served.server, () => promote.plan(input));
    const { plan } = await converges(promote, input);
    expect(plan.actions).toMatchObject([{ ref: REVIEW, expectedHead: null, reviewRepository: fork.location }]);
    expect(plan.actions[0]?.summary).toContain(`to update-prod of ${fork.location}`);
    expect(await fork.at(REVIEW)).toBe(plan.actions[0]?.oid);
    expect(await served.at(REVIEW)).toBeNull();
    expect(await served.at("prod")).not.toBe(plan.actions[0]?.oid);

    const elsewhere = promoteBranch({ repositories: await served.elsewhere(), identity });
    expect(await elsewhere.plan(input)).toMatchObject({ actions: [], problems: [], facts: { standing: "awaiting" } });
  });

  test("the gates look for it there", async () => {
    const served = await serveRepository(twoChanges);
    const fork = await forkOf(served);
    const { repository, repositories } = served;
    const input = { repository, reviewRepository: fork.location, ...names };
    const promote = promoteBranch({ repositories, identity });
    const plan = await promote.plan(input);
    await promote.apply(plan);
    const promoted = plan.actions[0]?.oid ?? null;
    const gate = promotionMerged({ repositories: await served.elsewhere() });
    expect(await gate.check({ ...input, promoted })).toMatchObject({
      status: "wait",
      evidence: { review: { head: promoted } },
    });
    expect(await gate.check({ repository, ...names, promoted })).toMatchObject({ status: "block" });
    const previous = previousReleasePromoted({ repositories: await served.elsewhere() });
    expect(await previous.check(input, { now: () => END })).toMatchObject({
      status: "block",
      evidence: { review: { ref: REVIEW, head: promoted } },
    });

    await served.git("fetch", "--quiet", fork.path, `${REVIEW}:refs/heads/prod`); // as a reviewer merges it
    expect(await gate.check({ ...input, promoted })).toMatchObject({ status: "pass" });
    expect(await promote.plan(input)).toMatchObject({ actions: [], facts: { standing: "merged" } });
  });

  test("an older promotion there is moved on with a lease, by whom ever it was made", async () => {
    const served = await serveRepository(twoChanges);
    const fork = await forkOf(served);
    const { repository } = served;
    const input = { repository, reviewRepository: fork.location, ...names };
    const newest = (await served.at("test")) ?? "";
    await served.git("update-ref", "refs/heads/test", "refs/heads/test~1");
    const first = promoteBranch({ repositories: await served.elsewhere(), identity });
    await first.apply(await first.plan(input));
    const old = await fork.at(REVIEW);
    await served.git("update-ref", "refs/heads/test", newest);

    const colleague = { name: "Col League", email: "col@example.org" };
    const next = promoteBranch({ repositories: await served.elsewhere(), identity: colleague });
    const { plan } = await converges(next, input);
    expect(plan.actions).toMatchObject([{ expectedHead: old }]);
    expect(plan.warnings.map(({ code }) => code)).toEqual(["review-branch-replaced"]);
  });

  test("somebody's own commits there are named, and left alone", async () => {
    const served = await serveRepository(twoChanges);
    const fork = await forkOf(served);
    const tree = await served.git("rev-parse", "refs/heads/dev^{tree}");
    const base = (await fork.at("refs/heads/dev")) ?? "";
    const own = await commitIn(served, fork, { tree, parents: [base], subject: "Try something in my fork" });
    await served.git("--git-dir", fork.path, "update-ref", REVIEW, own);
    const { repository, repositories } = served;
    const plan = await promoteBranch({ repositories, identity }).plan({
      repository,
      reviewRepository: fork.location,
      ...names,
    });
    expect(plan).toMatchObject({ actions: [], problems: [{ code: "ERR_REVIEW_BRANCH_TAKEN" }] });
    expect(plan.problems[0]?.message).toContain("Try something in my fork");
  });

  test("a merge that somebody finished there by hand is awaited", async () => {
    const served = await serveRepository((told) => {
      twoChanges(told);
      told.commit("prod", { subject: "Hot fix", files: { "pi/modemd/init.sls": 'version: "1.0.1"\n' } });
    });
    const fork = await forkOf(served);
    await served.git("push", "--quiet", fork.path, "refs/heads/test:refs/heads/t", "refs/heads/prod:refs/heads/p");
    const heads = [await served.at("prod"), await served.at("test")].map((oid) => oid ?? "");
    const tree = await served.git("rev-parse", "refs/heads/test^{tree}");
    const merge = await commitIn(served, fork, { tree, parents: heads, subject: "Merge test, 1.1.0 wins" });
    await served.git("--git-dir", fork.path, "update-ref", REVIEW, merge);
    const { repository, repositories } = served;
    const plan = await promoteBranch({ repositories, identity }).plan({
      repository,
      reviewRepository: fork.location,
      ...names,
    });
    expect(plan).toMatchObject({ actions: [], problems: [], facts: { standing: "awaiting" } });
    expect(plan.warnings.map(({ code }) => code)).toEqual(["review-branch-merged-by-hand"]);
  });

  test("a fork that moves between plan and push loses nothing, and one that refuses is told", async () => {
    const served = await serveRepository(twoChanges);
    const fork = await forkOf(served, { protected: ["locked"] });
    const { repository, repositories } = served;
    const promote = promoteBranch({ repositories, identity });
    const input = { repository, reviewRepository: fork.location, ...names };
    const plan = await promote.plan(input);
    const other = (await fork.at("refs/heads/dev")) ?? "";
    await served.git("--git-dir", fork.path, "update-ref", REVIEW, other);
    await expect(promote.apply(plan)).rejects.toMatchObject({ code: "ERR_PLAN_STALE" });
    expect(await fork.at(REVIEW)).toBe(other);

    const refused = promote.apply(await promote.plan({ ...input, review: "locked" }));
    await expect(refused).rejects.toMatchObject({ code: "ERR_PUSH_REFUSED" });
  });

  test("direct and a fork are two ways", async () => {
    const promote = promoteBranch({ repositories: { open: () => Promise.reject(new Error("not reached")) }, identity });
    const input = { repository: "r", reviewRepository: "f", ...names, direct: true };
    await expect(promote.plan(input)).rejects.toMatchObject({
      code: "ERR_INPUT_INVALID",
      details: { issues: [{ path: "reviewRepository" }] },
    });
  });
});
