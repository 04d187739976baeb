import { NO_OBJECT, readRef } from "../git/refs.js";
import { moveRef } from "../git/write.js";
import { includes } from "../http/access.js";
import { Problem } from "../http/problem.js";
import { checkProtection } from "../http/protection.js";
import type { RepositoryRecord } from "../state/records.js";
import { GraphqlProblem } from "./graphql-problem.js";
import type { Resolvers } from "./resolver.js";

interface RefUpdate {
  readonly name: string;
  readonly afterOid: string;
  readonly beforeOid?: string | null;
}

/** Moves of refs that name what the ref was; all zeros stand for "not there". */
export const refWrites: Resolvers = {
  Mutation: {
    updateRefs: async (
      _: object,
      { input }: { input: { repositoryId: string; refUpdates: readonly RefUpdate[]; clientMutationId?: string } },
      { host, user },
    ) => {
      const repository = host.state.node(input.repositoryId) as RepositoryRecord | undefined;
      if (repository === undefined || !includes(host.state.permission(user, repository), "write"))
        throw new GraphqlProblem("FORBIDDEN", "Resource not accessible by personal access token");
      for (const { name: ref, afterOid, beforeOid } of input.refUpdates) {
        const before = await readRef(repository.path, ref);
        if ((beforeOid ?? before ?? NO_OBJECT) !== (before ?? NO_OBJECT))
          throw new GraphqlProblem("UNPROCESSABLE", `${ref} was expected to be at ${beforeOid}`);
        try {
          checkProtection(host, repository, user, ref);
          const after = afterOid === NO_OBJECT ? null : afterOid;
          if (before !== after) await moveRef(host, repository, user, { ref, before, after });
        } catch (error) {
          throw error instanceof Problem ? new GraphqlProblem("UNPROCESSABLE", error.message) : error;
        }
      }
      return { clientMutationId: input.clientMutationId ?? null };
    },
  },
};
