import type { MergeMethod, PullRequest, PullRequestView, Review } from "./port.js";

/** The answers of the queries, as far as they are read. */
export interface RepositoryNode {
  readonly owner: Login;
  readonly isArchived: boolean;
  readonly mergeCommitAllowed: boolean;
  readonly squashMergeAllowed: boolean;
  readonly rebaseMergeAllowed: boolean;
}

export interface FoundAnswer {
  readonly viewer: Login;
  readonly repository: RepositoryNode & {
    readonly headRef: RefNode;
    readonly baseRef: RefNode;
    readonly open: Connection;
    readonly settled: Connection;
  };
}

export interface ReadAnswer {
  readonly viewer: Login;
  readonly repository: RepositoryNode & { readonly pullRequest: PullRequestNode & { readonly baseRef: RefNode } };
}

export interface Connection {
  readonly nodes: readonly (PullRequestNode | null)[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

export interface PullRequestNode {
  readonly number: number;
  readonly url: string;
  readonly title: string;
  readonly body: string;
  readonly state: "OPEN" | "CLOSED" | "MERGED";
  readonly isDraft: boolean;
  readonly editor: Login | null;
  readonly lastEditedAt: string | null;
  readonly createdAt: string;
  readonly mergedAt: string | null;
  readonly closedAt: string | null;
  readonly headRefName: string;
  readonly headRefOid: string;
  readonly isCrossRepository: boolean;
  readonly headRepositoryOwner: Login | null;
  readonly headRef: RefNode;
  readonly baseRefName: string;
  readonly baseRefOid: string;
  readonly author: Login | null;
  readonly labels: List<{ readonly name: string }>;
  readonly reviewRequests:
    | (Nodes<Requested> & {
        /** Only where it is asked instead of the names. */
        readonly totalCount?: number;
      })
    | null;
  readonly timelineItems: List<Requested>;
  readonly latestOpinionatedReviews: List<{
    readonly state: string;
    readonly submittedAt: string | null;
    readonly author: Login | null;
    readonly commit: { readonly oid: string } | null;
  }>;
  readonly mergeable: "MERGEABLE" | "CONFLICTING" | "UNKNOWN";
  readonly mergeStateStatus: string;
  readonly mergedBy: Login | null;
  readonly mergeCommit: { readonly oid: string } | null;
}

/** Without names for a token that may not read teams. */
interface Requested {
  readonly requestedReviewer: { readonly login?: string; readonly combinedSlug?: string } | null;
}

type Login = { readonly login: string };
type RefNode = { readonly target: { readonly oid: string } | null } | null;
type Nodes<T> = { readonly nodes?: readonly (T | null)[] | null };
type List<T> = Nodes<T> | null;

/** What the repository says, without a pull request. Pure. */
export const viewOf = (
  { viewer, repository }: { readonly viewer: Login; readonly repository: RepositoryNode },
  { head, base }: { readonly head: RefNode; readonly base: RefNode },
): Omit<PullRequestView, "pullRequest"> => ({
  viewer: viewer.login,
  isArchived: repository.isArchived,
  methods: methodsOf(repository),
  headCommit: head?.target?.oid ?? null,
  baseCommit: base?.target?.oid ?? null,
});

function methodsOf(repository: RepositoryNode): readonly MergeMethod[] {
  const { mergeCommitAllowed, squashMergeAllowed, rebaseMergeAllowed } = repository;
  return [
    ...(mergeCommitAllowed ? (["merge"] as const) : []),
    ...(squashMergeAllowed ? (["squash"] as const) : []),
    ...(rebaseMergeAllowed ? (["rebase"] as const) : []),
  ];
}

/** One pull request; what an older or a half-deleted one lacks is null or empty. Pure. */
export function pullRequestOf(node: PullRequestNode): PullRequest {
  const { number, url, title, body, isDraft, createdAt, mergedAt, closedAt } = node;
  return {
    number,
    url,
    title,
    body,
    state: node.state.toLowerCase() as PullRequest["state"],
    isDraft,
    head: {
      owner: node.headRepositoryOwner?.login ?? null,
      branch: node.headRefName,
      commit: node.headRefOid,
      isFork: node.isCrossRepository,
      isThere: node.headRef !== null,
    },
    base: { branch: node.baseRefName, commit: node.baseRefOid },
    author: node.author?.login ?? null,
    labels: nodesOf(node.labels).map(({ name }) => name),
    requestedReviewers: namesOf(node.reviewRequests),
    askedBefore: [...new Set(namesOf(node.timelineItems))],
    reviews: nodesOf(node.latestOpinionatedReviews).flatMap(reviewOf),
    isMergeable: node.mergeable === "UNKNOWN" ? null : node.mergeable === "MERGEABLE",
    mergeState: node.mergeStateStatus.toLowerCase(),
    editedBy: node.editor?.login ?? null,
    editedAt: node.lastEditedAt,
    createdAt,
    mergedAt,
    closedAt,
    mergedBy: node.mergedBy?.login ?? null,
    mergeCommit: node.mergeCommit?.oid ?? null,
  };
}

const namesOf = (requested: List<Requested>): readonly string[] =>
  nodesOf(requested).flatMap(({ requestedReviewer }) => {
    const { login, combinedSlug } = requestedReviewer ?? {};
    return login ?? combinedSlug ?? [];
  });

const STATES: Readonly<Record<string, Review["state"]>> = {
  APPROVED: "approved",
  CHANGES_REQUESTED: "changes-requested",
  DISMISSED: "dismissed",
};

function reviewOf(review: {
  readonly state: string;
  readonly submittedAt: string | null;
  readonly author: Login | null;
  readonly commit: { readonly oid: string } | null;
}): readonly Review[] {
  const state = STATES[review.state];
  if (state === undefined) return [];
  return [{ by: review.author?.login ?? null, state, commit: review.commit?.oid ?? null, at: review.submittedAt }];
}

const nodesOf = <T>(connection: List<T>): readonly T[] => (connection?.nodes ?? []).filter((node) => node !== null);

/** `branch` or `owner:branch`; a branch name never has a colon. Pure. */
export function headOf(head: string): { readonly owner: string | null; readonly branch: string } {
  const at = head.indexOf(":");
  return at < 0 ? { owner: null, branch: head } : { owner: head.slice(0, at), branch: head.slice(at + 1) };
}

/** True for a pull request of the wanted head. The base's owner may be named too: that is no fork. Pure. */
export function isFrom(node: PullRequestNode, owner: string | null, baseOwner: string): boolean {
  const isOwn = owner === null || owner.toLowerCase() === baseOwner.toLowerCase();
  if (isOwn) return !node.isCrossRepository;
  return node.isCrossRepository && node.headRepositoryOwner?.login.toLowerCase() === owner.toLowerCase();
}
