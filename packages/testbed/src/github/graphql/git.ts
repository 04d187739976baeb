import { apiUrl, htmlUrl } from "../bodies/repository.js";
import { type CommitRecord, readCommit } from "../git/commits.js";
import { type GitPerson, userOfPerson } from "../git/people.js";
import { sideOfComparison } from "../git/network.js";
import { lastingAnswer, lines, rangeOf, rangeStatus } from "../git/ranges.js";
import { nodeIdOf } from "../state/node-id.js";
import type { RepositoryRecord } from "../state/records.js";
import { connection, type PageArguments } from "./connection.js";
import { commitObject, type RefSource } from "./git-sources.js";
import type { GraphqlCall, Resolver, Resolvers } from "./resolver.js";

interface ObjectSource {
  readonly repository: RepositoryRecord;
  readonly oid: string;
}

interface HistoryArguments extends PageArguments {
  readonly since?: string | null;
  readonly until?: string | null;
  readonly path?: string | null;
}

const gitObject: Readonly<Record<string, Resolver>> = {
  id: ({ repository, oid }: ObjectSource) => nodeIdOf("Commit", `${repository.id}:${oid}`),
  abbreviatedOid: ({ oid }: ObjectSource) => oid.slice(0, 7),
  commitUrl: ({ repository, oid }: ObjectSource, _: object, { host }) => `${htmlUrl(host, repository)}/commit/${oid}`,
};

const commitsOf =
  ({ host }: GraphqlCall, repository: RepositoryRecord) =>
  (oid: string): Promise<CommitRecord | null> =>
    readCommit(host, repository, oid);

export const gitFields: Resolvers = {
  Ref: {
    id: ({ repository, ref }: RefSource) => nodeIdOf("Ref", `${repository.id}:${ref}`),
    name: ({ ref }: RefSource) => ref.replace(/^refs\/[^/]+\//, ""),
    prefix: ({ ref }: RefSource) => /^refs\/[^/]+\//.exec(ref)?.[0] ?? "refs/",
    target: ({ repository, oid }: RefSource, _: object, { host }) => commitObject(host, repository, oid),
    compare: async ({ repository, oid }: RefSource, { headRef }: { headRef: string }, call) => {
      const base = await readCommit(call.host, repository, oid);
      const head = await sideOfComparison(call.host, repository, headRef);
      if (base === null || head === null) return null;
      const range = await rangeOf(call.host, repository, base.oid, head.oid);
      await call.work(repository);
      // "If the comparison can be made": there is none without a common history.
      if (range.mergeBase === null) return null;
      return {
        nodeId: nodeIdOf("Comparison", `${repository.id}:${base.oid}:${head.oid}`),
        id: 0,
        aheadBy: range.ahead.length,
        behindBy: range.behindBy,
        status: rangeStatus(range).toUpperCase(),
        baseTarget: base,
        headTarget: head,
        commits: (args: PageArguments) => ({
          ...connection(range.ahead, args, "commits", commitsOf(call, repository)),
          authorCount: 0,
        }),
      };
    },
  },
  Commit: {
    ...gitObject,
    url: ({ repository, oid }: CommitRecord, _: object, { host }) => `${htmlUrl(host, repository)}/commit/${oid}`,
    resourcePath: ({ repository, oid }: CommitRecord) => `/${repository.slug}/commit/${oid}`,
    tarballUrl: ({ repository, oid }: CommitRecord, _: object, { host }) =>
      `${apiUrl(host, repository)}/tarball/${oid}`,
    zipballUrl: ({ repository, oid }: CommitRecord, _: object, { host }) =>
      `${apiUrl(host, repository)}/zipball/${oid}`,
    messageHeadline: ({ message }: CommitRecord) => headline(message),
    messageBody: ({ message }: CommitRecord) => message.slice(message.indexOf("\n\n") + 1 || message.length).trim(),
    author: ({ authorPerson }: CommitRecord) => ({ __typename: "GitActor", person: authorPerson }),
    committer: ({ committerPerson }: CommitRecord) => ({ __typename: "GitActor", person: committerPerson }),
    authors: ({ authorPerson }: CommitRecord, args: PageArguments) =>
      connection([{ __typename: "GitActor", person: authorPerson }], args, "authors"),
    authoredDate: ({ authorPerson }: CommitRecord) => authorPerson.date,
    committedDate: ({ committerPerson }: CommitRecord) => committerPerson.date,
    authoredByCommitter: ({ authorPerson, committerPerson }: CommitRecord) =>
      authorPerson.email === committerPerson.email,
    parents: ({ repository, parentOids }: CommitRecord, args: PageArguments, call) =>
      connection(parentOids, args, "parents", commitsOf(call, repository)),
    tree: ({ repository, treeOid }: CommitRecord, _: object, { host }) => commitObject(host, repository, treeOid),
    history: async ({ repository, oid }: CommitRecord, args: HistoryArguments, call) => {
      const { since = null, until = null, path = null } = args;
      await call.work(repository);
      const query = [
        "rev-list",
        ...(since === null ? [] : [`--since=${since}`]),
        ...(until === null ? [] : [`--until=${until}`]),
        oid,
        "--",
        ...(path === null ? [] : [path]),
      ];
      const log = lines(await lastingAnswer(call.host, repository, query));
      return connection(log, args, "history", commitsOf(call, repository));
    },
  },
  Tag: {
    ...gitObject,
    target: ({ repository, targetOid }: ObjectSource & { targetOid: string }, _: object, { host }) =>
      commitObject(host, repository, targetOid),
  },
  Tree: gitObject,
  Blob: gitObject,
  GitActor: {
    name: ({ person }: { person: GitPerson }) => person.name,
    email: ({ person }: { person: GitPerson }) => person.email,
    date: ({ person }: { person: GitPerson }) => withOffset(person),
    user: ({ person }: { person: GitPerson }, _: object, { host }) => userOfPerson(host.state, person),
    avatarUrl: (_: object, __: object, { host }) => `${host.urls.html}/avatars/u/0`,
  },
};

/** GitHub cuts a long first line and goes on in the body; 72 characters with the ellipsis. */
const headline = (message: string): string => {
  const [first = ""] = message.split("\n");
  return first.length <= 72 ? first : `${first.slice(0, 71)}…`;
};

/** `GitTimestamp` keeps the author's own zone. */
function withOffset({ date, offset }: GitPerson): string {
  if (offset === 0) return `${date.toISOString().slice(0, 19)}Z`;
  const local = new Date(date.getTime() + offset * 60_000).toISOString().slice(0, 19);
  const part = (value: number): string => String(value).padStart(2, "0");
  const minutes = Math.abs(offset);
  return `${local}${offset < 0 ? "-" : "+"}${part(Math.floor(minutes / 60))}:${part(minutes % 60)}`;
}
