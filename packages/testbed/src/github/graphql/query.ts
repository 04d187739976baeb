import type { RepositoryRecord } from "../state/records.js";
import { GraphqlProblem } from "./graphql-problem.js";
import type { GraphqlCall, Resolvers } from "./resolver.js";

/**
 * A repository that the user may see.
 * @throws GraphqlProblem `NOT_FOUND`, also for what they may not see
 */
function visibleRepository({ host, user }: GraphqlCall, slug: string, followRenames = true): RepositoryRecord {
  const { state } = host;
  const repository = state.repository(slug);
  const hidden = repository === undefined || state.permission(user, repository) === null || scopeMissing(repository);
  if (hidden || (!followRenames && state.formerly(slug))) {
    throw new GraphqlProblem("NOT_FOUND", `Could not resolve to a Repository with the name '${slug}'.`);
  }
  return repository;

  function scopeMissing(found: RepositoryRecord): boolean {
    return found.private && user.scopes !== null && !user.scopes.includes("repo");
  }
}

/** @throws GraphqlProblem `NOT_FOUND` */
function nodeOf({ host, user }: GraphqlCall, id: string): object {
  const node = host.state.node(id);
  const repository =
    node === undefined ? undefined : "path" in node ? node : (node as { repository?: object }).repository;
  const hidden = repository !== undefined && host.state.permission(user, repository as RepositoryRecord) === null;
  if (node === undefined || hidden) {
    throw new GraphqlProblem("NOT_FOUND", `Could not resolve to a node with the global id of '${id}'`);
  }
  return node;
}

export const queries: Resolvers = {
  Query: {
    viewer: (_: object, __: object, { user }) => user,
    repository: (_: object, args: { owner: string; name: string; followRenames: boolean }, call) =>
      visibleRepository(call, `${args.owner}/${args.name}`, args.followRenames),
    node: (_: object, { id }: { id: string }, call) => nodeOf(call, id),
    nodes: (_: object, { ids }: { ids: readonly string[] }, call) =>
      ids.map((id) => {
        try {
          return nodeOf(call, id);
        } catch (error) {
          return error; // null for this one, with an entry in `errors`
        }
      }),
    user: (_: object, { login }: { login: string }, { host }) => {
      const user = host.state.user(login);
      if (user !== undefined) return user;
      throw new GraphqlProblem("NOT_FOUND", `Could not resolve to a User with the login of '${login}'.`);
    },
    rateLimit: (_: object, __: object, { user }) => {
      const { limit, used, resetAt } = user.rateLimit;
      return { cost: 1, limit, used, remaining: limit - used, nodeCount: 0, resetAt: new Date(resetAt) };
    },
  },
};
