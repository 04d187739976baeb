import { isOid, type Oid, type Ref } from "@signalbox/git";
import { revisionNotFound } from "../errors.js";

/**
 * The commit of a tag, a branch, a full ref or a full id; of two refs with one name the tag, as git has it.
 * @throws ReleaseError `ERR_REVISION_NOT_FOUND`
 */
export function findRevision(refs: readonly Ref[], given: string, repository: string): Oid {
  const names = [given, `refs/tags/${given}`, `refs/heads/${given}`];
  const found = names.flatMap((name) => refs.find((ref) => ref.name === name) ?? [])[0];
  if (found !== undefined) return found.commit;
  if (isOid(given)) return given;
  throw revisionNotFound(given, repository);
}
