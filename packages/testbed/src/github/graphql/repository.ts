import { htmlUrl } from "../bodies/repository.js";
import { readCommit, resolveCommit } from "../git/commits.js";
import { listRefsAsOf } from "../git/ref-log.js";
import { listRefs, readRef } from "../git/refs.js";
import type { Permission, RepositoryRecord } from "../state/records.js";
import { ownerSource } from "./actors.js";
import { connection, type PageArguments } from "./connection.js";
import { commitObject, type RefSource, refSource, sortRefs } from "./git-sources.js";
import type { Resolvers } from "./resolver.js";

interface RefsArguments extends PageArguments {
  readonly refPrefix: string;
  readonly query?: string | null;
  readonly orderBy?: { readonly field: string; readonly direction: "ASC" | "DESC" } | null;
  readonly direction?: "ASC" | "DESC" | null;
}

const PERMISSIONS: Readonly<Record<Permission, string | null>> = {
  admin: "ADMIN",
  maintain: "MAINTAIN",
  write: "WRITE",
  triage: "TRIAGE",
  read: "READ",
  none: null,
};

export const repositoryFields: Resolvers = {
  Repository: {
    nameWithOwner: ({ slug }: RepositoryRecord) => slug,
    owner: ({ owner }: RepositoryRecord, _: object, { host }) => ownerSource(host, owner),
    url: (repository: RepositoryRecord, _: object, { host }) => htmlUrl(host, repository),
    resourcePath: ({ slug }: RepositoryRecord) => `/${slug}`,
    isPrivate: (repository: RepositoryRecord) => repository.private,
    isArchived: ({ archived }: RepositoryRecord) => archived,
    isFork: ({ forkOf }: RepositoryRecord) => forkOf !== null,
    isEmpty: async ({ path }: RepositoryRecord) => (await listRefs(path)).length === 0,
    isDisabled: () => false,
    visibility: (repository: RepositoryRecord) => (repository.private ? "PRIVATE" : "PUBLIC"),
    parent: ({ forkOf }: RepositoryRecord, _: object, { host }) =>
      forkOf === null ? null : (host.state.repository(forkOf) ?? null),
    viewerPermission: (repository: RepositoryRecord, _: object, { host, user }) =>
      PERMISSIONS[host.state.permission(user, repository) ?? "none"],
    viewerCanAdminister: (repository: RepositoryRecord, _: object, { host, user }) =>
      host.state.permission(user, repository) === "admin",
    mergeCommitAllowed: () => true,
    squashMergeAllowed: () => true,
    rebaseMergeAllowed: () => true,
    autoMergeAllowed: () => false,
    deleteBranchOnMerge: () => false,
    defaultBranchRef: async (repository: RepositoryRecord) => {
      const ref = `refs/heads/${repository.defaultBranch}`;
      const oid = await readRef(repository.path, ref);
      return oid === null ? null : refSource(repository, { ref, oid });
    },
    ref: async (repository: RepositoryRecord, { qualifiedName }: { qualifiedName: string }) => {
      const names = qualifiedName.startsWith("refs/")
        ? [qualifiedName]
        : [`refs/${qualifiedName}`, `refs/heads/${qualifiedName}`, `refs/tags/${qualifiedName}`];
      for (const ref of names) {
        const oid = await readRef(repository.path, ref);
        if (oid !== null) return refSource(repository, { ref, oid });
      }
      return null;
    },
    refs: async (repository: RepositoryRecord, args: RefsArguments, { host, asOf }) => {
      const { refPrefix, query = null } = args;
      const refs = (await listRefsAsOf(repository, refPrefix, asOf))
        .map((each): RefSource => refSource(repository, each))
        .filter(({ ref }) => query === null || ref.slice(refPrefix.length).toLowerCase().includes(query.toLowerCase()));
      const { field = "ALPHABETICAL", direction = args.direction ?? "ASC" } = args.orderBy ?? {};
      return connection(await sortRefs(host, refs, field, direction), args, "refs");
    },
    object: async (
      repository: RepositoryRecord,
      args: { oid?: string | null; expression?: string | null },
      { host },
    ) => {
      const { oid = null, expression = null } = args;
      if (oid !== null) return (await readCommit(host, repository, oid)) ?? commitObject(host, repository, oid);
      if (expression === null) return null;
      return expression.includes(":")
        ? commitObject(host, repository, expression)
        : ((await resolveCommit(host, repository, expression)) ?? commitObject(host, repository, expression));
    },
  },
};
