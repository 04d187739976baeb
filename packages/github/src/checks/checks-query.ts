/** One page of everything about a commit: what was reported for it, and the runs of workflows behind that. */
export const CHECKS_QUERY = `
query Checks(
  $owner: String!, $name: String!, $expression: String!, $first: Int!
  $withContexts: Boolean!, $contextsAfter: String, $withSuites: Boolean!, $suitesAfter: String
) {
  repository(owner: $owner, name: $name) {
    object(expression: $expression) {
      __typename
      ... on Tag { target { __typename oid } }
      ... on Commit {
        oid
        statusCheckRollup @include(if: $withContexts) {
          contexts(first: $first, after: $contextsAfter) {
            totalCount
            pageInfo { hasNextPage endCursor }
            nodes {
              __typename
              ... on CheckRun {
                name status conclusion startedAt completedAt detailsUrl permalink
                checkSuite { app { slug databaseId } workflowRun { event workflow { name } } }
              }
              ... on StatusContext { context state createdAt targetUrl }
            }
          }
        }
        checkSuites(first: $first, after: $suitesAfter) @include(if: $withSuites) {
          totalCount
          pageInfo { hasNextPage endCursor }
          nodes {
            status conclusion createdAt updatedAt url
            app { slug databaseId }
            workflowRun { event url workflow { name } }
            checkRuns(first: 1) { totalCount }
          }
        }
      }
    }
  }
}`;

export interface ChecksAnswer {
  readonly repository: { readonly object: FoundObject | null } | null;
}

export interface FoundObject {
  readonly __typename: string;
  readonly oid?: string;
  readonly target?: { readonly __typename: string; readonly oid: string };
  readonly statusCheckRollup?: { readonly contexts: Connection<ContextNode> } | null;
  readonly checkSuites?: Connection<SuiteNode> | null;
}

export interface Connection<Node> {
  readonly totalCount: number;
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  readonly nodes: readonly (Node | null)[] | null;
}

interface AppNode {
  readonly slug: string;
  readonly databaseId: number | null;
}

export interface RunNode {
  readonly __typename: "CheckRun";
  readonly name: string;
  readonly status: string;
  readonly conclusion: string | null;
  readonly startedAt: string | null;
  readonly completedAt: string | null;
  readonly detailsUrl: string | null;
  readonly permalink: string;
  readonly checkSuite: {
    readonly app: AppNode | null;
    readonly workflowRun: { readonly event: string; readonly workflow: { readonly name: string } } | null;
  } | null;
}

export interface StatusNode {
  readonly __typename: "StatusContext";
  readonly context: string;
  readonly state: string;
  readonly createdAt: string;
  readonly targetUrl: string | null;
}

export type ContextNode = RunNode | StatusNode;

export interface SuiteNode {
  readonly status: string;
  readonly conclusion: string | null;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly url: string;
  readonly app: AppNode | null;
  readonly workflowRun: {
    readonly event: string;
    readonly url: string;
    readonly workflow: { readonly name: string };
  } | null;
  readonly checkRuns: { readonly totalCount: number } | null;
}
