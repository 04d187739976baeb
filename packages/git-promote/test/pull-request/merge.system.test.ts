import { converges, runGit } from "@signalbox/testbed";
import { describe, expect, test } from "vitest";
import { ASKED, readsOnly, type Scene, serveScene, SLUG } from "./scene.js";

async function opened(scene: Scene): Promise<string> {
  const head = await scene.pushed();
  await scene.open.apply(await scene.open.plan(ASKED));
  return head;
}

describe("merge-pull-request", () => {
  test.each(["merge", "squash"] as const)("%s: the base has it, the branch is gone, and it is done", async (method) => {
    const scene = await serveScene();
    const expectedHead = await opened(scene);
    const wished = { ...ASKED, method, expectedHead, deleteBranch: true };
    await readsOnly(scene, () => scene.merge.plan(wished));
    const { receipt } = await converges(scene.merge, wished);
    expect(receipt.applied).toMatchObject([
      { outcome: "done", result: { number: 1, commit: await scene.at("prod") } },
      { outcome: "done", result: { deleted: "update-prod" } },
    ]);
    expect(await scene.at("update-prod")).toBeNull();
  });

  test("by its number, with words of its own", async () => {
    const scene = await serveScene();
    await opened(scene);
    await converges(scene.merge, { repository: SLUG, number: 1, title: "Release of the week", message: "by us" });
    expect(await scene.git("log", "-1", "--format=%B", "prod")).toBe("Release of the week\n\nby us");
  });

  test("a head that moved is a problem of the plan, and stale when it moves later: nothing is merged", async () => {
    const scene = await serveScene();
    const expectedHead = await opened(scene);
    const before = await scene.at("prod");
    const plan = await scene.merge.plan({ ...ASKED, expectedHead });
    await scene.git("update-ref", "refs/heads/update-prod", "refs/heads/test");
    await expect(scene.merge.apply(plan)).rejects.toMatchObject({ code: "ERR_PLAN_STALE" });
    expect((await scene.merge.plan({ ...ASKED, expectedHead })).problems).toMatchObject([
      { code: "ERR_PULL_REQUEST_HEAD_MOVED" },
    ]);
    expect(await scene.at("prod")).toBe(before);
  });

  test("closed, a draft, missing", async () => {
    const scene = await serveScene();
    await scene.pushed();
    const problems = async () => (await scene.merge.plan(ASKED)).problems.map(({ code }) => code);
    expect(await problems()).toEqual(["ERR_PULL_REQUEST_MISSING"]);
    expect(await scene.merge.plan({ ...ASKED, whenMissing: "skip" })).toMatchObject({ actions: [], problems: [] });
    await scene.open.apply(await scene.open.plan({ ...ASKED, draft: true }));
    expect(await problems()).toEqual(["ERR_PULL_REQUEST_DRAFT"]);
    await scene.robot.setState(SLUG, 1, "rae", "closed");
    expect(await problems()).toEqual(["ERR_PULL_REQUEST_CLOSED"]);
  });

  test("a conflict", async () => {
    const scene = await serveScene();
    await opened(scene);
    const other = await scene.git("hash-object", "-w", "/dev/null");
    const commit = await commitWith(scene, "pi/modemd/init.sls", other);
    await scene.git("update-ref", "refs/heads/prod", commit);
    expect((await scene.merge.plan(ASKED)).problems.map(({ code }) => code)).toEqual(["ERR_MERGE_CONFLICT"]);
  });

  test("a protected base: GitHub's own words, then merged once it is reviewed", async () => {
    const repositories = [{ slug: SLUG, defaultBranch: "dev", protections: { prod: { requiredApprovals: 1 } } }];
    const scene = await serveScene({ repositories });
    await opened(scene);
    const plan = await scene.merge.plan(ASKED);
    expect(plan.warnings).toMatchObject([{ code: "pull-request-held" }]);
    await expect(scene.merge.apply(plan)).rejects.toMatchObject({
      code: "ERR_PULL_REQUEST_BLOCKED",
      message: expect.stringMatching(/approving review/) as string,
    });
    await scene.robot.approve(SLUG, 1, "rae");
    await converges(scene.merge, ASKED);
  });

  test.each([
    ["drop-after", "done"],
    ["drop", "ERR_GITHUB_RESULT_UNKNOWN"],
    ["403-secondary", "ERR_GITHUB_RATE_LIMITED"],
  ] as const)("an answer that got lost (%s): merged once", async (kind, outcome) => {
    const scene = await serveScene();
    await opened(scene);
    const plan = await scene.merge.plan(ASKED);
    scene.gitHub.setFaults([{ match: "pulls/merge", kind }]);
    const first = await scene.merge.apply(plan).then(
      ({ applied }) => applied[0]?.outcome,
      ({ code }: { code: string }) => code,
    );
    expect(first).toBe(outcome);
    expect((await scene.merge.apply(plan)).applied[0]?.outcome).toBe(kind === "drop-after" ? "already" : "done");
    expect(await scene.git("rev-list", "--count", "--first-parent", "--merges", "prod")).toBe("1");
  });

  test("merged by a person while the branch moves on: it is not deleted", async () => {
    const scene = await serveScene();
    await opened(scene);
    await scene.robot.merge(SLUG, 1, "rae");
    await scene.git("update-ref", "refs/heads/update-prod", "refs/heads/dev");
    expect(await scene.merge.plan({ ...ASKED, deleteBranch: true })).toMatchObject({
      actions: [],
      problems: [],
      warnings: [{ code: "branch-moved-after-merge" }],
    });
  });
});

async function commitWith(scene: Scene, path: string, blob: string): Promise<string> {
  const [folder = "", middle = "", file = ""] = path.split("/");
  const treeOf = async (entry: string): Promise<string> =>
    (await runGit(scene.path, ["mktree"], { input: `${entry}\n` })).stdout.trim();
  const inner = await treeOf(`100644 blob ${blob}\t${file}`);
  const tree = await treeOf(`040000 tree ${await treeOf(`040000 tree ${inner}\t${middle}`)}\t${folder}`);
  const env = {
    GIT_AUTHOR_NAME: "x",
    GIT_AUTHOR_EMAIL: "x@y.z",
    GIT_COMMITTER_NAME: "x",
    GIT_COMMITTER_EMAIL: "x@y.z",
  };
  return (await runGit(scene.path, ["commit-tree", tree, "-p", "prod", "-m", "by hand"], { env })).stdout.trim();
}
