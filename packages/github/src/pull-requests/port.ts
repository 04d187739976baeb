import type { CallOptions } from "@signalbox/release-core";

/** How GitHub merges: with a merge commit, as one new commit, or each commit anew. */
export type MergeMethod = "merge" | "squash" | "rebase";

/** Pull requests of GitHub. `repository`: whatever the adapter's `locate` understands, a URL or `owner/name`. */
export interface PullRequests {
  /**
   * The open pull request of a head into a base, else the newest that was merged or closed; with what decides about a
   * new one. The connection between a commit and its pull requests is never asked: GitHub makes it with a delay.
   * @throws ReleaseError by the table of this package
   */
  find(wanted: WantedPullRequest, options?: CallOptions): Promise<PullRequestView>;
  /** One by its number. @throws ReleaseError `ERR_GITHUB_NOT_FOUND` */
  read(
    wanted: NumberedPullRequest,
    options?: CallOptions,
  ): Promise<PullRequestView & { readonly pullRequest: PullRequest }>;
  /**
   * Opens one. Where one is open already (`already`: somebody was faster), it is given back as it is.
   * @throws ReleaseError `ERR_PULL_REQUEST_TEXT_TOO_LONG` before anything is sent, `ERR_NO_COMMITS_BETWEEN`,
   * `ERR_PULL_REQUEST_REFUSED`, `ERR_GITHUB_RESULT_UNKNOWN` when the answer is lost and none is found
   */
  open(wanted: NewPullRequest, options?: CallOptions): Promise<OpenedPullRequest>;
  /**
   * Changes what is given and nothing else; labels and reviewers are added, none is taken away.
   * @throws ReleaseError `ERR_PULL_REQUEST_TEXT_TOO_LONG`, `ERR_PULL_REQUEST_REFUSED` (a reviewer who is the author or no collaborator)
   */
  update(wanted: PullRequestChange, options?: CallOptions): Promise<void>;
  /**
   * Merges the expected head and no other.
   * @throws ReleaseError `ERR_PULL_REQUEST_HEAD_MOVED`, `ERR_PULL_REQUEST_BASE_MOVED` (try again),
   * `ERR_PULL_REQUEST_BLOCKED` with GitHub's words (protection, a required review or check),
   * `ERR_PULL_REQUEST_NOT_MERGEABLE`, `ERR_GITHUB_RESULT_UNKNOWN` when the answer is lost and it is not merged
   */
  merge(wanted: WantedMerge, options?: CallOptions): Promise<MergedPullRequest>;
  /**
   * Deletes a branch of the repository, only while it is where it is expected; `already` when it is gone.
   * @throws ReleaseError `ERR_PULL_REQUEST_HEAD_MOVED`
   */
  deleteBranch(wanted: UnwantedBranch, options?: CallOptions): Promise<"done" | "already">;
}

export interface WantedPullRequest {
  readonly repository: string;
  /** Short name of the branch; `owner:branch` when a fork has it. */
  readonly head: string;
  /** Short name. */
  readonly base: string;
}

export interface NumberedPullRequest {
  readonly repository: string;
  readonly number: number;
}

export interface NewPullRequest extends WantedPullRequest {
  readonly title: string;
  readonly body: string;
  readonly isDraft?: boolean;
}

export interface PullRequestChange extends NumberedPullRequest {
  readonly title?: string;
  readonly body?: string;
  readonly base?: string;
  readonly state?: "open" | "closed";
  /** To add; GitHub makes those that the repository does not have. */
  readonly labels?: readonly string[];
  /** To ask: logins, and teams as `organization/team`. */
  readonly reviewers?: readonly string[];
}

export interface WantedMerge extends NumberedPullRequest {
  readonly method: MergeMethod;
  /** Full object id that the head must have. */
  readonly expectedHead: string;
  /** Of the merge commit. Default: as the repository is set up. */
  readonly title?: string;
  readonly message?: string;
}

export interface UnwantedBranch {
  readonly repository: string;
  /** Short name. */
  readonly branch: string;
  /** Full object id. */
  readonly expected: string;
}

export interface OpenedPullRequest {
  readonly outcome: "done" | "already";
  readonly number: number;
  /** For people. */
  readonly url: string;
  /** Where the head stood. */
  readonly headCommit: string;
}

export interface MergedPullRequest {
  /** The commit that the base got. */
  readonly commit: string;
}

/** A pull request, if there is one, and what decides about a new one. */
export interface PullRequestView {
  /** Who asks, and so the author of what is opened. */
  readonly viewer: string;
  readonly isArchived: boolean;
  /** What the repository allows. */
  readonly methods: readonly MergeMethod[];
  /** Where the head branch stands; null when it is not there. A fork is only known by its pull request. */
  readonly headCommit: string | null;
  /** Null when the branch is not there. */
  readonly baseCommit: string | null;
  readonly pullRequest: PullRequest | null;
}

export interface PullRequest {
  readonly number: number;
  /** For people. */
  readonly url: string;
  /** Title, body, labels and names are the words of others: escape them where they are shown. */
  readonly title: string;
  readonly body: string;
  readonly state: "open" | "closed" | "merged";
  readonly isDraft: boolean;
  readonly head: {
    /** Null when the fork or its owner is gone. */
    readonly owner: string | null;
    readonly branch: string;
    readonly commit: string;
    readonly isFork: boolean;
    /** False when the branch was deleted. */
    readonly isThere: boolean;
  };
  readonly base: { readonly branch: string; readonly commit: string };
  /** Login; null when the account is gone. */
  readonly author: string | null;
  readonly labels: readonly string[];
  /** Who was asked and has not answered: logins, and teams as `organization/team`. */
  readonly requestedReviewers: readonly string[];
  /**
   * Who was ever asked, whatever came of it: an answer, a person who took the request away, a team of which GitHub asked
   * a member instead. Without teams for a token that may not read them.
   */
  readonly askedBefore: readonly string[];
  /** The newest opinion of each person; a mere comment takes no approval away. */
  readonly reviews: readonly Review[];
  /** Null: GitHub does not know yet. */
  readonly isMergeable: boolean | null;
  /** GitHub's `mergeStateStatus` in lower case: `clean`, `blocked`, `behind`, `dirty`, `unstable`, `draft`, `has_hooks`, `unknown`. */
  readonly mergeState: string;
  /** Who changed the body last, and when (ISO); null when nobody did since it was opened. */
  readonly editedBy: string | null;
  readonly editedAt: string | null;
  /** ISO times; null when it has not happened. */
  readonly createdAt: string;
  readonly mergedAt: string | null;
  readonly closedAt: string | null;
  readonly mergedBy: string | null;
  /** What the base got; null unless it is merged. */
  readonly mergeCommit: string | null;
}

export interface Review {
  /** Login; null when the account is gone. */
  readonly by: string | null;
  readonly state: "approved" | "changes-requested" | "dismissed";
  /** The head that was looked at; null when it is not there any more. */
  readonly commit: string | null;
  /** ISO time. */
  readonly at: string | null;
}
