import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Octokit } from "@octokit/core";
import { checksOn } from "@signalbox/github";
import { waitForGate } from "@signalbox/release-core";
import { repositoryPath, runGit } from "@signalbox/testbed";
import { type CheckRobot, checkRobot, type GitHub, protectBranch, startGitHub } from "@signalbox/testbed/github";
import { describe, expect, onTestFinished, test } from "vitest";
import { checksPassing, ciGateKinds } from "../../src/index.js";

const SLUG = "acme/api";
const PERSON = {
  GIT_AUTHOR_NAME: "Ada",
  GIT_AUTHOR_EMAIL: "ada@example.test",
  GIT_COMMITTER_NAME: "Ada",
  GIT_COMMITTER_EMAIL: "ada@example.test",
};

interface Scene {
  readonly gitHub: GitHub;
  readonly robot: CheckRobot;
  readonly commit: string;
  readonly gate: ReturnType<typeof checksPassing>;
}

async function scene(): Promise<Scene> {
  const root = await mkdtemp(join(tmpdir(), "ci-gate-"));
  const users = [{ login: "ada", token: "ada-token", permissions: { [SLUG]: "admin" as const } }];
  let seconds = 0; // GitHub's times have whole seconds; here each of them has its own
  const now = (): Date => new Date(Date.UTC(2026, 2, 2, 9, 0, seconds++));
  const gitHub = await startGitHub({ root, repositories: [{ slug: SLUG }], users, now });
  onTestFinished(async () => {
    await gitHub.close();
    await rm(root, { recursive: true, force: true });
    expect(gitHub.violations).toEqual([]);
  });
  const path = repositoryPath(root, SLUG);
  const tree = (await runGit(path, ["mktree"], { input: "" })).stdout.trim();
  const commit = (await runGit(path, ["commit-tree", tree, "-m", "first"], { env: PERSON })).stdout.trim();
  await runGit(path, ["update-ref", "refs/heads/main", commit]);
  const log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
  const client = new Octokit({ baseUrl: gitHub.apiUrl, log, auth: "ada-token" });
  return { gitHub, robot: checkRobot(gitHub.host), commit, gate: checksPassing({ checks: checksOn(client) }) };
}

describe("checks-passing on GitHub", () => {
  test("waits from no check at all to the last one, and reads only", async () => {
    const { gitHub, robot, commit, gate } = await scene();
    const seen: string[] = [];
    const steps = [
      () => robot.start(SLUG, commit, "build", { status: "queued" }),
      () => robot.finish(SLUG, commit, "build", "failure"),
    ];
    const sleep = (): Promise<void> => Promise.resolve(steps.shift()?.());
    const onEvent = (event: { readonly type: string; readonly reason?: string }) => {
      if (event.type === "waiting") seen.push(event.reason ?? "");
    };
    const input = { repository: SLUG, commit };
    const waiting = waitForGate(gate, input, { sleep, onEvent });
    await expect(waiting).rejects.toMatchObject({
      code: "ERR_GATE_BLOCKED",
      hint: expect.stringContaining(gitHub.url),
    });
    expect(seen).toEqual([
      expect.stringContaining("no checks at all yet"),
      expect.stringContaining("CI / build (queued)"),
    ]);

    robot.runAgain(SLUG, commit);
    robot.finish(SLUG, commit, "build", "success");
    expect(await waitForGate(gate, input, { sleep })).toMatchObject({ passed: 1, failed: [] });
    expect(gitHub.requests.filter(({ graphql }) => graphql?.query.includes("mutation "))).toEqual([]);
    expect(gitHub.requests.filter(({ operation }) => operation !== "graphql")).toEqual([]);
  });

  test("takes what the branch requires, and its head", async () => {
    const { gitHub, robot, commit, gate } = await scene();
    const repository = gitHub.state.repository(SLUG);
    if (repository === undefined) throw new Error("no repository");
    await protectBranch(gitHub.state, repository, "main", { requiredChecks: ["build", "e2e"] });
    robot.finish(SLUG, commit, "build", "success");
    const input = { repository: SLUG, branch: "main" };
    expect(await gate.check(input)).toMatchObject({ status: "wait", evidence: { commit, missing: ["e2e"] } });
    robot.finish(SLUG, commit, "e2e", "skipped");
    expect(await gate.check(input)).toMatchObject({ status: "pass", evidence: { passed: 2 } });
    expect(await gate.check({ ...input, branch: "none" })).toMatchObject({
      status: "block",
      reason: "acme/api has no branch none.",
    });
  });

  test("blocks after the deadline for what never appears", async () => {
    const { robot, commit, gate } = await scene();
    robot.finish(SLUG, commit, "build", "success");
    const input = { repository: SLUG, commit, required: ["renamed"], deadlineMs: 60_000 };
    const first = await gate.check(input, { now: () => new Date("2026-03-02T10:00:00Z") });
    expect(first).toMatchObject({ status: "wait" });
    const late = await gate.check(input, { now: () => new Date("2026-03-02T10:01:00Z"), previous: first });
    expect(late).toMatchObject({
      status: "block",
      reason: expect.stringContaining("no workflow produced it within 1 min"),
    });
  });

  test("is offered to trains", async () => {
    const { commit, gate } = await scene();
    expect(gate.kind).toBe("checks-passing");
    const kinds = ciGateKinds({
      checks: { listChecks: () => Promise.resolve(null), requiredChecks: () => Promise.resolve(null) },
    });
    expect(await kinds.gates["checks-passing"]?.check({ repository: SLUG, commit })).toMatchObject({ status: "block" });
  });
});
