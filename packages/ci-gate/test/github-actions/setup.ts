import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { workflowArtifactsOn, workflowRunsOn } from "@signalbox/github";
import { gitHubClient } from "@signalbox/github/octokit";
import type { ReleaseEvent } from "@signalbox/release-core";
import { type GitHubFault, setEnvironment, startGitHub, workflowRobot } from "@signalbox/testbed/github";
import type { CiSystem } from "../../src/builds/ports.js";
import { gitHubActions } from "../../src/github-actions/github-actions.js";
import type { BuildsSetup, MadeJob } from "../builds/setup.js";

const SLUG = "acme/camera";
const FAULTS = { "slow-down": "429", failing: "500" } as const;

/** GitHub Actions whose runners do at once what a build was made to do. */
export async function startActions(): Promise<BuildsSetup> {
  const root = await mkdtemp(join(tmpdir(), "actions-"));
  let nowMs = Date.parse("2026-03-02T09:00:00Z");
  const gitHub = await startGitHub({
    root,
    users: [{ login: "ada", token: "ada-token", permissions: { [SLUG]: "admin" } }],
    repositories: [{ slug: SLUG }],
    now: () => new Date(nowMs),
  });
  const robot = workflowRobot(gitHub.host, "ada");
  const repository = gitHub.state.repository(SLUG);
  if (repository === undefined) throw new Error("no repository");
  const plans = new Map<string, readonly MadeJob[]>();

  /** Goes on with what may go on; answers whether there was any. */
  const step = (runId: number): boolean => {
    const { attempts, sha, workflow } = robot.read(SLUG, runId);
    const jobs = attempts.at(-1)?.jobs ?? [];
    const made = plans.get(`${sha} ${workflow.path}`) ?? [];
    const environments = new Set(made.filter(({ approval }) => approval === true).map(({ name }) => name));
    for (const { name, status } of jobs) {
      if (status !== "queued") continue;
      const job = made.find((each) => each.name === name);
      const needs = jobs.filter((each) => job?.needs?.includes(each.name) === true && !environments.has(each.name));
      if (needs.some((each) => each.status !== "completed")) continue;
      if (needs.some(({ conclusion }) => conclusion !== "success")) {
        robot.finish(SLUG, runId, name, "skipped");
        return true;
      }
      robot.start(SLUG, runId, name);
      const end = job?.ends?.[Math.min(attempts.length, job.ends.length) - 1] ?? "passed";
      const isBegun = robot
        .read(SLUG, runId)
        .attempts.at(-1)
        ?.jobs.find((each) => each.name === name)?.startedAt;
      if (end === "running" || isBegun === null) continue;
      robot.finish(SLUG, runId, name, end === "passed" ? "success" : "failure");
      const content = Object.values(job?.artifacts ?? {}).join("\n");
      if (content !== "") robot.keep(SLUG, runId, { name, content });
      return true;
    }
    return false;
  };
  gitHub.onEvent(({ name, subject }) => {
    if (name !== "workflow_run" && name !== "deployment_review") return;
    nowMs += 1000;
    while (step((subject as { readonly id: number }).id));
  });

  let heard: ((event: ReleaseEvent) => void) | undefined;
  const ciOf = (token: string): CiSystem => {
    const client = gitHubClient({
      apiUrl: gitHub.apiUrl,
      token,
      spacingMs: 0,
      retries: 3,
      sleep: () => Promise.resolve(),
      onEvent: (event) => heard?.(event),
    });
    return gitHubActions({ runs: workflowRunsOn(client), artifacts: workflowArtifactsOn(client) });
  };
  const ci = ciOf("ada-token");
  return {
    // A client tells of its waits to whom it was made for, not to a single call.
    ci: {
      ...ci,
      listBuilds: (slug, query, options) => {
        heard = options?.onEvent;
        return ci.listBuilds(slug, query, options);
      },
    },
    stranger: ciOf("stranger-token"),
    secrets: ["ada-token", "stranger-token"],
    repository: SLUG,
    push: async ({ commit, branch, tag, workflow, jobs }) => {
      nowMs += 60_000;
      const ref = join(repository.path, tag === undefined ? `refs/heads/${branch}` : `refs/tags/${tag}`);
      await mkdir(dirname(ref), { recursive: true });
      await writeFile(ref, `${commit}\n`);
      const approvals = jobs.filter(({ approval }) => approval === true).map(({ name }) => name);
      for (const name of approvals) setEnvironment(repository, name, { reviewers: ["ada"] });
      const work = jobs.filter(({ approval }) => approval !== true);
      const environments = work.map(({ name, needs }) => [
        name,
        needs?.find((each) => approvals.includes(each)) ?? null,
      ]);
      robot.workflow(SLUG, `${workflow}.yml`, { jobs: Object.fromEntries(environments), inputs: {} });
      plans.set(`${commit} .github/workflows/${workflow}.yml`, jobs);
      robot.run(SLUG, `${workflow}.yml`, commit, { headBranch: tag ?? branch ?? null });
      await gitHub.settled();
    },
    faults: (kind, what) => {
      const match = kind === "read" ? /^GET / : /^POST /;
      // The client waits for a limit itself, unless it is a long one.
      const retryAfter = kind === "read" ? 1 : 3600;
      const lost = kind === "read" ? ("drop" as const) : ("drop-after" as const);
      gitHub.setFaults(
        what.map((each, at): GitHubFault => {
          return { match, nth: at + 1, kind: each === "lost" ? lost : FAULTS[each], retryAfter };
        }),
      );
    },
    writes: () => gitHub.requests.filter(({ method }) => method === "POST").length,
    unknownId: "999999",
    request: { branch: "main", workflow: "ci.yml", parameters: {} },
    wrongRequest: { branch: "main", workflow: "ci", parameters: { flavor: "gramin" } },
    violations: () => gitHub.violations,
    close: async () => {
      await gitHub.close();
      await rm(root, { recursive: true, force: true });
    },
  };
}
