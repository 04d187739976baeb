import { isReleaseError, type CallOptions } from "@signalbox/release-core";
import type { Commit, GitRepository, Oid, Person, Ref } from "@signalbox/git";
import { findBranch, headOf } from "../resolve-branch.js";
import { hasMarkers } from "../settle-conflicts/conflict-text.js";
import type { LinkReview } from "./facts.js";

export interface ReviewQuestion {
  /** Short name. */
  readonly branch: string;
  readonly source: Oid;
  readonly target: Oid;
  /** The merge that would be pushed there, null when there is none. */
  readonly planned: Oid | null;
  /** Paths in which the two conflict. */
  readonly conflicts: readonly string[];
  readonly identity: Person;
}

/** Looks at the branch of a link: has a person worked there, and is the work done? */
export async function reviewState(
  repository: GitRepository,
  refs: readonly Ref[],
  { branch, source, target, planned, conflicts, identity }: ReviewQuestion,
  options: CallOptions,
): Promise<LinkReview> {
  const ref = headOf(branch);
  const head = findBranch(refs, branch)?.commit ?? null;
  const plain = { ref, head, own: [], isComplete: false, marked: [] };
  if (head === null || head === planned || head === source) return plain;
  const [beyond, lacking, files] = await Promise.all([
    repository.listCommits([head], [source, target], options),
    repository.listCommits([source, target], [head], { ...options, limit: 1 }),
    repository.readFiles(head, conflicts, options),
  ]);
  const own: Commit[] = [];
  for (const commit of beyond) if (!(await isOurs(repository, commit, identity, options))) own.push(commit);
  const marked = conflicts.filter((_, index) => hasMarkers(Buffer.from(files[index] ?? "").toString("utf8")));
  return { ref, head, own: own.reverse(), isComplete: lacking.length === 0, marked };
}

/** A merge that an older plan made: of this identity, and dated like its newest parent, as no person's merge is. */
async function isOurs(
  repository: GitRepository,
  { author, parents, committedAt }: Commit,
  identity: Person,
  options: CallOptions,
): Promise<boolean> {
  if (parents.length !== 2 || author.name !== identity.name || author.email !== identity.email) return false;
  const dates = await Promise.all(parents.map((parent) => dateOf(repository, parent, options)));
  return dates.every((date) => date !== null) && Math.max(...dates) === committedAt;
}

async function dateOf(repository: GitRepository, oid: Oid, options: CallOptions): Promise<number | null> {
  try {
    const [commit] = await repository.listCommits([oid], [], { ...options, limit: 1 });
    return commit?.committedAt ?? null;
  } catch (error) {
    if (isReleaseError(error) && error.code === "ERR_OBJECT_MISSING") return null;
    throw error;
  }
}
