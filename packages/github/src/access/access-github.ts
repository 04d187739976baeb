import type { GitHubClient } from "../client.js";
import { isNotFound } from "../errors.js";
import { type Locate, slugOf, slugText } from "../slug.js";
import { read } from "../send.js";
import { gatesOf } from "./environment-gates.js";
import type { Access, RepositoryStanding, Role } from "./port.js";
import { protectionOfBranch } from "./read-protection.js";
import { tokenStanding } from "./read-token.js";
import { workflowFiles } from "./read-workflows.js";

/** `Access` over a client. */
export function accessOn(client: GitHubClient, { locate = slugOf }: { readonly locate?: Locate } = {}): Access {
  return {
    readToken: (options) => tokenStanding(client, options),
    readRepository: async (repository, options) => {
      const slug = await locate(repository);
      const found = await read(client, "GET /repos/{owner}/{repo}", { ...slug }, options).catch(orNull);
      return found === null ? null : standingOf(found.data as Repository, slugText(slug));
    },
    readProtection: async (repository, branch, options) =>
      protectionOfBranch(client, { ...(await locate(repository)), branch }, options),
    listEnvironments: async (repository, options) => gatesOf(client, await locate(repository), options),
    listWorkflows: async (repository, options) => workflowFiles(client, await locate(repository), options),
  };
}

function orNull(error: unknown): null {
  if (isNotFound(error)) return null;
  throw error;
}

interface Repository {
  readonly full_name: string;
  readonly archived: boolean;
  readonly private: boolean;
  readonly default_branch: string;
  readonly permissions?: Readonly<Partial<Record<"pull" | "triage" | "push" | "maintain" | "admin", boolean>>>;
}

/** Pure. `asked`: the `owner/name` that was asked for; GitHub's names know no case. */
function standingOf(found: Repository, asked: string): RepositoryStanding {
  const { full_name: name, archived, private: isPrivate, default_branch: defaultBranch, permissions } = found;
  return {
    slug: slugOf(name),
    isRenamed: name.toLowerCase() !== asked.toLowerCase(),
    isArchived: archived,
    isPrivate,
    defaultBranch,
    role: permissions === undefined ? null : roleOf(permissions),
  };
}

const ROLES = [
  ["admin", "admin"],
  ["maintain", "maintain"],
  ["push", "write"],
  ["triage", "triage"],
  ["pull", "read"],
] as const;

const roleOf = (permissions: NonNullable<Repository["permissions"]>): Role =>
  ROLES.find(([name]) => permissions[name] === true)?.[1] ?? "none";
