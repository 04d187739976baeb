import { gitText, runGit } from "../../git/run-git.js";
import type { Host } from "../host.js";
import type { RepositoryRecord } from "../state/records.js";
import { type CommitRecord, readCommit, resolveCommit } from "./commits.js";

/**
 * Brings the commits of a fork's branch into the object store of the repository, as GitHub's forks share one; no ref of
 * the repository changes. Gives back the oid, null when the fork has no such branch.
 */
export async function commitOfFork(
  host: Host,
  repository: RepositoryRecord,
  fork: RepositoryRecord,
  branch: string,
): Promise<string | null> {
  const ref = `refs/heads/${branch}`;
  const fetched = ["fetch", "--quiet", "--no-tags", "--no-write-fetch-head", fork.path, ref];
  const { exitCode } = await runGit(repository.path, fetched, { env: host.env, accept: [0, 1, 128] });
  if (exitCode !== 0) return null;
  return gitText(fork.path, ["rev-parse", "--verify", ref], { env: host.env });
}

/** The repository of a network that belongs to an owner: itself, a fork of it, or what it was forked from. */
export function memberOfNetwork(host: Host, repository: RepositoryRecord, owner: string): RepositoryRecord | null {
  const same = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();
  const root = (each: RepositoryRecord): string => each.forkOf ?? each.slug;
  return host.state.repositories.find((each) => same(each.owner, owner) && same(root(each), root(repository))) ?? null;
}

/** A side of a comparison: a name of this repository, or `owner:branch` of its network. Null when there is none. */
export async function sideOfComparison(
  host: Host,
  repository: RepositoryRecord,
  side: string,
): Promise<CommitRecord | null> {
  const own = await resolveCommit(host, repository, side);
  const colon = side.indexOf(":");
  if (own !== null || colon < 0) return own;
  const member = memberOfNetwork(host, repository, side.slice(0, colon));
  if (member === null) return null;
  const branch = side.slice(side.lastIndexOf(":") + 1);
  if (member === repository) return resolveCommit(host, repository, branch);
  const oid = await commitOfFork(host, repository, member, branch);
  return oid === null ? null : readCommit(host, repository, oid);
}
