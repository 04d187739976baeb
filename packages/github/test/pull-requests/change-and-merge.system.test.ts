import { resolveRevision, runGit } from "@signalbox/testbed";
import { checkRobot } from "@signalbox/testbed/github";
import { describe, expect, test } from "vitest";
import { pullRequestsOn } from "../../src/index.js";
import { SLUG } from "../support/git-hub.js";
import { asked, NEW, serveScene, WANTED } from "./scene.js";

const messageOf = async (path: string, commit: string): Promise<string> =>
  (await runGit(path, ["log", "-1", "--format=%B", commit])).stdout.trim();

describe("update", () => {
  test("changes only what is given", async () => {
    const { pulls, gitHub } = await serveScene();
    const { number } = await pulls.open(NEW);
    gitHub.clearRequests();
    await pulls.update({ repository: SLUG, number, title: "Better" });
    expect(asked({ gitHub })).toEqual({ "pulls/update": 1 });
    expect((await pulls.find(WANTED)).pullRequest).toMatchObject({ title: "Better", body: NEW.body, labels: [] });
  });

  test.each(["pulls/update", "issues/add-labels", "pulls/request-reviewers"])("a lost answer of %s", async (match) => {
    const { pulls, gitHub } = await serveScene();
    const { number } = await pulls.open(NEW);
    const change = { repository: SLUG, number, body: "new", labels: ["x"], reviewers: ["rae"] };
    gitHub.setFaults([{ match, kind: "500" }]);
    await expect(pulls.update(change)).rejects.toMatchObject({ code: "ERR_GITHUB_RESULT_UNKNOWN", retryable: true });
    await pulls.update(change);
    gitHub.setFaults([{ match, kind: "drop-after" }]);
    await pulls.update(change);
    expect((await pulls.find(WANTED)).pullRequest).toMatchObject({ labels: ["x"], requestedReviewers: ["rae"] });
  });

  test.each([
    ["ada", /their own pull request/],
    ["nobody", /may read the repository/],
  ])("the reviewer %s is refused with a hint", async (reviewer, hint) => {
    const { pulls } = await serveScene();
    const { number } = await pulls.open(NEW);
    await expect(pulls.update({ repository: SLUG, number, reviewers: [reviewer] })).rejects.toMatchObject({
      code: "ERR_PULL_REQUEST_REFUSED",
      hint: expect.stringMatching(hint) as string,
    });
  });
});

describe("merge", () => {
  test.each([
    ["merge", 2, "Merge pull request #1 from acme/update-main\n\nUpdate main"],
    ["squash", 1, "Update main (#1)"],
    ["rebase", 1, "Wake up at night"],
  ] as const)("%s gives back the commit of the base", async (method, parents, message) => {
    const { pulls, path, topic } = await serveScene();
    const { number } = await pulls.open(NEW);
    const { commit } = await pulls.merge({ repository: SLUG, number, method, expectedHead: topic });
    expect(await resolveRevision(path, "refs/heads/main")).toBe(commit);
    const made = (await runGit(path, ["log", "-1", "--format=%P", commit])).stdout.trim().split(" ");
    expect([made.length, await messageOf(path, commit)]).toEqual([parents, message]);
    expect((await pulls.find(WANTED)).pullRequest).toMatchObject({
      state: "merged",
      mergedBy: "ada",
      mergeCommit: commit,
    });
  });

  test("takes its own words for the commit", async () => {
    const { pulls, path, topic } = await serveScene();
    const { number } = await pulls.open(NEW);
    const words = { title: "Release 🚂", message: "by us" };
    const merge = { repository: SLUG, number, method: "merge", expectedHead: topic, ...words } as const;
    expect(await messageOf(path, (await pulls.merge(merge)).commit)).toBe("Release 🚂\n\nby us");
  });

  test.each([
    ["drop-after", true],
    ["drop", false],
  ] as const)("a lost answer (%s)", async (kind, isDone) => {
    const { pulls, gitHub, path, topic, head } = await serveScene();
    const { number } = await pulls.open(NEW);
    gitHub.setFaults([{ match: "pulls/merge", kind }]);
    const merged = pulls.merge({ repository: SLUG, number, method: "merge", expectedHead: topic });
    if (!isDone) await expect(merged).rejects.toMatchObject({ code: "ERR_GITHUB_RESULT_UNKNOWN" });
    const at = isDone ? (await merged).commit : head;
    expect(await resolveRevision(path, "refs/heads/main")).toBe(at);
  });

  test("a head that moved", async () => {
    const { pulls, commit, path, topic, head } = await serveScene();
    const { number } = await pulls.open(NEW);
    await commit("update-main", "sneaked in");
    const merge = pulls.merge({ repository: SLUG, number, method: "merge", expectedHead: topic });
    await expect(merge).rejects.toMatchObject({ code: "ERR_PULL_REQUEST_HEAD_MOVED" });
    expect(await resolveRevision(path, "refs/heads/main")).toBe(head);
  });

  test("what the base's rules ask for is told in GitHub's words", async () => {
    const protections = { main: { requiredApprovals: 1, requiredChecks: ["ci"] } };
    const { pulls, robot, gitHub, topic } = await serveScene({ repositories: [{ slug: SLUG, protections }] });
    const { number } = await pulls.open(NEW);
    const merge = () => pulls.merge({ repository: SLUG, number, method: "merge", expectedHead: topic });
    const code = "ERR_PULL_REQUEST_BLOCKED";
    expect((await pulls.find(WANTED)).pullRequest?.mergeState).toBe("blocked");
    await expect(merge()).rejects.toMatchObject({
      code,
      details: { reason: expect.stringMatching(/approving review/) },
    });
    await robot.approve(SLUG, number, "bob");
    await expect(merge()).rejects.toMatchObject({ code, message: expect.stringMatching(/approving review/) });
    await robot.approve(SLUG, number, "rae");
    await expect(merge()).rejects.toMatchObject({ code, message: expect.stringMatching(/"ci" is expected/) });
    checkRobot(gitHub.host).finish(SLUG, topic, "ci", "success");
    await robot.requestChanges(SLUG, number, "boss");
    await expect(merge()).rejects.toMatchObject({ code, message: expect.stringMatching(/[Cc]hanges/) });
    await robot.approve(SLUG, number, "boss");
    expect((await pulls.find(WANTED)).pullRequest?.mergeState).toBe("clean");
    expect((await merge()).commit).toMatch(/^[0-9a-f]{40}$/);
  });

  test.each(["closed", "draft"] as const)("a pull request that is %s", async (is) => {
    const { pulls, robot, topic } = await serveScene();
    const { number } = await pulls.open({ ...NEW, isDraft: is === "draft" });
    if (is === "closed") await robot.setState(SLUG, number, "ada", "closed");
    const merge = pulls.merge({ repository: SLUG, number, method: "merge", expectedHead: topic });
    await expect(merge).rejects.toMatchObject({ code: "ERR_PULL_REQUEST_NOT_MERGEABLE" });
  });
});

describe("deleteBranch", () => {
  test("only where it is expected, and once", async () => {
    const { pulls, path, topic, head } = await serveScene();
    const branch = { repository: SLUG, branch: "update-main" };
    await expect(pulls.deleteBranch({ ...branch, expected: head })).rejects.toMatchObject({
      code: "ERR_PULL_REQUEST_HEAD_MOVED",
    });
    expect(await pulls.deleteBranch({ ...branch, expected: topic })).toBe("done");
    expect(await resolveRevision(path, "refs/heads/update-main")).toBeNull();
    expect(await pulls.deleteBranch({ ...branch, expected: topic })).toBe("already");
  });

  test.each(["drop-after", "drop"] as const)("a lost answer (%s)", async (kind) => {
    const { pulls, topic } = await serveScene({ faults: [{ match: "mutation DeleteBranch", kind }] });
    const deleted = pulls.deleteBranch({ repository: SLUG, branch: "update-main", expected: topic });
    if (kind === "drop") await expect(deleted).rejects.toMatchObject({ code: "ERR_GITHUB_RESULT_UNKNOWN" });
    else expect(await deleted).toBe("done");
  });

  test("not without the right to", async () => {
    const { client, topic } = await serveScene();
    const theirs = pullRequestsOn(client("bob"));
    const deleted = theirs.deleteBranch({ repository: SLUG, branch: "update-main", expected: topic });
    await expect(deleted).rejects.toMatchObject({ code: "ERR_GITHUB_FORBIDDEN" });
  });
});

test("what git did is seen: a head pushed into the base, a head that was deleted", async () => {
  const { pulls, path, topic } = await serveScene();
  const { number } = await pulls.open(NEW);
  await runGit(path, ["update-ref", "refs/heads/main", topic]);
  expect((await pulls.find(WANTED)).pullRequest).toMatchObject({ number, state: "merged" });
  await runGit(path, ["update-ref", "refs/heads/next", topic]);
  await runGit(path, ["update-ref", "-d", "refs/heads/update-main"]);
  expect(await pulls.find(WANTED)).toMatchObject({ headCommit: null, pullRequest: { head: { isThere: false } } });
});
