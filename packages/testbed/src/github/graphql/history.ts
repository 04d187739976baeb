import type { CommitRecord } from "../git/commits.js";
import type { RepositoryRecord } from "../state/records.js";
import { commitObject } from "./git-sources.js";
import type { Resolvers } from "./resolver.js";

/** The source of GraphQL's `TreeEntry`. */
interface EntrySource {
  readonly __typename: "TreeEntry";
  readonly repository: RepositoryRecord;
  readonly path: string;
  readonly oid: string;
}

export const historyFields: Resolvers = {
  Commit: {
    file: async (
      { repository, oid }: CommitRecord,
      { path }: { path: string },
      { host },
    ): Promise<EntrySource | null> => {
      const object = await host.objects(repository).read(`${oid}:${path}`);
      return object === null ? null : { __typename: "TreeEntry", repository, path, oid: object.oid };
    },
  },
  TreeEntry: {
    name: ({ path }: EntrySource) => path.slice(path.lastIndexOf("/") + 1),
    object: ({ repository, oid }: EntrySource, _: object, { host }) => commitObject(host, repository, oid),
  },
};
