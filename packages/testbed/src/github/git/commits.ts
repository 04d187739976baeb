import type { Host } from "../host.js";
import type { RepositoryRecord } from "../state/records.js";
import { slot } from "../state/slot.js";
import { type GitPerson, readPerson } from "./people.js";
import { readRef } from "./refs.js";

/** A commit of a repository; also the source of GraphQL's `Commit`. */
export interface CommitRecord {
  readonly __typename: "Commit";
  readonly repository: RepositoryRecord;
  readonly oid: string;
  readonly treeOid: string;
  readonly parentOids: readonly string[];
  readonly authorPerson: GitPerson;
  readonly committerPerson: GitPerson;
  /** Whole, without the last line break. */
  readonly message: string;
}

/** Commits never change, so each is read once. */
const commitsOf = slot((_: RepositoryRecord) => new Map<string, CommitRecord>());

/** A commit by its oid, null when there is none. */
export async function readCommit(host: Host, repository: RepositoryRecord, oid: string): Promise<CommitRecord | null> {
  const known = commitsOf(repository).get(oid);
  if (known !== undefined) return known;
  const object = await host.objects(repository).read(`${oid}^{commit}`);
  if (object === null) return null;
  const commit = parseCommit(repository, object.oid, object.content.toString());
  commitsOf(repository).set(object.oid, commit);
  return commit;
}

function parseCommit(repository: RepositoryRecord, oid: string, text: string): CommitRecord {
  const end = text.indexOf("\n\n");
  const head = text.slice(0, end).split("\n");
  const all = (key: string): string[] =>
    head.filter((line) => line.startsWith(`${key} `)).map((line) => line.slice(key.length + 1));
  return {
    __typename: "Commit",
    repository,
    oid,
    treeOid: all("tree")[0] ?? "",
    parentOids: all("parent"),
    authorPerson: readPerson(all("author")[0] ?? ""),
    committerPerson: readPerson(all("committer")[0] ?? ""),
    message: text.slice(end + 2).replace(/\n+$/, ""),
  };
}

/** Where a name points: a branch, a tag, a full ref, or an oid (also the beginning of one); annotated tags are peeled. */
export async function resolveCommit(
  host: Host,
  repository: RepositoryRecord,
  name: string,
): Promise<CommitRecord | null> {
  const { path } = repository;
  if (name === "HEAD") return resolveCommit(host, repository, `refs/heads/${repository.defaultBranch}`);
  const oid =
    (await readRef(path, name)) ??
    (await readRef(path, `refs/heads/${name}`)) ??
    (await readRef(path, `refs/tags/${name}`)) ??
    (/^[0-9a-f]{4,40}$/.test(name) ? name : null);
  return oid === null ? null : readCommit(host, repository, oid);
}
