const TEAM = " ... on Team { combinedSlug }";
const REVIEWER = `requestedReviewer {
      __typename
      ... on User { login } ... on Bot { login } ... on Mannequin { login }${TEAM}
    }`;

const REQUESTED = `reviewRequests(first: 100) {
    nodes { ${REVIEWER} }
  }`;

/** Everything about one pull request; lists are asked up to what a person would ever put there. */
const FIELDS = `
fragment PullRequestFields on PullRequest {
  number url title body editor { login } lastEditedAt state isDraft createdAt mergedAt closedAt
  headRefName headRefOid isCrossRepository headRepositoryOwner { login } headRef { target { oid } }
  baseRefName baseRefOid
  author { login }
  labels(first: 100) { nodes { name } }
  ${REQUESTED}
  timelineItems(last: 100, itemTypes: [REVIEW_REQUESTED_EVENT]) {
    nodes { ... on ReviewRequestedEvent { ${REVIEWER} } }
  }
  latestOpinionatedReviews(first: 100) { nodes { state submittedAt author { login } commit { oid } } }
  mergeable mergeStateStatus mergedBy { login } mergeCommit { oid }
}`;

/** A query for who may not read teams: it only asks how many were requested, and what people were asked before. */
export const withoutTeams = (query: string): string =>
  query.replace(REQUESTED, "reviewRequests(first: 1) { totalCount }").replaceAll(TEAM, "");

const REPOSITORY = `owner { login } isArchived mergeCommitAllowed squashMergeAllowed rebaseMergeAllowed`;

const connection = (alias: string, states: string): string => `
    ${alias}: pullRequests(
      states: [${states}], headRefName: $branch, baseRefName: $base, first: 10, after: $${alias}After,
      orderBy: { field: CREATED_AT, direction: DESC }
    ) { nodes { ...PullRequestFields } pageInfo { hasNextPage endCursor } }`;

export const FIND = `
query FindPullRequest(
  $owner: String!, $repo: String!, $branch: String!, $base: String!, $headRef: String!, $baseRef: String!,
  $openAfter: String, $settledAfter: String
) {
  viewer { login }
  repository(owner: $owner, name: $repo) {
    ${REPOSITORY}
    headRef: ref(qualifiedName: $headRef) { target { oid } }
    baseRef: ref(qualifiedName: $baseRef) { target { oid } }${connection("open", "OPEN")}${connection("settled", "MERGED, CLOSED")}
  }
}${FIELDS}`;

export const READ = `
query ReadPullRequest($owner: String!, $repo: String!, $number: Int!) {
  viewer { login }
  repository(owner: $owner, name: $repo) {
    ${REPOSITORY}
    pullRequest(number: $number) { ...PullRequestFields baseRef { target { oid } } }
  }
}${FIELDS}`;

export const BRANCH = `
query BranchToDelete($owner: String!, $repo: String!, $ref: String!) {
  repository(owner: $owner, name: $repo) { id ref(qualifiedName: $ref) { target { oid } } }
}`;

/** The one write of GitHub's that takes the old value of a ref too; all zeros delete it. */
export const DELETE_BRANCH = `
mutation DeleteBranch($repository: ID!, $ref: GitRefname!, $before: GitObjectID!, $after: GitObjectID!) {
  updateRefs(input: { repositoryId: $repository, refUpdates: [{ name: $ref, beforeOid: $before, afterOid: $after }] }) {
    clientMutationId
  }
}`;
