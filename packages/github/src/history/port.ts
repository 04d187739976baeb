import type { CallOptions } from "@signalbox/release-core";

/** 40 hex digits. */
export type Oid = string;

/** A tag of a repository. Tags that end at no commit are left out. */
export interface RemoteTag {
  /** Full: `refs/tags/v1.2.0`. */
  readonly name: string;
  /** What the ref points at: the tag object of an annotated tag. */
  readonly oid: Oid;
  /** The commit behind it. */
  readonly commit: Oid;
  readonly tree: Oid;
  /** Committer date of the commit, seconds since the epoch. */
  readonly committedAt: number;
}

/** A merged pull request, as far as a report shows it. */
export interface CommitPullRequest {
  readonly number: number;
  /** Written by anybody: escape it where it is shown. */
  readonly title: string;
  /** The first ten, by name. */
  readonly labels: readonly string[];
}

export interface RemoteCommit {
  readonly commit: Oid;
  readonly tree: Oid;
  readonly parents: readonly Oid[];
  /** The first paragraph of the message as one line, as `git log --format=%s` has it. */
  readonly subject: string;
  /** `login`: of the account that the e-mail address belongs to; null when GitHub knows none. */
  readonly author: { readonly name: string; readonly email: string; readonly login: string | null };
  /** Author date, ISO 8601 with offset. */
  readonly date: string;
  /** Committer date, seconds since the epoch. */
  readonly committedAt: number;
  /** The merged one that brought it; null when there is none, or when it was not asked for. */
  readonly pullRequest: CommitPullRequest | null;
  /** It changes something below the asked paths, compared with its first parent. True when no paths were asked for. */
  readonly isTouching: boolean;
}

/** What a repository has. */
export interface RepositoryOverview {
  /** `owner/name` as it is called now, which after a renaming is not what was asked for. */
  readonly slug: string;
  readonly isArchived: boolean;
  /** No commit was ever pushed. */
  readonly isEmpty: boolean;
  /** The asked branch, else the default one; null when it is not there. */
  readonly mainline: { readonly name: string; readonly head: RemoteCommit } | null;
  /** Newest commit first. */
  readonly tags: readonly RemoteTag[];
  /** False when there are more tags than are read. */
  readonly hasAllTags: boolean;
}

/** A merged pull request whose last commit is the one that is asked about. */
export interface MergedHead {
  readonly number: number;
  /** What the merge made on the base branch. */
  readonly mergeCommit: Oid | null;
}

/** What `head` has and `base` has not. */
export interface RemoteRange {
  readonly base: RemoteCommit;
  readonly mergedHeads: readonly MergedHead[];
  /** How many commits `base` has that `head` has not: 0 when `base` is in the history of `head`. */
  readonly behindBy: number;
  readonly aheadBy: number;
  /** In no order. */
  readonly commits: readonly RemoteCommit[];
  /** False when there are more than `limit`. */
  readonly isComplete: boolean;
  /** Asked paths that are not there at `head`. */
  readonly missingPaths: readonly string[];
}

export interface RangeQuestion {
  /** Full name of a tag or branch, and the commit that it is expected to end at. */
  readonly base: { readonly ref: string; readonly commit: Oid };
  readonly head: Oid;
  /** Folders or files; empty: `isTouching` is true of every commit. */
  readonly paths?: readonly string[];
  /** Read no more commits than about this many. */
  readonly limit: number;
}

/**
 * Histories of repositories, without a clone. Questions that are asked in one turn of the event loop travel together, so
 * ask about many repositories at once.
 * Every method throws what the host says of this one repository: `ERR_GITHUB_NOT_FOUND`, `ERR_GITHUB_FORBIDDEN`, …
 */
export interface RemoteHistory {
  /** `mainline`: short name of the branch; default: the repository's default branch. */
  overview(
    location: string,
    question?: { readonly mainline?: string | undefined },
    options?: CallOptions,
  ): Promise<RepositoryOverview>;
  /**
   * Compares; null when the two have no common history.
   * @throws ReleaseError `ERR_HISTORY_MOVED` when `base` is gone, or ends at another commit than expected
   */
  range(location: string, question: RangeQuestion, options?: CallOptions): Promise<RemoteRange | null>;
  /** A commit and what is before it, newest first, up to about `limit`. */
  commits(
    location: string,
    question: { readonly head: Oid; readonly paths?: readonly string[]; readonly limit: number },
    options?: CallOptions,
  ): Promise<Pick<RemoteRange, "commits" | "isComplete" | "missingPaths">>;
  /** How far apart two points are: `range` without its commits. */
  distance(
    location: string,
    question: Pick<RangeQuestion, "base" | "head">,
    options?: CallOptions,
  ): Promise<Pick<RemoteRange, "aheadBy" | "behindBy"> | null>;
}
