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
const INPUT = { repository: SLUG, post: POST, labels: ["release"] };

async function serveSite() {
  const root = await mkdtemp(join(tmpdir(), "draft-post-"));
  const path = await createBareRepository(root, SLUG, { defaultBranch: "master", protected: ["master"] });
  const told = history({ seed: 7, endAt: new Date("2026-10-29T09:00:00Z") });
  told.commit("master", { subject: "The site", daysAgo: 3, files: { "src/pages/blog/old.md": "old\n" } });
  await told.write(path);
  const users = [{ login: "train", token: "train-token", permissions: { [SLUG]: "write" as const } }];
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
  });

  test("killed between push and pull request: another process goes on and opens the one that is lacking", async () => {
    const { draft, elsewhere, git } = await serveSite();
    const plan = await draft.plan(INPUT);
    const stop = new AbortController();
    const onEvent = (event: { readonly type: string; readonly index?: number }): void => {
      if (event.type === "action-finished" && event.index === 0) stop.abort();
    };
    await expect(draft.apply(plan, { signal: stop.signal, onEvent })).rejects.toThrow();
    const head = await git("rev-parse", BRANCH);
    const rest = await elsewhere().plan(INPUT);
    expect(rest.actions.map(({ type }) => type)).toEqual(["open-pull-request"]);
    expect((await elsewhere().apply(plan)).applied.map(({ outcome }) => outcome)).toEqual(["already", "done"]);
    expect(await git("rev-parse", BRANCH)).toBe(head);
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
