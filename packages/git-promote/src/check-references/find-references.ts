import type { FileReader, Oid, Ref } from "@signalbox/git";
import type { CallOptions } from "@signalbox/release-core";
import { findBranch } from "../resolve-branch.js";
import { judgeReferences, type ReferenceFinding } from "./judge-references.js";
import { readList } from "./read-list.js";
import type { ReferenceRule } from "./reference-rule.js";

/** A repository, and where its refs are. */
export interface SeenRepository<R> {
  readonly repository: R;
  readonly refs: readonly Ref[];
}

/** A branch before and after a promotion: commits or trees, the same twice where nothing is promoted. */
export interface ReferenceRange {
  /** Short name. */
  readonly branch: string;
  readonly before: Oid;
  readonly after: Oid;
}

/** What the rules find of a branch: one listing of files before, one after, and each list once. */
export async function findReferences(
  seen: SeenRepository<FileReader>,
  { branch, before, after }: ReferenceRange,
  rules: readonly ReferenceRule[],
  options: CallOptions,
): Promise<readonly ReferenceFinding[]> {
  if (rules.length === 0) return [];
  const pathsOf = async (at: Oid): Promise<readonly string[]> =>
    (await seen.repository.listFiles(at, options)).map(({ path }) => path);
  const [had, has, lists] = await Promise.all([
    pathsOf(before),
    after === before ? null : pathsOf(after),
    Promise.all(rules.map(({ list }) => listText(seen, list, { branch, after, options }))),
  ]);
  return rules.flatMap((rule, index) => {
    const text = lists[index] ?? null;
    const list = text === null ? null : readList(text, rule, branch);
    return judgeReferences(rule, list, { branch, before: had, after: has ?? had });
  });
}

async function listText(
  { repository, refs }: SeenRepository<FileReader>,
  list: ReferenceRule["list"],
  { branch, after, options }: { readonly branch: string; readonly after: Oid; readonly options: CallOptions },
): Promise<string | null> {
  // A list that is promoted itself is read as it will be.
  const at = list.branch === branch ? after : findBranch(refs, list.branch)?.commit;
  if (at === undefined) return null;
  const [bytes = null] = await repository.readFiles(at, [list.file], options);
  return bytes === null ? null : new TextDecoder().decode(bytes);
}
