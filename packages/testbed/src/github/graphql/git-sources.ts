import { readCommit } from "../git/commits.js";
import { readPerson } from "../git/people.js";
import type { StoredRef } from "../git/refs.js";
import type { Host } from "../host.js";
import { readTag } from "../rest/git-objects.js";
import { nodeIdOf } from "../state/node-id.js";
import type { RepositoryRecord } from "../state/records.js";

/** The source of GraphQL's `Ref`. */
export interface RefSource extends StoredRef {
  readonly __typename: "Ref";
  readonly repository: RepositoryRecord;
}

export const refSource = (repository: RepositoryRecord, { ref, oid }: StoredRef): RefSource => ({
  __typename: "Ref",
  repository,
  ref,
  oid,
});

/** The source of the GraphQL type of any object, null when there is none; an annotated tag is not peeled. */
export async function commitObject(host: Host, repository: RepositoryRecord, revision: string): Promise<object | null> {
  const object = await host.objects(repository).read(revision);
  if (object === null) return null;
  const { oid, type, content } = object;
  if (type === "commit") return readCommit(host, repository, oid);
  const base = { repository, oid, nodeId: nodeIdOf(type, `${repository.id}:${oid}`), id: 0 };
  if (type === "tree") return { ...base, __typename: "Tree" };
  if (type === "blob") {
    const isBinary = content.includes(0);
    return {
      ...base,
      __typename: "Blob",
      byteSize: content.length,
      isBinary,
      isTruncated: false,
      text: isBinary ? null : content.toString(),
    };
  }
  const tag = readTag(content.toString());
  const person = readPerson(tag.tagger);
  return {
    ...base,
    __typename: "Tag",
    name: tag.tag,
    message: tag.message,
    targetOid: tag.object,
    tagger: { __typename: "GitActor", person },
  };
}

/** `TAG_COMMIT_DATE` sorts by the commit that a tag stands for; ties by name, as `ALPHABETICAL` does. */
export async function sortRefs(
  host: Host,
  refs: readonly RefSource[],
  field: string,
  direction: string,
): Promise<RefSource[]> {
  const turn = direction === "DESC" ? -1 : 1;
  const byName = (one: RefSource, other: RefSource): number => (one.ref < other.ref ? -1 : 1) * turn;
  if (field !== "TAG_COMMIT_DATE") return [...refs].sort(byName);
  const times = new Map<RefSource, number>();
  for (const ref of refs) {
    const commit = await readCommit(host, ref.repository, ref.oid);
    times.set(ref, commit?.committerPerson.date.getTime() ?? 0);
  }
  const timeOf = (ref: RefSource): number => times.get(ref) ?? 0;
  return [...refs].sort((one, other) => (timeOf(one) - timeOf(other)) * turn || byName(one, other));
}
