import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished, vi } from "vitest";
import { runGit } from "../src/index.js";

// Real processes on a shared machine: slow is not wrong.
vi.setConfig({ testTimeout: 30_000 });

/** Looks again until it holds. */
export const eventually = (check: () => void): Promise<void> => vi.waitFor(check, { timeout: 15_000, interval: 10 });

/** A folder that lives as long as the test. */
export async function scratch(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), "testbed-"));
  onTestFinished(() => rm(path, { recursive: true, force: true }));
  return path;
}

const PERSON = {
  GIT_AUTHOR_NAME: "Ada",
  GIT_AUTHOR_EMAIL: "ada@example.test",
  GIT_COMMITTER_NAME: "Ada",
  GIT_COMMITTER_EMAIL: "ada@example.test",
};

/** Writes one empty commit on a branch that may not exist yet; gives back its id. */
export async function commitEmpty(path: string, branch: string, subject: string): Promise<string> {
  const tree = (await runGit(path, ["mktree"], { input: "" })).stdout.trim();
  const parent = await runGit(path, ["rev-parse", "--verify", "-q", `refs/heads/${branch}`], { accept: [0, 1] });
  const parents = parent.exitCode === 0 ? ["-p", parent.stdout.trim()] : [];
  const commit = (await runGit(path, ["commit-tree", tree, ...parents, "-m", subject], { env: PERSON })).stdout.trim();
  await runGit(path, ["update-ref", `refs/heads/${branch}`, commit]);
  return commit;
}
