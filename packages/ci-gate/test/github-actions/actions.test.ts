import type { EnvironmentReview, PendingEnvironment, WorkflowArtifacts, WorkflowRun } from "@signalbox/github";
import { isReleaseError, ReleaseError } from "@signalbox/release-core";
import { describe, expect, it } from "vitest";
import { newestBuilds } from "../../src/builds/newest-builds.js";
import type { BuildState } from "../../src/builds/ports.js";
import { approvalsOf } from "../../src/github-actions/approvals.js";
import { buildOf, waitingFor } from "../../src/github-actions/build-of.js";
import { asked } from "../../src/github-actions/failures.js";
import { gitHubActions } from "../../src/github-actions/github-actions.js";
import type { ActionsPorts } from "../../src/github-actions/ports.js";
import { stateOf } from "../../src/github-actions/states.js";

const RUN: WorkflowRun = {
  id: 7,
  attempt: 1,
  name: "CI",
  path: ".github/workflows/ci.yml",
  commit: "a".repeat(40),
  branch: "main",
  tag: null,
  event: "push",
  status: "completed",
  conclusion: "success",
  createdAt: "2026-03-02T10:00:00Z",
  startedAt: "2026-03-02T10:00:00Z",
  endedAt: "2026-03-02T10:05:00Z",
  url: "https://github.com/acme/camera/actions/runs/7",
};
const production: PendingEnvironment = { id: 5, name: "production", reviewers: ["ada"], mayApprove: true };
const timer: PendingEnvironment = { id: 6, name: "soak", reviewers: [], mayApprove: false };

/** Ports that know one run; what is not given must not be asked. */
function actions(runs: Partial<ActionsPorts["runs"]>, artifacts: Partial<WorkflowArtifacts> = {}) {
  return gitHubActions({ runs, artifacts } as ActionsPorts);
}

it.each<[string, string | null, BuildState]>([
  ["requested", null, "queued"],
  ["pending", null, "queued"],
  ["in_progress", null, "running"],
  ["waiting", null, "held"],
  ["completed", "success", "passed"],
  ["completed", "neutral", "passed"],
  ["completed", "skipped", "not-run"],
  ["completed", "timed_out", "failed"],
  ["completed", "startup_failure", "failed"],
  ["completed", "cancelled", "cancelled"],
  ["completed", "action_required", "held"],
  ["completed", "newer_word", "unknown"],
  ["completed", null, "unknown"],
  ["constructor", null, "unknown"],
])("a run that is %s with %s is %s", (status, conclusion, state) => {
  expect(stateOf({ status, conclusion }, "held")).toBe(state);
});

it("takes the runs of one workflow for the same build, whatever each of them is called", async () => {
  const names = ["Deploy 16.12.1 by ada", "Deploy 16.12.0 by bob"];
  const runs = names.map((name, index) => ({ ...RUN, name, id: 9 - index, path: ".github/workflows/deploy.yml" }));
  const list = () => Promise.resolve([...runs, RUN]);
  const builds = await actions({ list }).listBuilds("acme/camera", { commit: RUN.commit });
  expect(builds.map(({ name }) => name)).toEqual(["deploy.yml", "deploy.yml", "CI"]);
  expect(newestBuilds(builds, RUN.commit).map(({ id }) => id)).toEqual(["9", "7"]);
});

it("says why a run could not begin, and what made it", () => {
  const broken = buildOf({ ...RUN, conclusion: "startup_failure", event: "pull_request_target" }, "unknown");
  expect(broken).toMatchObject({ state: "failed", cause: "pull-request", problem: expect.stringContaining("ci.yml") });
  expect(buildOf(RUN, "unknown")).not.toHaveProperty("problem");
});

it("is held by people, and not by a timer", () => {
  expect(waitingFor([timer, production])).toBe("held");
  expect(waitingFor([timer])).toBe("running");
});

describe("an environment that people review", () => {
  const review = (state: EnvironmentReview["state"]): EnvironmentReview => {
    return { environments: [{ id: 5, name: "production" }], state };
  };
  const [yes, no] = [review("approved"), review("rejected")];
  const ATTEMPT = "2026-03-02T12:00:00Z";
  interface Row {
    readonly attempt: number;
    readonly state: BuildState;
    readonly reviews: readonly EnvironmentReview[];
    readonly pending?: readonly PendingEnvironment[];
    /** When it was deployed to for the last time; undefined: that must not be asked. */
    readonly deployed?: string | null;
  }
  it.each<[string, Row, readonly BuildState[]]>([
    ["waits", { attempt: 1, state: "held", reviews: [], pending: [production, timer] }, ["held"]],
    ["was approved", { attempt: 1, state: "running", reviews: [yes] }, ["passed"]],
    ["was rejected", { attempt: 1, state: "failed", reviews: [no] }, ["failed"]],
    ["waits again", { attempt: 2, state: "held", reviews: [yes], pending: [production] }, ["held"]],
    [
      "was approved in the attempt before, and this one has not come so far",
      { attempt: 2, state: "running", reviews: [yes], deployed: "2026-03-02T11:59:59Z" },
      ["queued"],
    ],
    ["was deployed to by nobody", { attempt: 2, state: "running", reviews: [yes], deployed: null }, ["queued"]],
    [
      "was approved in this attempt, after one that did not come so far",
      { attempt: 2, state: "running", reviews: [yes], deployed: "2026-03-02T12:00:00Z" },
      ["passed"],
    ],
    [
      "was approved in both attempts",
      { attempt: 2, state: "failed", reviews: [yes, yes], deployed: ATTEMPT },
      ["passed"],
    ],
    [
      "was approved for two jobs in the attempt before",
      { attempt: 2, state: "running", reviews: [yes, yes], deployed: "2026-03-02T11:00:00Z" },
      ["queued"],
    ],
    ["is behind a build that passed", { attempt: 3, state: "passed", reviews: [no, yes] }, ["passed"]],
    ["has a timer alone", { attempt: 1, state: "running", reviews: [], pending: [timer] }, []],
  ])("%s", async (_, { attempt, state, reviews, pending = [], deployed }, states) => {
    const ports = {
      listReviews: () => Promise.resolve(reviews),
      listPending: () => Promise.resolve(pending),
      ...(deployed === undefined ? {} : { lastDeployedAt: () => Promise.resolve(deployed) }),
    };
    const build = { ...buildOf(RUN, "held"), attempt, state, startedAt: ATTEMPT };
    const asked = { repository: "acme/camera", build, hasWaiting: true };
    const found = await approvalsOf(ports as unknown as ActionsPorts["runs"], asked);
    expect(found.map((each) => each.state)).toEqual(states);
    for (const each of found) expect(each).toMatchObject({ kind: "approval", name: "production", id: "environment:5" });
  });

  it("is approved by its reviewers alone", async () => {
    const listPending = () => Promise.resolve([{ ...production, mayApprove: false }]);
    const job = { id: "environment:5", name: "production", kind: "approval", state: "held" } as const;
    const approval = { ...job, startedAt: null, endedAt: null, needs: null, url: null };
    await expect(actions({ listPending }).approve("acme/camera", buildOf(RUN, "held"), approval)).rejects.toMatchObject(
      { code: "ERR_CI_REFUSED", message: expect.stringContaining("ada") },
    );
  });
});

describe("a run that is begun", () => {
  const listWorkflows = () =>
    Promise.resolve(
      ["ci", "old/ci", "lint"].map((file, id) => ({ id, name: file.slice(-4), path: `.github/workflows/${file}.yml` })),
    );
  const branch = { branch: "16.2", parameters: { count: 3, dry: true } };
  it.each([
    ["its file", { ...branch, workflow: "integration.yml" }, "integration.yml"],
    ["its name", { ...branch, workflow: "lint" }, 2],
    ["its path", { ...branch, workflow: ".github/workflows/lint.yml" }, 2],
  ])("is named by %s, with a full ref and inputs as text", async (_, request, workflow) => {
    const sent: unknown[] = [];
    const dispatch = (_slug: string, given: unknown) => {
      sent.push(given);
      return Promise.resolve(1);
    };
    await actions({ dispatch, listWorkflows }).trigger("acme/camera", request);
    expect(sent).toEqual([{ workflow, ref: "refs/heads/16.2", inputs: { count: "3", dry: "true" } }]);
  });
  it.each([
    ["without a workflow", branch, "ERR_CI_CANNOT"],
    ["of nothing", { workflow: "ci.yml", parameters: {} }, "ERR_CI_CANNOT"],
    ["of a branch and a tag", { ...branch, tag: "16.2", workflow: "ci.yml" }, "ERR_CI_CANNOT"],
    ["of a workflow that is not there", { ...branch, workflow: "deploy" }, "ERR_CI_NOT_FOUND"],
  ])("%s is none", async (_, request, code) => {
    await expect(actions({ listWorkflows }).trigger("acme/camera", request)).rejects.toMatchObject({ code });
  });
});

it("opens an artifact by what its address names, wherever that leads", async () => {
  const open = (slug: string, id: number) => Promise.resolve(bytesOf(`${slug} ${id}`));
  const ci = actions({}, { open });
  const file = { path: "app", job: null, size: 1, digest: null, expiresAt: null };
  const url = "https://elsewhere.test/repos/acme/camera/actions/artifacts/12/zip";
  const texts: string[] = [];
  for await (const chunk of await ci.openArtifact({ ...file, url })) texts.push(Buffer.from(chunk).toString());
  expect(texts).toEqual(["acme/camera 12"]);
  await expect(ci.openArtifact({ ...file, url: "https://elsewhere.test/app.zip" })).rejects.toMatchObject({
    code: "ERR_CI_CANNOT",
  });
});

it.each([
  ["ERR_GITHUB_FORBIDDEN", "Resource not accessible by personal access token", "ERR_CI_REFUSED"],
  ["ERR_GITHUB_FORBIDDEN", "This workflow is already running", "ERR_CI_CANNOT"],
  [
    "ERR_GITHUB_FORBIDDEN",
    "Unable to re-run this workflow run because it was created over a month ago",
    "ERR_CI_CANNOT",
  ],
  ["ERR_GITHUB_NOT_FOUND", "", "ERR_CI_NOT_FOUND"],
  ["ERR_GITHUB_FAILED", "", "ERR_CI_UNREACHABLE"],
  ["ERR_GITHUB_INCOMPLETE", "", "ERR_CI_ANSWER"],
  ["ERR_NOT_ON_GITHUB", "", "ERR_CI_NOT_CONFIGURED"],
  ["ERR_OF_ANOTHER", "", "ERR_OF_ANOTHER"],
])("%s (%s) is %s", async (code, reason, expected) => {
  const error = new ReleaseError({ code, message: "m", hint: "h", details: { reason } });
  const thrown: unknown = await asked("it", () => Promise.reject(error)).catch((caught: unknown) => caught);
  expect(isReleaseError(thrown) && [thrown.code, thrown.hint === ""]).toEqual([expected, false]);
});

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(Buffer.from(text));
}
