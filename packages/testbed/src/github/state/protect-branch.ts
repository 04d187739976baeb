import { protectBranches } from "../../bare-repository/create-bare-repository.js";
import { runGit } from "../../git/run-git.js";
import type { GitHubState } from "./git-hub-state.js";
import type { BranchProtection, RepositoryRecord } from "./records.js";

const DEFAULTS: BranchProtection = {
  requiredApprovals: 1,
  requiredChecks: [],
  strict: false,
  enforceAdmins: true,
};

/** Sets the rules of a branch (short name), or takes them away with null; pushes obey them from then on. */
export async function protectBranch(
  state: GitHubState,
  repository: RepositoryRecord,
  branch: string,
  rules: Partial<BranchProtection> | null,
): Promise<void> {
  const { env } = state;
  const protections = repository.protections as Map<string, BranchProtection>;
  if (rules === null) protections.delete(branch);
  else protections.set(branch, { ...DEFAULTS, ...rules });
  for (const key of ["testbed.protected", "testbed.reviewer"]) {
    await runGit(repository.path, ["config", "--unset-all", key], { env, accept: [0, 5] });
  }
  const lenient = [...protections.values()].every(({ enforceAdmins }) => !enforceAdmins);
  const slug = repository.slug.toLowerCase();
  const admins = state.users.filter((user) => user.permissions.get(slug) === "admin").map(({ login }) => login);
  await protectBranches(repository.path, [...protections.keys()], { reviewers: lenient ? admins : [] });
}
