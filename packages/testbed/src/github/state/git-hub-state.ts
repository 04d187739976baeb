import type { Environment } from "../../environment.js";
import { nodeIdOf } from "./node-id.js";
import type { Permission, RepositoryRecord, UserRecord } from "./records.js";
import { type Versions, versions, type WriteClock } from "./versions.js";

/** Everything that is not in git. Areas add their records with `slot`, keyed by the state or by a repository. */
export interface GitHubState extends WriteClock {
  /** For git. */
  readonly env: Environment | undefined;
  readonly users: readonly UserRecord[];
  readonly repositories: readonly RepositoryRecord[];
  /** By login, in any case. */
  user(login: string): UserRecord | undefined;
  userOfToken(token: string): UserRecord | undefined;
  /** By `owner/name` in any case, also by a former one: see `formerly`. */
  repository(slug: string): RepositoryRecord | undefined;
  /** True when the slug is one that the repository had before. */
  formerly(slug: string): boolean;
  rename(repository: RepositoryRecord, slug: string): void;
  /** The role of a user; null when they may not even know that it exists. Public repositories may be read by anybody. */
  permission(user: UserRecord | null, repository: RepositoryRecord): Permission | null;
  /** Gives a new record its type, its id and its node id, and lets `node(id)` find it. */
  record<Type extends string, Fields extends object>(type: Type, fields: Fields): Identified<Type> & Fields;
  /** Puts a newer version of a record where `node(id)` looks. */
  replace(record: Identified<string>): void;
  node(nodeId: string): object | undefined;
  /** The next number of a repository: issues and pull requests share them. */
  nextNumber(repository: RepositoryRecord): number;
  /** A list of records that remembers its past, for lists that lag. */
  versions<Key, Value>(): Versions<Key, Value>;
  addUser(user: UserRecord): void;
  addRepository(repository: RepositoryRecord, formerSlugs: readonly string[]): void;
}

export interface Identified<Type extends string> {
  readonly __typename: Type;
  readonly id: number;
  readonly nodeId: string;
}

export function gitHubState(now: () => Date, env?: Environment): GitHubState {
  const users: UserRecord[] = [];
  const repositories: RepositoryRecord[] = [];
  const slugs = new Map<string, RepositoryRecord>();
  const nodes = new Map<string, object>();
  const numbers = new WeakMap<RepositoryRecord, number>();
  let lastId = 1000;
  let lastWrite = 0;
  const state: GitHubState = {
    users,
    repositories,
    env,
    user: (login) => users.find((user) => user.login.toLowerCase() === login.toLowerCase()),
    userOfToken: (token) => users.find((user) => user.token === token),
    repository: (slug) => slugs.get(slug.toLowerCase()),
    formerly: (slug) => {
      const repository = slugs.get(slug.toLowerCase());
      return repository !== undefined && repository.slug.toLowerCase() !== slug.toLowerCase();
    },
    rename: (repository, slug) => {
      for (const { permissions } of users) {
        const role = permissions.get(repository.slug.toLowerCase());
        if (role !== undefined) permissions.set(slug.toLowerCase(), role);
      }
      repository.slug = slug;
      [repository.owner = "", repository.name = ""] = slug.split("/");
      slugs.set(slug.toLowerCase(), repository);
    },
    permission: (user, repository) => {
      const given = user?.permissions.get(repository.slug.toLowerCase());
      if (given !== undefined && given !== "none") return given;
      return repository.private ? null : "read";
    },
    record: (type, fields) => {
      const id = ++lastId;
      const record = { ...fields, __typename: type, id, nodeId: nodeIdOf(type, id) };
      nodes.set(record.nodeId, record);
      return record;
    },
    replace: (record) => void nodes.set(record.nodeId, record),
    node: (nodeId) => nodes.get(nodeId),
    nextNumber: (repository) => {
      const next = (numbers.get(repository) ?? 0) + 1;
      numbers.set(repository, next);
      return next;
    },
    next: () => ({ time: now().getTime(), sequence: ++lastWrite }),
    versions: () => versions(state),
    addUser: (user) => void users.push(user),
    addRepository: (repository, formerSlugs) => {
      repositories.push(repository);
      for (const slug of [...formerSlugs, repository.slug]) slugs.set(slug.toLowerCase(), repository);
    },
  };
  return state;
}
