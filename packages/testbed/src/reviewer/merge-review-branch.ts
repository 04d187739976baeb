import { repositoryPath } from "../bare-repository/repository-path.js";
import type { Environment } from "../environment.js";
import { reviewConflict, reviewMissing, reviewNotFastForward } from "../errors.js";
import { gitText, resolveRevision, runGit } from "../git/run-git.js";
import type { Person } from "../history/wording.js";

export type MergeMethod = "merge" | "squash" | "fast-forward";

export interface ReviewMerge {
  /** The server's root. */
  readonly root: string;
  readonly repository: string;
  /** Short names of branches. */
  readonly review: string;
  readonly into: string;
  readonly method: MergeMethod;
  /** Deletes the review branch afterwards, as GitHub can be told to. */
  readonly deleteBranch?: boolean;
  readonly by: Person;
  readonly at: Date;
  /** The pull request's number in the message. Default 1. */
  readonly number?: number;
  readonly env?: Environment | undefined;
}

export interface MergedReview {
  readonly repository: string;
  readonly review: string;
  readonly into: string;
  /** What the branch was, what was reviewed, and what the branch is now. */
  readonly before: string;
  readonly reviewed: string;
  readonly after: string;
}

/**
 * Does in the bare repository what GitHub does when a person presses Merge; protection does not stand in its way.
 * @throws ReleaseError `ERR_TESTBED_REVIEW_MISSING`, `ERR_TESTBED_REVIEW_CONFLICT`, `ERR_TESTBED_REVIEW_NOT_FAST_FORWARD`
 */
export async function mergeReviewBranch(options: ReviewMerge): Promise<MergedReview> {
  const { repository, review, into } = options;
  const path = repositoryPath(options.root, repository);
  const call = { env: options.env };
  const reviewed = await resolveRevision(path, `refs/heads/${review}`, call);
  const before = await resolveRevision(path, `refs/heads/${into}`, call);
  if (reviewed === null || before === null) throw reviewMissing(repository, reviewed === null ? review : into);

  const after = await commitOf(path, before, reviewed, options);
  await runGit(path, ["update-ref", `refs/heads/${into}`, after, before], call);
  if (options.deleteBranch === true) await runGit(path, ["update-ref", "-d", `refs/heads/${review}`, reviewed], call);
  return { repository, review, into, before, reviewed, after };
}

async function commitOf(path: string, before: string, reviewed: string, options: ReviewMerge): Promise<string> {
  const { repository, review, into, method, by } = options;
  const call = { env: options.env };
  if (method === "fast-forward") {
    const ancestor = await runGit(path, ["merge-base", "--is-ancestor", before, reviewed], { ...call, accept: [0, 1] });
    if (ancestor.exitCode === 1) throw reviewNotFastForward(repository, review, into);
    return reviewed;
  }
  const merged = await runGit(path, ["merge-tree", "--write-tree", "--name-only", before, reviewed], {
    ...call,
    accept: [0, 1],
  });
  const [tree = "", ...rest] = merged.stdout.split("\n");
  if (merged.exitCode === 1) throw reviewConflict(repository, review, into, rest.slice(0, rest.indexOf("")));
  const title = await gitText(path, ["log", "-1", "--format=%s", reviewed], call);
  const number = options.number ?? 1;
  const message =
    method === "merge" ? `Merge pull request #${number} from ${review}\n\n${title}\n` : `${title} (#${number})\n`;
  const parents = method === "merge" ? [before, reviewed] : [before];
  const date = `${Math.floor(options.at.getTime() / 1000)} +0000`;
  const stamps = (role: string) => ({
    [`GIT_${role}_NAME`]: by.name,
    [`GIT_${role}_EMAIL`]: by.email,
    [`GIT_${role}_DATE`]: date,
  });
  return gitText(path, ["commit-tree", tree, ...parents.flatMap((parent) => ["-p", parent])], {
    env: { ...options.env, ...stamps("AUTHOR"), ...stamps("COMMITTER") },
    input: message,
  });
}
