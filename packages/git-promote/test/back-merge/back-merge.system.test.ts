import { converges, provesReadOnly, writesOf } from "@signalbox/testbed";
import { describe, expect, test } from "vitest";
import { backMerge } from "../../src/index.js";
import { identity } from "../served-repository.js";
import { codes, file, linksOf, releaseLines, serveLines, walk, withFix } from "./release-lines.js";

const from = "16.7";

describe("backMerge on a real server", () => {
  test("merges into every later line in order, and then into the mainline", async () => {
    const { repository, merge167, at, subjects, git } = await serveLines(withFix);
    const old = { "16.8": await at("16.8"), main: await at("main"), "16.7": await at("16.7") };
    const { plan, receipt } = await converges(merge167, { repository, from });

    expect(plan.target).toContain("16.7 → 16.8 → 17.0 → main");
    expect(walk(plan)).toEqual(["16.7→16.8 merge", "16.8→17.0 merge", "17.0→main merge"]);
    expect(receipt.applied.map(({ outcome }) => outcome)).toEqual(["done", "done", "done"]);
    expect([await at("16.8^1"), await at("16.8^2")]).toEqual([old["16.8"], old["16.7"]]);
    expect(await at("17.0^2")).toBe(await at("16.8"));
    expect([await at("main^1"), await at("main^2")]).toEqual([old.main, await at("17.0")]);
    expect(await at("16.7")).toBe(old["16.7"]);
    expect(await subjects("16.7..16.8")).toContain("Merge branch '16.7' into 16.8");
    expect((await subjects("main~1..main"))[0]).toBe("Merge branch '17.0'");
    expect(await git("log", "-1", "--format=%b", "refs/heads/16.8")).toMatch(/^\* [0-9a-f]{10} #1703 \| Fix dates$/);
    expect(await git("log", "-1", "--format=%an", "refs/heads/16.8")).toBe(identity.name);
  });

  test("planning writes nothing, and the whole chain stands in the plan", async () => {
    const { server, repository, merge167, at } = await serveLines(withFix);
    const plan = await provesReadOnly(server, () => merge167.plan({ repository, from }));
    expect(plan.actions.map(({ ref }) => ref)).toEqual(["refs/heads/16.8", "refs/heads/17.0", "refs/heads/main"]);
    await merge167.apply(plan);
    expect(await Promise.all(plan.actions.map(({ ref }) => at(ref)))).toEqual(plan.actions.map(({ oid }) => oid));
  });

  test("another machine applies the plan with the same commits", async () => {
    const { repository, merge167, other, at } = await serveLines(withFix);
    const plan = await merge167.plan({ repository, from });
    await (await other()).apply(JSON.parse(JSON.stringify(plan)) as typeof plan);
    expect(await at("main")).toBe(plan.actions[2]?.oid);
  });

  test("another identity would make another commit: told as stale, and nothing is written", async () => {
    const { server, repository, merge167, elsewhere } = await serveLines(withFix);
    const plan = await merge167.plan({ repository, from });
    const other = backMerge({ repositories: await elsewhere(), identity: { ...identity, email: "o@example.org" } });
    await expect(other.apply(plan)).rejects.toMatchObject({ code: "ERR_PLAN_STALE" });
    expect(writesOf(server)).toEqual([]);
  });

  test("an unreleased line is not carried into the mainline where nothing of the named one is missing", async () => {
    const { repository, merge167 } = await serveLines((told) => {
      releaseLines(told);
      told.commit("17.0", { subject: "Half a feature", ...file("feature.js", "half\n") });
    });
    const plan = await merge167.plan({ repository, from });
    expect(walk(plan)).toEqual(["16.7→16.8 contained", "16.8→17.0 contained", "17.0→main contained"]);
    expect(plan).toMatchObject({ actions: [], problems: [] });
  });

  test("nothing to do where all is merged, cherry-picked or squashed", async () => {
    const { repository, merge167 } = await serveLines((told) => {
      releaseLines(told);
      const fix = told.commit("16.7", { subject: "#1703 | Fix dates", ...file("dates.js", "utc\n") });
      told.cherryPick(fix, "16.8");
      told.squash("17.0", "16.8", { subject: "All of 16.8" });
      told.merge("main", "17.0");
    });
    const plan = await merge167.plan({ repository, from });
    expect(plan).toMatchObject({ actions: [], problems: [], warnings: [] });
    expect(walk(plan)).toEqual(["16.7→16.8 contained", "16.8→17.0 contained", "17.0→main contained"]);
  });

  test("a link with nothing missing is left out, the others are merged", async () => {
    const { repository, merge167, at } = await serveLines((told) => {
      withFix(told);
      told.cherryPick(told.tip("16.7"), "16.8");
    });
    const before = await at("16.8");
    const { plan } = await converges(merge167, { repository, from });
    expect(walk(plan)).toEqual(["16.7→16.8 contained", "16.8→17.0 merge", "17.0→main merge"]);
    expect(await at("16.8")).toBe(before);
  });

  test("a squash of several commits is no loss", async () => {
    const { repository, merge167 } = await serveLines((told) => {
      releaseLines(told);
      told.commit("16.7", { subject: "One", ...file("dates.js", "1\n") });
      told.commit("16.7", { subject: "Two", ...file("dates.js", "1\n2\n") });
      told.squash("16.8", "16.7", { subject: "Dates (#12)" });
    });
    const plan = await merge167.plan({ repository, from, into: ["16.8"] });
    expect([plan.actions, walk(plan)]).toEqual([[], ["16.7→16.8 contained"]]);
  });

  test("histories that cross are merged as git does", async () => {
    const { repository, merge167, git, at } = await serveLines((told) => {
      withFix(told);
      const [old7, old8] = [told.tip("16.7"), told.tip("16.8")];
      told.merge("16.8", old7);
      told.merge("16.7", old8);
      told.commit("16.7", { subject: "After the crossing", ...file("app.js", "ONE\ntwo\nthree\nfour\nfive\nsix\n") });
      told.commit("16.8", { subject: "At the other end", ...file("app.js", "one\ntwo\nthree\nfour\nfive\nSIX\n") });
    });
    await converges(merge167, { repository, from, into: ["16.8"] });
    expect(await git("show", "refs/heads/16.8:app.js")).toBe("ONE\ntwo\nthree\nfour\nfive\nSIX");
    expect(await at("16.8^2")).toBe(await at("16.7"));
  });

  test("a released line that the mainline contains is done; a line that was just cut is not", async () => {
    const { repository, merge167 } = await serveLines((told) => {
      withFix(told);
      told.merge("main", "16.8");
      told.tag("v16.8.0", "16.8");
      told.branch("18.0", "main");
    });
    const plan = await merge167.plan({ repository, from });
    expect(walk(plan)).toEqual(["16.7→17.0 merge", "17.0→18.0 merge", "18.0→main merge"]);
    expect(plan.facts).toMatchObject({ done: [{ branch: "16.8" }] });
  });

  test("a refused push in the middle stops the chain there, and running it again goes on", async () => {
    const { repository, merge167, at, git } = await serveLines(withFix, { protected: ["17.0"] });
    const plan = await merge167.plan({ repository, from });
    await expect(merge167.apply(plan)).rejects.toMatchObject({
      code: "ERR_PUSH_REFUSED",
      hint: expect.stringContaining("review branches") as string,
      receipt: { applied: [{ outcome: "done" }, { outcome: "failed" }, { outcome: "skipped" }] },
    });
    expect(await at("16.8")).toBe(plan.actions[0]?.oid);

    await git("config", "--unset-all", "testbed.protected");
    const { plan: rest } = await converges(merge167, { repository, from });
    expect(walk(rest)).toEqual(["16.7→16.8 contained", "16.8→17.0 merge", "17.0→main merge"]);
    expect(rest.actions).toEqual(plan.actions.slice(1));
  });

  test.each([0, 1, 2])("killed before push %i, the rest of the plan is what is planned again", async (count) => {
    const { repository, merge167, other, server } = await serveLines(withFix);
    const plan = await merge167.plan({ repository, from });
    const abort = new AbortController();
    let started = 0;
    const onEvent = ({ type }: { readonly type: string }): void => {
      if (type === "action-started" && started++ === count) abort.abort(new Error("killed"));
    };
    await expect(merge167.apply(plan, { signal: abort.signal, onEvent })).rejects.toThrow("killed");
    const fresh = await other();
    expect((await fresh.plan({ repository, from })).actions).toEqual(plan.actions.slice(count));
    await converges(fresh, { repository, from });
    expect(writesOf(server).filter(({ method }) => method === "POST")).toHaveLength(3);
  });

  test("a target that moved since the plan is told, and nothing is written", async () => {
    const { server, repository, merge167, other, git, at } = await serveLines(withFix);
    const plan = await merge167.plan({ repository, from });
    await git("update-ref", "refs/heads/16.8", "refs/heads/17.0");
    await expect((await other()).apply(plan)).rejects.toMatchObject({ code: "ERR_PLAN_STALE" });
    // The same process does not look again so soon: the lease of the push tells it.
    await expect(merge167.apply(plan)).rejects.toMatchObject({ code: "ERR_PLAN_STALE" });
    expect(await at("16.8")).toBe(await at("17.0"));
    expect(writesOf(server).length).toBeLessThanOrEqual(2);
  });

  test("a tag with a branch's name confuses nobody", async () => {
    const { repository, merge167, at } = await serveLines((told) => {
      withFix(told);
      told.tag("16.7", "main");
      told.tag("16.8", "main");
    });
    const { plan } = await converges(merge167, { repository, from, into: ["16.8"] });
    expect(linksOf(plan)[0]?.missing.map(({ subject }) => subject)).toEqual(["#1703 | Fix dates"]);
    expect(await at("refs/tags/16.8")).not.toBe(plan.actions[0]?.oid);
  });

  test("names the mainline by its role, or by its name", async () => {
    const { repository, merge167 } = await serveLines(withFix);
    for (const into of [["mainline"], ["main"]]) {
      expect(walk(await merge167.plan({ repository, from, into }))).toEqual(["16.7→main merge"]);
    }
  });

  test.each([
    [{ from: "16.6" }, "ERR_BRANCH_MISSING", "Did you mean 16.7"],
    [{ from, into: ["16.8", "16.99"] }, "ERR_BRANCH_MISSING", ""],
    [{ from: "main" }, "ERR_RELEASE_LINE_UNKNOWN", "into"],
    [{ from, mainline: "master" }, "ERR_BRANCH_MISSING", ""],
  ])("%o is a problem: %s", async (given, code, hint) => {
    const { repository, merge167 } = await serveLines(withFix);
    const plan = await merge167.plan({ repository, ...given });
    expect(codes(plan.problems)).toEqual([code]);
    expect(plan.problems[0]?.hint).toContain(hint);
    expect(plan.actions).toEqual([]);
  });
});

describe("with review", () => {
  const input = { from, review: true };

  test("each merge waits on a branch of its own, the next one upon it", async () => {
    const { repository, merge167, at, merge } = await serveLines(withFix, { protected: ["16.8", "17.0", "main"] });
    const { plan } = await converges(merge167, { repository, ...input });
    const refs = ["merge-16.7-into-16.8", "merge-16.8-into-17.0", "merge-17.0-into-main"];
    expect(plan.actions.map(({ ref }) => ref)).toEqual(refs.map((name) => `refs/heads/${name}`));
    expect(await at("merge-16.8-into-17.0^2")).toBe(await at("merge-16.7-into-16.8"));
    expect(walk(await merge167.plan({ repository, ...input }))).toEqual([
      "16.7→16.8 awaiting",
      "16.8→17.0 awaiting",
      "17.0→main awaiting",
    ]);

    for (const [index, into] of ["16.8", "17.0", "main"].entries()) {
      await merge(refs[index] ?? "", into, "merge", true);
    }
    const after = await merge167.plan({ repository, ...input });
    expect(walk(after)).toEqual(["16.7→16.8 contained", "16.8→17.0 contained", "17.0→main contained"]);
    expect(after.actions).toEqual([]);
  });

  test("a review branch of an older plan is moved on; one with work of its own is not", async () => {
    const { repository, merge167, git, at } = await serveLines(withFix);
    const one = { repository, ...input, into: ["16.8"] };
    await merge167.apply(await merge167.plan(one));
    const old = await at("merge-16.7-into-16.8");
    const tree = await git("rev-parse", "refs/heads/16.7^{tree}");
    const by = ["-c", "user.name=Ada", "-c", "user.email=ada@example.org"];
    const next = await git(...by, "commit-tree", tree, "-p", "refs/heads/16.7", "-m", "Another fix");
    await git("update-ref", "refs/heads/16.7", next);
    const { plan } = await converges(merge167, one);
    expect(plan.actions).toMatchObject([{ expectedHead: old }]);

    const own = await git(...by, "commit-tree", tree, "-p", "refs/heads/16.8", "-m", "Try something");
    await git("update-ref", "refs/heads/merge-16.7-into-16.8", own);
    const taken = await merge167.plan(one);
    expect([taken.actions, codes(taken.problems)]).toEqual([[], ["ERR_REVIEW_BRANCH_TAKEN"]]);
    expect(taken.problems[0]?.message).toContain("Try something");
  });

  test("a plan for review cannot be made to push to the branch itself", async () => {
    const { repository, merge167 } = await serveLines(withFix);
    const direct = await merge167.plan({ repository, from });
    const reviewed = await merge167.plan({ repository, ...input });
    const { planDigest } = await import("@signalbox/release-core");
    const forged = { ...reviewed, actions: direct.actions };
    await expect(merge167.apply({ ...forged, digest: planDigest(forged) })).rejects.toMatchObject({
      code: "ERR_REF_NOT_ALLOWED",
    });
  });
});

describe("what may be asked for", () => {
  const operation = backMerge({ repositories: { open: () => Promise.reject(new Error("not reached")) }, identity });
  const repository = "https://example.org/app.git";
  test.each([
    [{ repository, from, into: ["16.7"] }, "into.0"],
    [{ repository, from, into: ["16.8", "16.8"] }, "into.1"],
    [{ repository, from: "refs/heads/16.7" }, "from"],
    [{ repository, from: "-x" }, "from"],
    [{ repository, from, releaseBranchPattern: "(" }, "releaseBranchPattern"],
    [{ repository, from, rules: [{ files: "a", pattern: "b" }] }, "rules.0.pattern"],
    [{ repository, from, lockFiles: [{ files: ["../x"], command: ["true"] }] }, "lockFiles.0.files.0"],
    [{ repository, from, lockFiles: [{ files: [".git/config"], command: ["true"] }] }, "lockFiles.0.files.0"],
    [{ repository, from, lockFiles: [{ files: ["x"], command: [] }] }, "lockFiles.0.command"],
  ])("%o is refused at %s", async (input, path) => {
    await expect(operation.plan(input)).rejects.toMatchObject({
      code: "ERR_INPUT_INVALID",
      details: { issues: [{ path }] },
    });
  });
});
