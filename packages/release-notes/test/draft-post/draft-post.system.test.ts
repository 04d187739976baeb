import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { nativeRepositories, type Repositories } from "@signalbox/git";
import { pullRequestsOn } from "@signalbox/github";
import { gitHubClient } from "@signalbox/github/octokit";
import { converges, createBareRepository, gitText, history, runGit } from "@signalbox/testbed";
import { reviewRobot, startGitHub } from "@signalbox/testbed/github";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { draftPost } from "../../src/draft-post/draft-post.js";

// Real processes on a shared machine: slow is not wrong.
vi.setConfig({ testTimeout: 60_000 });

const SLUG = "acme/website";
const POST = {
  path: "src/pages/blog/2026-10-29-release-announcement.md",
  title: "Release announcement - October 2026",
  text: "---\ntitle: Release announcement - October 2026\n---\n\nAll that is new. 🎉\n",
};
const BRANCH = "post/2026-10-29-release-announcement";
const INPUT = { repository: SLUG, post: POST, labels: ["release"], reviewers: ["ada", "acme/crew"] };

async function serveSite() {
  const root = await mkdtemp(join(tmpdir(), "draft-post-"));
  const path = await createBareRepository(root, SLUG, { defaultBranch: "master", protected: ["master"] });
  const told = history({ seed: 7, endAt: new Date("2026-10-29T09:00:00Z") });
  told.commit("master", { subject: "The site", daysAgo: 3, files: { "src/pages/blog/old.md": "old\n" } });
  await told.write(path);
  const permissions = { [SLUG]: "write" as const };
  const users = ["train", "ada", "bob"].map((login) => ({ login, token: `${login}-token`, permissions }));
  const gitHub = await startGitHub({ root, users, repositories: [{ slug: SLUG, defaultBranch: "master" }] });
  onTestFinished(async () => {
    await gitHub.close();
    await rm(root, { recursive: true, force: true });
    expect(gitHub.violations).toEqual([]);
  });
  const { apiUrl, graphqlUrl } = gitHub;
  const pullRequests = pullRequestsOn(gitHubClient({ token: "train-token", apiUrl, graphqlUrl, retries: 0 }));
  const open = (name: string): Repositories => {
    const native = nativeRepositories({ cacheDir: join(root, name), env: { PATH: process.env["PATH"] ?? "" } });
    return { open: (_, call) => native.open(gitHub.gitUrlOf(SLUG, "train"), call) };
  };
  const identity = { name: "Release Train", email: "train@example.org" };
  return {
    path,
    gitHub,
    pullRequests,
    asAda: gitHubClient({ token: "ada-token", apiUrl, graphqlUrl, retries: 0 }),
    robot: reviewRobot(gitHub.host),
    draft: draftPost({ repositories: open("cache"), identity, pullRequests }),
    elsewhere: () => draftPost({ repositories: open("other"), identity, pullRequests }),
    git: (...args: string[]) => gitText(path, args),
  };
}

describe("draftPost", () => {
  test("puts the post on a branch of its own with a pull request, and leaves the site alone", async () => {
    const { draft, git, pullRequests, path } = await serveSite();
    const master = await git("rev-parse", "master");
    await converges(draft, INPUT);
    expect([await git("rev-parse", "master"), await git("rev-parse", `${BRANCH}^`)]).toEqual([master, master]);
    expect((await runGit(path, ["show", `${BRANCH}:${POST.path}`])).stdout).toBe(POST.text);
    const { pullRequest } = await pullRequests.find({ repository: SLUG, head: BRANCH, base: "master" });
    expect(pullRequest).toMatchObject({ title: POST.title, isDraft: true, labels: ["release"] });
    expect(pullRequest?.requestedReviewers).toEqual(["ada", "acme/crew"]);
  });

  test.each([
    ["push and pull request", 0, ["already", "done", "done"]],
    ["pull request and labels", 1, ["already", "already", "done"]],
  ] as const)("killed between %s: another process goes on with what is lacking", async (_, last, outcomes) => {
    const { draft, elsewhere, git } = await serveSite();
    const plan = await draft.plan(INPUT);
    const stop = new AbortController();
    const onEvent = (event: { readonly type: string; readonly index?: number }): void => {
      if (event.type === "action-finished" && event.index === last) stop.abort();
    };
    await expect(draft.apply(plan, { signal: stop.signal, onEvent })).rejects.toThrow();
    const head = await git("rev-parse", BRANCH);
    const rest = await elsewhere().plan(INPUT);
    // The very actions that were approved, so nobody is asked again.
    expect(rest.actions).toEqual(plan.actions.slice(last + 1));
    expect((await elsewhere().apply(plan)).applied.map(({ outcome }) => outcome)).toEqual(outcomes);
    expect(await git("rev-parse", BRANCH)).toBe(head);
    expect((await elsewhere().plan(INPUT)).actions).toEqual([]);
  });

  test("labels that lack are put on, reviewers that lack are asked, each of them alone when the other write died", async () => {
    const { draft, gitHub, robot } = await serveSite();
    gitHub.setFaults([{ match: "pulls/request-reviewers", kind: "500" }]);
    await expect(draft.apply(await draft.plan(INPUT))).rejects.toMatchObject({ retryable: true });
    gitHub.clearRequests();
    const { plan } = await converges(draft, INPUT);
    expect(plan.actions).toMatchObject([{ type: "update-pull-request", labels: ["release"] }]);
    const writes = gitHub.requests.filter(({ operation }) => /add-labels|request-reviewers/.test(operation ?? ""));
    expect(writes.map(({ operation }) => operation)).toEqual(["pulls/request-reviewers"]);
    await robot.comment(SLUG, 1, "ada");
    expect((await draft.plan(INPUT)).actions, "who answered is not asked again").toEqual([]);
  });

  test("a label that a person took away comes back while it is wished; a request that a person took away does not", async () => {
    const { draft, asAda, robot, pullRequests } = await serveSite();
    await draft.apply(await draft.plan(INPUT));
    const at = { owner: "acme", repo: "website" };
    await asAda.request("DELETE /repos/{owner}/{repo}/issues/{issue_number}/labels/{name}", {
      ...at,
      issue_number: 1,
      name: "release",
    });
    await asAda.request("DELETE /repos/{owner}/{repo}/pulls/{pull_number}/requested_reviewers", {
      ...at,
      pull_number: 1,
      reviewers: ["ada"],
    });
    expect((await draft.plan({ ...INPUT, labels: [] })).actions).toEqual([]);
    const { plan } = await converges(draft, INPUT);
    expect(plan.actions).toMatchObject([{ type: "update-pull-request" }]);
    const { pullRequest } = await pullRequests.read({ repository: SLUG, number: 1 });
    expect(pullRequest).toMatchObject({ labels: ["release"], requestedReviewers: ["acme/crew"] });
    await robot.setState(SLUG, 1, "ada", "closed");
    expect((await draft.plan({ ...INPUT, labels: ["more"] })).actions, "closed is decided").toEqual([]);
  });

  test("nobody reviews what they open themselves", async () => {
    const { draft } = await serveSite();
    expect(await draft.plan({ ...INPUT, reviewers: ["Train"] })).toMatchObject({
      actions: [],
      problems: [{ code: "ERR_REVIEWER_IS_AUTHOR" }],
    });
  });

  test("a draft that people edited stays theirs, and one that was closed is not opened again", async () => {
    const { draft, pullRequests } = await serveSite();
    await draft.apply(await draft.plan(INPUT));
    const other = { ...INPUT, post: { ...POST, text: "new words\n" } };
    expect(await draft.plan(other)).toMatchObject({ actions: [], problems: [], warnings: [{ code: "draft-edited" }] });
    await pullRequests.update({ repository: SLUG, number: 1, state: "closed" });
    expect(await draft.plan(INPUT)).toMatchObject({ actions: [], warnings: [{ code: "pull-request-was-closed" }] });
  });

  test("a branch that is somebody's, and the site's own, are refused", async () => {
    const { draft, git } = await serveSite();
    await git("branch", BRANCH, "master");
    expect(await draft.plan(INPUT)).toMatchObject({ actions: [], problems: [{ code: "ERR_BRANCH_TAKEN" }] });
    expect(await draft.plan({ ...INPUT, branch: "master" })).toMatchObject({
      actions: [],
      problems: [{ code: "ERR_REF_NOT_ALLOWED" }, { code: "ERR_BRANCH_TAKEN" }],
    });
  });
});
