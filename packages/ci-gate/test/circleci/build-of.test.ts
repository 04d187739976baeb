import { describe, expect, it } from "vitest";
import { pipeline as answer, type Pipeline, type Workflow } from "../../src/circleci/answers.js";
import { buildsOfPipeline } from "../../src/circleci/build-of.js";

const pipeline: Pipeline = {
  id: "p",
  number: 25,
  project_slug: "gh/acme/server",
  state: "created",
  created_at: "2026-03-02T09:00:00Z",
  errors: [],
  trigger: { type: "webhook" },
  vcs: { revision: "AB".repeat(20), branch: "main", tag: null, origin_repository_url: "u", target_repository_url: "u" },
};
const workflow: Workflow = {
  id: "w",
  name: "setup",
  pipeline_id: "p",
  pipeline_number: 25,
  project_slug: "gh/acme/server",
  status: "success",
  created_at: "2026-03-02T09:00:05Z",
  stopped_at: "2026-03-02T09:01:00Z",
};
const errors = [{ type: "config", message: "no such orb" }];
const app = "https://app.circleci.com";

describe("the builds of a pipeline", () => {
  it("are read whatever CircleCI leaves out, says null for, or adds", () => {
    const told = {
      ...pipeline,
      state: "errored",
      errors: [{ type: "timeout", message: null }],
      trigger: { type: "webhook", received_at: null, actor: null },
      vcs: { revision: "AB".repeat(20), branch: "main", target_repository_url: "u", review_id: null },
      trigger_parameters: { circleci: {} },
    };
    const [build] = buildsOfPipeline(answer.parse(told), [], null);
    expect(build).toMatchObject({ commit: "ab".repeat(20), cause: "push", problem: "timeout" });
    const bare = answer.parse({ ...told, state: "created", errors: null, trigger: null, vcs: { revision: null } });
    expect(buildsOfPipeline(bare, [workflow], null)).toMatchObject([{ commit: "", cause: "unknown" }]);
  });

  it("are its workflows, with what only the pipeline knows", () => {
    expect(buildsOfPipeline(pipeline, [workflow], app)).toEqual([
      {
        id: "w",
        request: "p",
        name: "setup",
        commit: "ab".repeat(20),
        branch: "main",
        tag: null,
        cause: "push",
        parameters: null,
        state: "passed",
        attempt: 1,
        createdAt: "2026-03-02T09:00:05Z",
        startedAt: "2026-03-02T09:00:05Z",
        endedAt: "2026-03-02T09:01:00Z",
        url: "https://app.circleci.com/pipelines/github/acme/server/25/workflows/w",
      },
    ]);
  });

  it.each([
    ["nothing yet, and no error", { state: "pending" }, []],
    ["filters that left out all", { state: "created" }, []],
    ["a state that is new", { state: "dreaming" }, []],
    ["an error", { state: "errored", errors }, ["config: no such orb"]],
    ["an error that nobody explains", { state: "errored" }, ["CircleCI could make no workflow of it"]],
  ])("of one with %s", (_, fields, problems) => {
    const builds = buildsOfPipeline({ ...pipeline, ...fields }, [], null);
    expect(builds.map(({ problem }) => problem)).toEqual(problems);
  });

  it("are led by its failure, when a set-up workflow passed before it", () => {
    const [failure, passed] = buildsOfPipeline({ ...pipeline, state: "errored", errors }, [workflow], app);
    expect(failure).toMatchObject({ id: "pipeline:p", state: "failed", createdAt: workflow.created_at });
    expect(failure?.url).toBe("https://app.circleci.com/pipelines/github/acme/server/25");
    expect(passed?.state).toBe("passed");
  });

  it.each([
    ["running", null, "2026-03-02T09:00:05Z", null],
    ["failing", "2026-03-02T09:01:00Z", "2026-03-02T09:00:05Z", null],
    ["on_hold", "2026-03-02T09:01:00Z", "2026-03-02T09:00:05Z", null],
    ["not_run", "2026-03-02T09:01:00Z", null, "2026-03-02T09:01:00Z"],
    [null, null, null, null],
  ])("have the times of a workflow that is %s", (status, stopped_at, startedAt, endedAt) => {
    const [build] = buildsOfPipeline(pipeline, [{ ...workflow, status, stopped_at }], null);
    expect(build).toMatchObject({ startedAt, endedAt, url: null });
  });
});
