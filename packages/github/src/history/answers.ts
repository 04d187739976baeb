/** What the questions are answered with: GitHub's own names, and null wherever its schema allows it. */
export interface OverviewAnswer {
  readonly nameWithOwner: string;
  readonly isArchived: boolean;
  readonly isEmpty: boolean;
  readonly mainline: { readonly name: string; readonly target: CommitFields | null } | null;
  readonly tags: TagsAnswer | null;
}

export interface TagsAnswer {
  readonly totalCount: number;
  readonly pageInfo: PageInfo;
  readonly nodes: readonly ({ readonly name: string; readonly target: TagTarget | null } | null)[] | null;
}

/** A commit, or a tag with a `target`, or something else with an `oid` alone. */
export interface TagTarget {
  readonly oid: string;
  readonly committedDate?: string;
  readonly tree?: { readonly oid: string };
  readonly target?: TagTarget | null;
}

export interface PageInfo {
  readonly hasNextPage: boolean;
  readonly endCursor: string | null;
}

type Nodes<T> = { readonly nodes: readonly (T | null)[] | null } | null;

export interface PullRequestAnswer {
  readonly number: number;
  readonly title: string;
  readonly labels: Nodes<{ readonly name: string }>;
}

/** An entry at each asked path, under `pathAlias(index)`. */
export type Entries = Readonly<Record<string, unknown>>;

export interface CommitFields {
  readonly oid: string;
  readonly tree: { readonly oid: string };
  readonly committedDate: string;
  readonly message: string;
  readonly author: {
    readonly name: string | null;
    readonly email: string | null;
    readonly date: string | null;
    readonly user: { readonly login: string } | null;
  } | null;
  readonly parents: Nodes<{ readonly oid: string }>;
}

/** With paths, entries stand beside these fields, and in each parent. */
export interface CommitAnswer extends CommitFields {
  readonly associatedPullRequests?: Nodes<PullRequestAnswer & { readonly merged: boolean }>;
}

export interface CommitsAnswer {
  readonly pageInfo: PageInfo;
  readonly nodes: readonly (CommitAnswer | null)[] | null;
}

/** The commit behind a tag, with the pull requests whose head it is. */
export interface HeadAnswer extends CommitFields {
  readonly associatedPullRequests?: Nodes<{
    readonly number: number;
    readonly merged: boolean;
    readonly headRefOid: string;
    readonly mergeCommit: { readonly oid: string } | null;
  }>;
  readonly target?: HeadAnswer | null;
}

export interface JustMergedAnswer {
  readonly pullRequests: Nodes<PullRequestAnswer & { readonly mergeCommit: { readonly oid: string } | null }>;
  readonly atHead?: Entries | null;
}

export interface RangeAnswer extends JustMergedAnswer {
  readonly ref: {
    readonly target: HeadAnswer | null;
    readonly compare: { readonly aheadBy: number; readonly behindBy: number; readonly commits: CommitsAnswer } | null;
  } | null;
}

export interface HistoryAnswer extends JustMergedAnswer {
  readonly start: { readonly history?: CommitsAnswer } | null;
}
