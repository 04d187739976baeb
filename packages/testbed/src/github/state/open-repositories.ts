import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { createBareRepository } from "../../bare-repository/create-bare-repository.js";
import { repositoryPath } from "../../bare-repository/repository-path.js";
import type { Environment } from "../../environment.js";
import type { GitHubOptions, GitHubRepositoryOptions, GitHubUserOptions } from "../options.js";
import { budget } from "../http/rate-limit.js";
import type { GitHubState } from "./git-hub-state.js";
import { protectBranch } from "./protect-branch.js";
import type { RepositoryRecord, UserRecord } from "./records.js";

/** Fills the state from the options, and makes the bare repositories that are not there. */
export async function openState(state: GitHubState, options: GitHubOptions, now: Date): Promise<void> {
  for (const user of options.users) state.addUser(userRecord(state, user, now));
  for (const each of options.repositories) {
    const repository = await openRepository(state, options.root, each, { now, env: options.env });
    state.addRepository(repository, each.renamedFrom === undefined ? [] : [each.renamedFrom]);
    for (const [branch, rules] of Object.entries(each.protections ?? {})) {
      await protectBranch(state, repository, branch, rules);
    }
  }
}

function userRecord(state: GitHubState, options: GitHubUserOptions, now: Date): UserRecord {
  const { login, token } = options;
  const permissions = Object.entries(options.permissions ?? {}).map(
    ([slug, role]) => [slug.toLowerCase(), role] as const,
  );
  return state.record(options.workflowToken === true ? "Bot" : "User", {
    login,
    token,
    name: options.name ?? login,
    email: options.email ?? `${login}@users.noreply.github.test`,
    scopes: options.scopes ?? null,
    expired: options.expired ?? false,
    workflowToken: options.workflowToken ?? false,
    permissions: new Map(permissions),
    rateLimit: budget(now, 5000),
  });
}

async function openRepository(
  state: GitHubState,
  root: string,
  options: GitHubRepositoryOptions,
  { now, env }: { now: Date; env: Environment | undefined },
): Promise<RepositoryRecord> {
  const { slug, defaultBranch } = options;
  const existing = repositoryPath(root, slug);
  const path = existsSync(join(existing, "HEAD"))
    ? existing
    : await createBareRepository(root, slug, { env, ...(defaultBranch === undefined ? {} : { defaultBranch }) });
  const [owner = "", name = ""] = slug.split("/");
  return state.record("Repository", {
    owner,
    name,
    slug,
    path,
    defaultBranch: defaultBranch ?? (await headOf(path)),
    private: options.private ?? false,
    archived: options.archived ?? false,
    description: options.description ?? null,
    createdAt: now,
    forkOf: options.forkOf ?? null,
    protections: new Map(),
  });
}

const headOf = async (path: string): Promise<string> =>
  (await readFile(join(path, "HEAD"), "utf8")).trim().replace("ref: refs/heads/", "");
