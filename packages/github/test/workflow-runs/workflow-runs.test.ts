import { createHash } from "node:crypto";
import { runGit } from "@signalbox/testbed";
import { type GitHub, setEnvironment, type WorkflowRobot, workflowRobot } from "@signalbox/testbed/github";
import { describe, expect, test } from "vitest";
import { type GitHubClient, workflowArtifactsOn, workflowRunsOn } from "../../src/index.js";
import { gitHubClient } from "../../src/octokit.js";
import { newestOfEachName } from "../../src/workflow-runs/parse-run.js";
import { clientOf, serveGitHub, type Served, SLUG } from "../support/git-hub.js";

interface Scene extends Served {
  readonly robot: WorkflowRobot;
}

/** A repository with a workflow that is started by hand, and deploys to a place that somebody must agree to. */
async function scene(options: Parameters<typeof serveGitHub>[0] = {}): Promise<Scene> {
  const served = await serveGitHub({ now: () => new Date("2026-03-02T10:00:00Z"), ...options });
  const repository = served.gitHub.state.repository(SLUG);
  if (repository === undefined) throw new Error("no repository");
  setEnvironment(repository, "production", { reviewers: ["ada"] });
  const robot = workflowRobot(served.gitHub.host, "ada");
  robot.workflow(SLUG, "ci.yml", {
    name: "CI",
    jobs: { test: null, deploy: "production" },
    inputs: { flavor: true, dry: false },
  });
  return { ...served, robot };
}

const operations = (gitHub: GitHub): readonly (string | null)[] =>
  gitHub.requests.map(({ operation }) => operation?.replace("actions/", "") ?? null);

describe("runs of a commit", () => {
  test("come newest first, with what they ran for", async () => {
    const { robot, head, path, commit, gitHub, client } = await scene({
      repositories: [{ slug: SLUG }, { slug: "mallory/camera", forkOf: SLUG }],
    });
    const next = await commit("release/1.0", "next");
    for (const ref of ["refs/tags/v1", "refs/tags/16.2", "refs/heads/16.2"])
      await runGit(path, ["update-ref", ref, next]);
    robot.run(SLUG, "ci.yml", head);
    for (const headBranch of ["release/1.0", "v1", "16.2"]) robot.run(SLUG, "ci.yml", next, { headBranch });
    robot.run(SLUG, "ci.yml", next, { headBranch: "v1", event: "pull_request", fork: "mallory/camera" });
    robot.run(SLUG, "ci.yml", next, { headBranch: "v1", event: "schedule" });

    const found = await workflowRunsOn(client()).list(SLUG, next);
    expect(found.map(({ branch, tag, event }) => [event, branch, tag])).toEqual([
      ["schedule", "v1", null],
      ["pull_request", "mallory:v1", null],
      ["push", "16.2", "16.2"],
      ["push", null, "v1"],
      ["push", "release/1.0", null],
    ]);
    expect(found[4]).toMatchObject({
      attempt: 1,
      name: "CI",
      path: ".github/workflows/ci.yml",
      commit: next,
      status: "queued",
      conclusion: null,
      createdAt: "2026-03-02T10:00:00Z",
      startedAt: "2026-03-02T10:00:00Z",
      endedAt: null,
      url: `${gitHub.url}/${SLUG}/actions/runs/${found[4]?.id}`,
    });
    expect(await workflowRunsOn(client()).list(SLUG, "f".repeat(40))).toEqual([]);
  });

  test("are read to the last page, and are never half a list", async () => {
    const { robot, head, gitHub, client } = await scene();
    for (let at = 0; at < 101; at++) robot.run(SLUG, "ci.yml", head);
    expect(await workflowRunsOn(client()).list(SLUG, head)).toHaveLength(101);
    expect(operations(gitHub)).toEqual([
      "list-workflow-runs-for-repo",
      "list-workflow-runs-for-repo",
      "git/get-ref", // one question, however many runs
    ]);
    const hiding: GitHubClient = {
      request: () =>
        Promise.resolve({ status: 200, headers: {}, url: "", data: { total_count: 1200, workflow_runs: [] } }),
      graphql: () => Promise.reject(new Error("not asked")),
    };
    await expect(workflowRunsOn(hiding).list(SLUG, head)).rejects.toMatchObject({ code: "ERR_GITHUB_INCOMPLETE" });
  });
});

describe("a run", () => {
  test("goes on after an approval, and again from what failed", async () => {
    const { robot, head, client } = await scene();
    const runs = workflowRunsOn(client());
    const id = robot.run(SLUG, "ci.yml", head);
    robot.finish(SLUG, id, "test", "success");
    robot.start(SLUG, id, "deploy");
    expect(await runs.read(SLUG, id)).toMatchObject({ status: "waiting", conclusion: null });
    const [pending] = await runs.listPending(SLUG, id);
    expect(pending).toEqual({
      id: expect.any(Number),
      name: "production",
      reviewers: ["ada"],
      mayApprove: true,
    });
    expect(await workflowRunsOn(client("bob")).listPending(SLUG, id)).toMatchObject([{ mayApprove: false }]);
    await runs.approve(SLUG, id, { environmentId: pending?.id ?? 0, comment: "release 16.2" });
    expect(await runs.listPending(SLUG, id)).toEqual([]);
    expect(await runs.listReviews(SLUG, id)).toEqual([
      { environments: [{ id: pending?.id, name: "production" }], state: "approved" },
    ]);
    robot.finish(SLUG, id, "deploy", "failure");
    expect(await runs.read(SLUG, id)).toMatchObject({ status: "completed", conclusion: "failure", attempt: 1 });

    await runs.rerun(SLUG, id, "failed");
    expect(await runs.read(SLUG, id)).toMatchObject({ status: "in_progress", attempt: 2, endedAt: null });
    const jobs = await runs.listJobs(SLUG, { id, attempt: 2 });
    expect(jobs.map(({ name, status, startedAt }) => [name, status, startedAt])).toEqual([
      ["test", "completed", "2026-03-02T10:00:00Z"],
      ["deploy", "queued", null],
    ]);
    expect(await runs.listJobs(SLUG, { id, attempt: 1 })).toMatchObject([{}, { conclusion: "failure" }]);
    await expect(runs.rerun(SLUG, id, "start")).rejects.toMatchObject({
      code: "ERR_GITHUB_FORBIDDEN",
      message: expect.stringContaining("already running"),
    });
    expect(await runs.read(SLUG, 1)).toBeNull();
  });

  test("is begun again once, also when nobody hears that it was", async () => {
    const { robot, head, gitHub, client } = await scene();
    const runs = workflowRunsOn(client());
    const id = robot.run(SLUG, "ci.yml", head, { standing: { status: "completed", conclusion: "startup_failure" } });
    gitHub.setFaults([{ match: "actions/re-run-workflow", kind: "drop-after" }]);
    await expect(runs.rerun(SLUG, id, "start")).rejects.toMatchObject({ code: "ERR_GITHUB_RESULT_UNKNOWN" });
    expect(operations(gitHub)).toEqual(["re-run-workflow"]);
    expect(await runs.read(SLUG, id)).toMatchObject({ attempt: 2 });
  });
});

describe("a workflow that somebody starts", () => {
  test("tells its run, and refuses with GitHub's reason", async () => {
    const { head, gitHub, client } = await scene();
    const runs = workflowRunsOn(client());
    expect(await runs.listWorkflows(SLUG)).toMatchObject([{ name: "CI", path: ".github/workflows/ci.yml" }]);
    const request = { workflow: "ci.yml", ref: "refs/heads/main", inputs: { flavor: "gramin" } };
    const id = await runs.dispatch(SLUG, request);
    expect(await runs.read(SLUG, id ?? 0)).toMatchObject({
      event: "workflow_dispatch",
      commit: head,
      branch: "main",
      tag: null,
    });
    const refused = { code: "ERR_GITHUB_REFUSED" };
    await expect(runs.dispatch(SLUG, { ...request, inputs: {} })).rejects.toMatchObject(refused);
    await expect(runs.dispatch(SLUG, { ...request, ref: "refs/heads/none" })).rejects.toMatchObject(refused);
    await expect(runs.dispatch(SLUG, { ...request, workflow: "none.yml" })).rejects.toMatchObject({
      code: "ERR_GITHUB_NOT_FOUND",
    });
    expect(gitHub.requests.filter(({ operation }) => operation === "actions/create-workflow-dispatch")).toHaveLength(4);
  });

  test("is started on a host that does not know the question for the run", async () => {
    const { client, head } = await scene();
    const octokit = client();
    const older: GitHubClient = {
      graphql: (text, variables) => octokit.graphql(text, variables),
      request: (route, parameters = {}) => {
        if (parameters["return_run_details"] === undefined) return octokit.request(route, parameters);
        const message = 'Invalid request.\n\n"return_run_details" is not a permitted key.';
        return Promise.reject(
          Object.assign(new Error(message), { status: 422, response: { headers: {}, data: { message } } }),
        );
      },
    };
    const request = { workflow: "ci.yml", ref: "refs/heads/main", inputs: { flavor: "gramin" } };
    expect(await workflowRunsOn(older).dispatch(SLUG, request)).toBeNull();
    expect(await workflowRunsOn(older).list(SLUG, head)).toHaveLength(1);
  });
});

describe.each([
  ["a plain Octokit", (gitHub: GitHub) => clientOf(gitHub, "bob")],
  ["our own client", ({ apiUrl }: GitHub) => gitHubClient({ apiUrl, token: "bob-token", spacingMs: 0 })],
])("artifacts, with %s", (_, clientFor) => {
  test("come from the storage without the token, and in one piece", async () => {
    const { robot, head, gitHub } = await scene();
    const artifacts = workflowArtifactsOn(clientFor(gitHub));
    const id = robot.run(SLUG, "ci.yml", head);
    const content = Buffer.alloc(300_000, "apk");
    robot.keep(SLUG, id, { name: "app", content: "of the first attempt" });
    robot.keep(SLUG, id, { name: "app", content });
    robot.keep(SLUG, id, { name: "old", content: "gone", days: -1 });
    const [app, old] = await artifacts.list(SLUG, id);
    expect(app).toEqual({
      id: expect.any(Number),
      name: "app",
      size: content.length,
      digest: `sha256:${createHash("sha256").update(content).digest("hex")}`,
      url: `${gitHub.apiUrl}/repos/${SLUG}/actions/artifacts/${app?.id}/zip`,
      expiresAt: "2026-05-31T10:00:00Z",
      isExpired: false,
    });
    const bytes: Uint8Array[] = [];
    for await (const chunk of await artifacts.open(SLUG, app?.id ?? 0)) bytes.push(chunk);
    expect(Buffer.concat(bytes).equals(content)).toBe(true);

    expect(old?.isExpired).toBe(true);
    await expect(artifacts.open(SLUG, old?.id ?? 0)).rejects.toMatchObject({ code: "ERR_GITHUB_NOT_FOUND" });
    gitHub.setFaults([{ match: "actions-results", kind: "truncate" }]);
    const cut = async (): Promise<void> => {
      for await (const chunk of await artifacts.open(SLUG, app?.id ?? 0)) expect(chunk.length).toBeGreaterThan(0);
    };
    await expect(cut()).rejects.toMatchObject({ code: "ERR_GITHUB_UNREACHABLE" });
  });
});

test("of artifacts with one name the newest stands, wherever it is in the list", () => {
  const rest = { size: 1, digest: null, url: "u", expiresAt: null, isExpired: false };
  const named = (id: number, name: string) => ({ id, name, ...rest });
  const found = newestOfEachName([named(3, "a"), named(1, "a"), named(2, "b")]);
  expect(found.map(({ id, name }) => [id, name])).toEqual([
    [3, "a"],
    [2, "b"],
  ]);
});
