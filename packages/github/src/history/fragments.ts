/** How many commits travel with the first answer: a longer delta is read on from there. */
export const FIRST_COMMITS = 50;
/** The most that GitHub gives at once. */
export const PAGE = 100;

/** The parts of queries that are the same for every repository. */
export const FRAGMENTS = {
  // `message`, not `messageHeadline`: that is cut after 72 characters. A date of `author` keeps its offset.
  Commit: {
    text: `fragment Commit on Commit {
  oid tree { oid } committedDate message
  author { name email date user { login } }
  parents(first: 30) { nodes { oid } }
}`,
  },
  Labels: { text: "fragment Labels on PullRequest { number title labels(first: 10) { nodes { name } } }" },
  Brought: {
    text: "fragment Brought on Commit { associatedPullRequests(first: 1) { nodes { merged ...Labels } } }",
    needs: ["Labels"],
  },
  // Right after a merge a commit does not know its pull request yet; the newest merges do.
  JustMerged: {
    text: `fragment JustMerged on Repository {
  pullRequests(states: MERGED, first: 5, orderBy: {field: UPDATED_AT, direction: DESC}) {
    nodes { mergeCommit { oid } ...Labels }
  }
}`,
    needs: ["Labels"],
  },
  Heads: {
    text: `fragment Heads on Commit {
  ...Commit
  associatedPullRequests(first: 5) { nodes { number merged headRefOid mergeCommit { oid } } }
}`,
    needs: ["Commit"],
  },
  Tags: {
    text: `fragment Tags on RefConnection {
  totalCount
  pageInfo { hasNextPage endCursor }
  nodes { name target { oid ...Tagged ... on Tag { target { oid ...Tagged ... on Tag { target { oid ...Tagged } } } } } }
}`,
    needs: ["Tagged"],
  },
  Tagged: { text: "fragment Tagged on Commit { committedDate tree { oid } }" },
} as const;

/** An annotated tag, or a tag of one, or the commit itself. */
export const peeled = (fragment: string): string =>
  `target { oid ...${fragment} ... on Tag { target { oid ...${fragment} ... on Tag { target { oid ...${fragment} } } } } }`;
