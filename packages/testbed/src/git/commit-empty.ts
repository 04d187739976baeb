import { runGit } from "./run-git.js";

const PERSON = {
  GIT_AUTHOR_NAME: "Ada",
  GIT_AUTHOR_EMAIL: "ada@example.test",
  GIT_COMMITTER_NAME: "Ada",
  GIT_COMMITTER_EMAIL: "ada@example.test",
};

/** Writes one empty commit on a branch of a bare repository, which may not exist yet; gives back its id. */
export async function commitEmpty(path: string, branch: string, subject: string): Promise<string> {
  const tree = (await runGit(path, ["mktree"], { input: "" })).stdout.trim();
  const parent = await runGit(path, ["rev-parse", "--verify", "-q", `refs/heads/${branch}`], { accept: [0, 1] });
  const parents = parent.exitCode === 0 ? ["-p", parent.stdout.trim()] : [];
  const commit = (await runGit(path, ["commit-tree", tree, ...parents, "-m", subject], { env: PERSON })).stdout.trim();
  await runGit(path, ["update-ref", `refs/heads/${branch}`, commit]);
  return commit;
}
