const PREFIXES: Readonly<Record<string, string>> = {
  Repository: "R",
  User: "U",
  Organization: "O",
  PullRequest: "PR",
  PullRequestReview: "PRR",
  Issue: "I",
  Label: "LA",
  Release: "RE",
  ReleaseAsset: "RA",
  Ref: "REF",
  Commit: "C",
  CheckRun: "CR",
  CheckSuite: "CS",
  WorkflowRun: "WFR",
  ProjectV2: "PVT",
  ProjectV2Item: "PVTI",
};

/** An opaque id in the shape of GitHub's (`PR_kwDO…`); nothing may be read out of it. */
export function nodeIdOf(type: string, id: number | string): string {
  return `${PREFIXES[type] ?? type}_kwDO${Buffer.from(String(id)).toString("base64url")}`;
}
