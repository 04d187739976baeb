/** A pull request as the subject of its merge, or of its squash, names it. */
export interface PullRequest {
  /** Null for a branch that was merged without one. */
  readonly number: number | null;
  /** `owner/branch` where GitHub wrote the merge; null when only the number is known. */
  readonly branch: string | null;
}

/** What the subject of a merge commit says, by the words of git, GitHub, GitLab and Bitbucket. */
export interface MergeSubject extends PullRequest {
  /** The branch that was merged into, where the subject says it. */
  readonly into: string | null;
}

const FORMS: readonly RegExp[] = [
  /^Merge pull request #(?<number>\d+) from (?<branch>\S+)/,
  /^Merged in (?<branch>\S+) \(pull request #(?<number>\d+)\)/,
  /^Merge (?:remote-tracking )?branch '(?<branch>[^']+)'(?: into '?(?<into>[^\s']+)'?)?$/,
];

/** Null for everything that is no branch's merge, `git pull` (`… of <url>`) among it. Pure. */
export function readMergeSubject(subject: string): MergeSubject | null {
  for (const form of FORMS) {
    const groups = form.exec(subject)?.groups;
    if (groups === undefined) continue;
    const { number, branch, into } = groups;
    return { number: number === undefined ? null : Number(number), branch: branch ?? null, into: into ?? null };
  }
  return null;
}

/** The last `(#12)` of a squash-merged pull request's subject. Pure. */
export function squashedPullRequest(subject: string): PullRequest | null {
  const number = /\(#(\d+)\)$/.exec(subject.trim())?.[1];
  return number === undefined ? null : { number: Number(number), branch: null };
}
