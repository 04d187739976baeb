import { runGit } from "@signalbox/testbed";
import { describe, expect, test } from "vitest";
import { pullRequestLengthFault, pullRequestsOn } from "../../src/index.js";
import { SLUG } from "../support/git-hub.js";
import { asked, FORK, NEW, serveScene, WANTED } from "./scene.js";

describe("find", () => {
  test("one query says everything", async () => {
    const { pulls, robot, gitHub, topic, head } = await serveScene();
    const { number } = await pulls.open({ ...NEW, title: "Zäune `<b>`|🦤", body: "*x*\r\n<i>" });
    await pulls.update({ repository: SLUG, number, labels: ["release 🚂", "a|b<i>"], reviewers: ["rae", "acme/crew"] });
    await robot.approve(SLUG, number, "bob");
    await robot.comment(SLUG, number, "bob");
    gitHub.clearRequests();
    const view = await pulls.find(WANTED);
    expect(asked({ gitHub })).toEqual({ graphql: 1 });
    expect(view).toMatchObject({
      viewer: "ada",
      isArchived: false,
      methods: ["merge", "squash", "rebase"],
      headCommit: topic,
      baseCommit: head,
      pullRequest: {
        number,
        title: "Zäune `<b>`|🦤",
        body: "*x*\r\n<i>",
        state: "open",
        isDraft: false,
        head: { owner: "acme", branch: "update-main", commit: topic, isFork: false, isThere: true },
        base: { branch: "main", commit: head },
        author: "ada",
        labels: ["release 🚂", "a|b<i>"],
        requestedReviewers: ["rae", "acme/crew"],
        reviews: [{ by: "bob", state: "approved", commit: topic }],
        isMergeable: true,
        mergeState: "clean",
        mergedBy: null,
        mergeCommit: null,
      },
    });
    expect(await pulls.read({ repository: SLUG, number })).toEqual(view);
  });

  test("an open one comes before a newer one that was closed", async () => {
    const { pulls, robot, commit } = await serveScene();
    const first = await pulls.open(NEW);
    await robot.setState(SLUG, first.number, "ada", "closed");
    const second = await pulls.open(NEW);
    await robot.setState(SLUG, second.number, "ada", "closed");
    await commit("update-main", "more");
    expect((await pulls.find(WANTED)).pullRequest).toMatchObject({ number: second.number, state: "closed" });
    await robot.setState(SLUG, first.number, "ada", "open");
    expect((await pulls.find(WANTED)).pullRequest).toMatchObject({ number: first.number, state: "open" });
  });

  test("nothing there, and branches that are not there", async () => {
    const { pulls } = await serveScene();
    const none = { headCommit: null, baseCommit: null, pullRequest: null };
    expect(await pulls.find({ repository: SLUG, head: "no", base: "never" })).toMatchObject(none);
    await expect(pulls.read({ repository: SLUG, number: 99 })).rejects.toMatchObject({ code: "ERR_GITHUB_NOT_FOUND" });
    await expect(pulls.find({ ...WANTED, repository: "acme/none" })).rejects.toMatchObject({
      code: "ERR_GITHUB_NOT_FOUND",
    });
  });

  test("a fork's branch of the same name is another one, however many there are", async () => {
    const { pulls, gitHub, client, path, topic } = await serveScene();
    const fork = gitHub.state.repository(FORK);
    await runGit(fork?.path ?? "", ["fetch", "--quiet", path, "refs/heads/update-main:refs/heads/update-main"]);
    const theirs = pullRequestsOn(client("kea"));
    const opened = await theirs.open({ ...NEW, head: "kea:update-main" });
    expect((await pulls.find(WANTED)).pullRequest).toBeNull();
    const found = await pulls.find({ ...WANTED, head: "kea:update-main" });
    expect(found).toMatchObject({
      headCommit: topic,
      pullRequest: { number: opened.number, head: { owner: "kea", isFork: true }, author: "kea" },
    });
    for (let i = 0; i < 12; i++) {
      const { number } = await pulls.open(NEW);
      await pulls.update({ repository: SLUG, number, state: "closed" });
    }
    await theirs.update({ repository: SLUG, number: opened.number, state: "closed" });
    gitHub.clearRequests();
    const again = await pulls.find({ ...WANTED, head: "KEA:update-main" });
    expect(again.pullRequest?.number).toBe(opened.number);
    expect(asked({ gitHub })).toEqual({ graphql: 2 });
  });
});

describe("open", () => {
  test("one request; a second one finds the first", async () => {
    const { pulls, gitHub, topic } = await serveScene();
    const opened = await pulls.open(NEW);
    expect(opened).toMatchObject({ outcome: "done", headCommit: topic });
    expect(opened.url).toMatch(/\/acme\/camera\/pull\/1$/);
    expect(asked({ gitHub })).toEqual({ "pulls/create": 1 });
    expect(await pulls.open({ ...NEW, title: "Other" })).toEqual({ ...opened, outcome: "already" });
  });

  test.each([
    ["drop-after", "done"],
    ["502", null],
  ] as const)("an answer that got lost (%s) is looked for", async (kind, outcome) => {
    const { pulls, gitHub } = await serveScene({ faults: [{ match: "pulls/create", kind }] });
    const opened = pulls.open(NEW);
    if (outcome === null) await expect(opened).rejects.toMatchObject({ code: "ERR_GITHUB_RESULT_UNKNOWN" });
    else expect(await opened).toMatchObject({ outcome, number: 1 });
    expect(asked({ gitHub })).toEqual({ "pulls/create": 1, graphql: 1 });
  });

  test.each([
    [{ head: "main2" }, "ERR_PULL_REQUEST_REFUSED"],
    [{ head: "level" }, "ERR_NO_COMMITS_BETWEEN"],
    [{ title: "x".repeat(257) }, "ERR_PULL_REQUEST_TEXT_TOO_LONG"],
    [{ body: "🦤".repeat(65_537) }, "ERR_PULL_REQUEST_TEXT_TOO_LONG"],
  ])("%j is refused", async (change, code) => {
    const { pulls, path, head } = await serveScene();
    await runGit(path, ["update-ref", "refs/heads/level", head]);
    await expect(pulls.open({ ...NEW, ...change })).rejects.toMatchObject({ code });
  });

  test("GitHub takes as many characters as are let through", async () => {
    const { pulls } = await serveScene();
    const body = "🦤".repeat(65_536);
    expect(pullRequestLengthFault({ body })).toBeNull();
    expect((await pulls.open({ ...NEW, body })).outcome).toBe("done");
  });

  test.each(["403-secondary", "429"] as const)("%s is told with the time to wait", async (kind) => {
    const { pulls } = await serveScene({ faults: [{ match: "pulls/create", kind, retryAfter: 30 }] });
    await expect(pulls.open(NEW)).rejects.toMatchObject({
      code: "ERR_GITHUB_RATE_LIMITED",
      retryable: true,
      details: { retryAfterMs: 30_000 },
    });
  });
});
