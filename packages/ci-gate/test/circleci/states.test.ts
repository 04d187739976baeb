import { describe, expect, it } from "vitest";
import type { Job } from "../../src/circleci/answers.js";
import { jobsOf } from "../../src/circleci/jobs-of.js";
import { causeOf, JOB_STATES, stateOf, WORKFLOW_STATES } from "../../src/circleci/states.js";
import type { Build } from "../../src/builds/ports.js";

describe("states", () => {
  it.each([
    ["success", "passed"],
    ["running", "running"],
    ["failing", "failed"],
    ["on_hold", "held"],
    ["canceled", "cancelled"],
    ["unauthorized", "failed"],
    ["not_run", "not-run"],
    ["quarantined", "unknown"],
    ["toString", "unknown"],
  ])("a workflow that is %s is %s", (status, state) => {
    expect(stateOf(WORKFLOW_STATES, status)).toBe(state);
  });

  it.each([
    ["infrastructure_fail", "failed"],
    ["timedout", "failed"],
    ["terminated-unknown", "failed"],
    ["not_running", "queued"],
    ["blocked", "queued"],
    ["retried", "unknown"],
    ["constructor", "unknown"],
  ])("a job that is %s is %s", (status, state) => {
    expect(stateOf(JOB_STATES, status)).toBe(state);
  });

  it("a cause that is new is told as it is", () => {
    expect(["webhook", "api", "scheduled_pipeline", "github_app"].map(causeOf)).toEqual([
      "push",
      "api",
      "schedule",
      "github_app",
    ]);
  });

  it("a job that was tried again is its last attempt", () => {
    const job = (id: string, status: string, dependencies: string[] = []): Job => ({
      id,
      name: id.slice(0, 5),
      type: "build",
      status,
      job_number: null,
      dependencies,
      started_at: null,
      stopped_at: null,
      approval_request_id: null,
    });
    const all = [job("build-1", "retried"), job("build-2", "success"), job("tests", "success", ["build-1"])];
    expect(jobsOf(all, { url: null } as Build)).toMatchObject([
      { name: "build", state: "passed" },
      { name: "tests", needs: ["build"] },
    ]);
    expect(jobsOf(all.slice(0, 1), { url: null } as Build)).toMatchObject([{ state: "unknown" }]);
  });

  it("jobs that need each other do not hang, and an unknown need is named by its id", () => {
    const job = (id: string, dependencies: string[]): Job => ({
      id,
      name: id.toUpperCase(),
      type: "build",
      status: "blocked",
      job_number: null,
      dependencies,
      started_at: null,
      stopped_at: null,
      approval_request_id: null,
    });
    const jobs = jobsOf([job("a", ["b"]), job("b", ["a", "gone"])], { url: null } as Build);
    expect(jobs.map(({ state, needs }) => [state, needs])).toEqual([
      ["queued", ["B"]],
      ["queued", ["A", "gone"]],
    ]);
  });
});
