import { converges, type History } from "@signalbox/testbed";
import { describe, expect, test } from "vitest";
import { compareBranches, promoteBranch, promotionMerged, type PushBranch } from "../../src/index.js";
import { identity, serveRepository } from "../served-repository.js";

/** A release branch with a fix that the mainline lacks; a tag has the branch's name, as in real repositories. */
const released =
  (mainline: string) =>
  (told: History): void => {
    told.commit(mainline, { subject: "Start", daysAgo: 40, files: { "a.txt": "1\n" } });
    told.branch("16.2", mainline);
    told.commit(mainline, { subject: "Next feature", daysAgo: 20, files: { "b.txt": "1\n" } });
    told.commit("16.2", { subject: "Fix the sync", daysAgo: 3, files: { "a.txt": "2\n" } });
    told.tag("16.2", "16.2");
  };

const serve = (mainline: string) =>
  serveRepository(released(mainline), { protected: [mainline], defaultBranch: mainline });

describe("a release branch into the mainline", () => {
  test.each([
    ["master", null],
    ["main", null],
    ["main", "mainline"],
    ["master", "master"],
  ])("where the remote calls %s HEAD, by the name %o", async (mainline, to) => {
    const served = await serve(mainline);
    const { repository, repositories } = served;
    const promote = promoteBranch({ repositories, identity });
    const { plan } = await converges(promote, { repository, from: "16.2", to });
    const [action] = plan.actions as readonly [PushBranch];
    expect(plan.target).toBe(`${repository}: 16.2 → ${mainline}`);
    expect(action).toMatchObject({ ref: `refs/heads/update-${mainline}`, target: { ref: `refs/heads/${mainline}` } });
    expect(await served.git("log", "-1", "--format=%s", action.oid)).toBe(`Merge branch '16.2' into ${mainline}`);

    const gate = promotionMerged({ repositories });
    const promoted = action.oid;
    expect(await gate.check({ repository, from: "16.2", to, promoted })).toMatchObject({ status: "wait" });
    await served.merge(`update-${mainline}`, mainline, "merge", true);
    expect(await gate.check({ repository, from: "16.2", to, promoted })).toMatchObject({ status: "pass" });
    expect(await promote.plan({ repository, from: "16.2", to })).toMatchObject({
      actions: [],
      problems: [],
      facts: { standing: "merged" },
    });
  });

  test("a branch that is called mainline is itself", async () => {
    const served = await serveRepository((told) => {
      released("main")(told);
      told.branch("mainline", "main");
    });
    const { repository, repositories } = served;
    const { to } = await compareBranches(repositories, { repository, from: "16.2", to: "mainline" });
    expect(to.ref).toBe("refs/heads/mainline");
  });

  test("direct, and refused where the remote protects the mainline", async () => {
    const open = await serveRepository(released("main"), { protected: [], defaultBranch: "main" });
    const input = { repository: open.repository, from: "16.2", to: null, direct: true };
    const { plan } = await converges(promoteBranch({ repositories: open.repositories, identity }), input);
    expect(await open.at("main")).toBe(plan.actions[0]?.oid);

    const shut = await serve("main");
    const promote = promoteBranch({ repositories: shut.repositories, identity });
    const refused = promote.apply(await promote.plan({ ...input, repository: shut.repository }));
    await expect(refused).rejects.toMatchObject({ code: "ERR_PUSH_REFUSED" });
  });

  test("a mainline that moved in between is told, and nothing is pushed", async () => {
    const served = await serve("main");
    const { repository, repositories } = served;
    const promote = promoteBranch({ repositories, identity });
    const plan = await promote.plan({ repository, from: "16.2", to: null });
    await served.git("update-ref", "refs/heads/main", "refs/heads/main~1");
    const other = promoteBranch({ repositories: await served.elsewhere(), identity });
    await expect(other.apply(plan)).rejects.toMatchObject({ code: "ERR_PLAN_STALE" });
    expect(await served.at("update-main")).toBeNull();
  });

  test("the mainline itself has nothing to bring", async () => {
    const served = await serve("main");
    const { repository, repositories } = served;
    const plan = await promoteBranch({ repositories, identity }).plan({ repository, from: "main", to: null });
    expect(plan).toMatchObject({ actions: [], problems: [], facts: { standing: "merged" } });
  });

  test("a remote without a mainline, and a review branch that is the mainline, are problems", async () => {
    const served = await serve("main");
    const { repository, repositories } = served;
    const promote = promoteBranch({ repositories, identity });
    expect(await promote.plan({ repository, from: "16.2", to: null, review: "main" })).toMatchObject({
      actions: [],
      problems: [{ code: "ERR_REVIEW_BRANCH_TAKEN" }],
    });
    await served.git("symbolic-ref", "HEAD", "refs/heads/gone");
    const blind = promoteBranch({ repositories: await served.elsewhere(), identity });
    await served.git("update-ref", "refs/heads/master", "refs/heads/main"); // main or master: nobody can tell
    expect(await blind.plan({ repository, from: "16.2", to: null })).toMatchObject({
      actions: [],
      problems: [{ code: "ERR_MAINLINE_MISSING" }],
    });
  });
});
