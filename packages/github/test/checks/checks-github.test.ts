import { runGit } from "@signalbox/testbed";
import { checkRobot, protectBranch, requireChecks } from "@signalbox/testbed/github";
import { describe, expect, test } from "vitest";
import { checksOn } from "../../src/index.js";
import type { GitHubClient } from "../../src/index.js";
import { serveGitHub, SLUG } from "../support/git-hub.js";

const states = (checks: readonly { readonly name: string; readonly state: string }[] = []): string[] =>
  checks.map(({ name, state }) => `${name}: ${state}`);

describe("the checks of a commit", () => {
  test("come in one request, with who reports what", async () => {
    const { gitHub, head, client } = await serveGitHub({ now: () => new Date("2026-03-02T10:00:00Z") });
    const robot = checkRobot(gitHub.host);
    robot.finish(SLUG, head, "build", "success");
    robot.start(SLUG, head, "test 🐈", { status: "queued" });
    robot.finish(SLUG, head, "build", "failure", { app: "other-ci" });
    robot.status(SLUG, head, "ci/circleci: lint", "pending", "https://ci.example.test/1");
    gitHub.clearRequests();

    const found = await checksOn(client()).listChecks(SLUG, { commit: head });
    expect(gitHub.requests).toHaveLength(1);
    expect(found?.commit).toBe(head);
    expect(states(found?.checks)).toEqual([
      "build: success",
      "test 🐈: queued",
      "build: failure",
      "ci/circleci: lint: pending",
    ]);
    expect(found?.checks[0]).toEqual({
      kind: "check-run",
      name: "build",
      app: "github-actions",
      appId: 15368,
      workflow: "CI",
      event: "push",
      state: "success",
      startedAt: "2026-03-02T10:00:00Z",
      completedAt: "2026-03-02T10:00:00Z",
      url: expect.stringContaining("/actions/runs/"),
    });
    expect(found?.checks[1]).toMatchObject({ startedAt: null, completedAt: null });
    expect(found?.checks[2]).toMatchObject({ app: "other-ci", workflow: null, event: null });
    expect(found?.checks[3]).toMatchObject({ kind: "status", app: null, url: "https://ci.example.test/1" });
  });

  test("are those of a branch's head, a tag's commit, or the beginning of a commit's id", async () => {
    const { gitHub, head, client, path, commit } = await serveGitHub();
    const next = await commit("release/1.0", "next");
    await runGit(path, [
      "-c",
      "user.name=Ada",
      "-c",
      "user.email=a@example.test",
      "tag",
      "-a",
      "-m",
      "one",
      "v1",
      next,
    ]);
    const tag = (await runGit(path, ["rev-parse", "v1"])).stdout.trim();
    checkRobot(gitHub.host).finish(SLUG, next, "build", "success");
    const checks = checksOn(client());
    expect(await checks.listChecks(SLUG, { branch: "release/1.0" })).toMatchObject({
      commit: next,
      checks: [{ name: "build" }],
    });
    expect(await checks.listChecks(SLUG, { commit: tag })).toMatchObject({ commit: next, checks: [{ name: "build" }] });
    expect(await checks.listChecks(SLUG, { commit: head.slice(0, 10) })).toEqual({ commit: head, checks: [] });
    expect(await checks.listChecks(SLUG, { branch: "none" })).toBeNull();
    expect(await checks.listChecks(SLUG, { commit: "f".repeat(40) })).toBeNull();
    await expect(checks.listChecks("acme/none", { commit: head })).rejects.toMatchObject({
      code: "ERR_GITHUB_NOT_FOUND",
    });
  });

  test("show every attempt that has a suite of its own, and runs of workflows without jobs", async () => {
    const { gitHub, head, client } = await serveGitHub();
    const robot = checkRobot(gitHub.host);
    robot.finish(SLUG, head, "build", "failure");
    robot.runAgain(SLUG, head);
    robot.start(SLUG, head, "build");
    robot.workflowRun(SLUG, head, { status: "completed", conclusion: "startup_failure" }, { workflow: "Broken" });
    robot.runAgain(SLUG, head, { app: "dependabot" });
    const found = await checksOn(client()).listChecks(SLUG, { commit: head });
    expect(states(found?.checks)).toEqual(["build: failure", "build: in_progress", "Broken: startup_failure"]);
    expect(found?.checks[2]).toMatchObject({
      kind: "workflow-run",
      workflow: "Broken",
      url: expect.stringContaining("/actions/runs/"),
    });
  });

  test("are read to the last page, with smaller pages while the host gives up", async () => {
    const { gitHub, head, client } = await serveGitHub();
    const robot = checkRobot(gitHub.host);
    for (let job = 0; job < 230; job++) robot.finish(SLUG, head, `job ${job}`, "success");
    const checks = checksOn(client());
    gitHub.clearRequests();
    expect((await checks.listChecks(SLUG, { commit: head }))?.checks).toHaveLength(230);
    expect(gitHub.requests).toHaveLength(3);

    const tooMuch = {
      match: "query Checks",
      when: ({ graphql }: { graphql?: { variables: Readonly<Record<string, unknown>> } }) =>
        Number(graphql?.variables.first) > 50,
      times: Infinity,
    };
    gitHub.setFaults([{ ...tooMuch, kind: "502" }]);
    gitHub.clearRequests();
    expect((await checks.listChecks(SLUG, { commit: head }))?.checks).toHaveLength(230);
    expect(gitHub.requests).toHaveLength(6);

    gitHub.setFaults([{ match: "query Checks", times: Infinity, kind: "504" }]);
    await expect(checks.listChecks(SLUG, { commit: head })).rejects.toMatchObject({
      code: "ERR_GITHUB_FAILED",
      retryable: true,
    });
  });

  test("are never half an answer", async () => {
    const { gitHub, head, client } = await serveGitHub();
    checkRobot(gitHub.host).finish(SLUG, head, "build", "success");
    gitHub.setFaults([{ match: "query Checks", kind: "graphql-partial", times: Infinity }]);
    await expect(checksOn(client()).listChecks(SLUG, { commit: head })).rejects.toMatchObject({
      code: "ERR_GITHUB_QUERY",
    });

    const hiding: GitHubClient = {
      request: () => Promise.reject(new Error("not asked")),
      graphql: () =>
        Promise.resolve({
          repository: {
            object: {
              __typename: "Commit",
              oid: head,
              statusCheckRollup: {
                contexts: { totalCount: 2, pageInfo: { hasNextPage: false, endCursor: null }, nodes: [null, null] },
              },
              checkSuites: null,
            },
          },
        }),
    };
    await expect(checksOn(hiding).listChecks(SLUG, { commit: head })).rejects.toMatchObject({
      code: "ERR_GITHUB_INCOMPLETE",
    });
  });

  test("come by REST where GraphQL lacks them", async () => {
    const { gitHub, head, client, commit } = await serveGitHub();
    const robot = checkRobot(gitHub.host);
    for (let job = 0; job < 101; job++) robot.finish(SLUG, head, `job ${job}`, "success");
    robot.status(SLUG, head, "travis", "error");
    const octokit = client();
    const older: GitHubClient = {
      request: (route, parameters) => octokit.request(route, parameters),
      graphql: () => {
        const errors = [{ message: "Field 'statusCheckRollup' doesn't exist on type 'Commit'" }];
        return Promise.reject(Object.assign(new Error("failed"), { errors, response: {}, headers: {} }));
      },
    };
    const found = await checksOn(older).listChecks(SLUG, { branch: "main" });
    expect(found?.commit).toBe(head);
    expect(found?.checks).toHaveLength(102);
    expect(found?.checks.at(-1)).toMatchObject({ kind: "status", name: "travis", state: "error" });
    expect(found?.checks[0]).toMatchObject({ app: "github-actions", state: "success", workflow: null });
    expect(await checksOn(older).listChecks(SLUG, { commit: "f".repeat(40) })).toBeNull();
    const next = await commit("feature/x", "next");
    expect(await checksOn(older).listChecks(SLUG, { branch: "feature/x" })).toEqual({ commit: next, checks: [] });
  });
});

describe("what a branch requires", () => {
  test("comes from its protection and from rulesets", async () => {
    const { gitHub, client } = await serveGitHub();
    const repository = gitHub.state.repository(SLUG);
    if (repository === undefined) throw new Error("no repository");
    const checks = checksOn(client("bob"));
    expect(await checks.requiredChecks(SLUG, "main")).toEqual({ status: "read", checks: [] });
    await protectBranch(gitHub.state, repository, "main", { requiredChecks: ["build", "test"] });
    requireChecks(repository, "main", [{ context: "build" }, { context: "sign", integration_id: 7 }]);
    gitHub.clearRequests();
    expect(await checks.requiredChecks(SLUG, "main")).toEqual({
      status: "read",
      checks: [
        { name: "build", appId: null },
        { name: "test", appId: null },
        { name: "sign", appId: 7 },
      ],
    });
    expect(gitHub.requests).toHaveLength(2);
    expect(await checks.requiredChecks(SLUG, "none")).toBeNull();
  });

  test("is told apart when it cannot be read", async () => {
    const { gitHub, client } = await serveGitHub();
    const repository = gitHub.state.repository(SLUG);
    if (repository === undefined) throw new Error("no repository");
    await protectBranch(gitHub.state, repository, "main", { requiredChecks: ["build"], unreadable: true });
    expect(await checksOn(client("bob")).requiredChecks(SLUG, "main")).toMatchObject({ status: "unreadable" });
    expect(await checksOn(client("ada")).requiredChecks(SLUG, "main")).toMatchObject({ status: "read" });
  });
});
