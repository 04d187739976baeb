/** How much it matters. `error`: a release is wrong; `warning`: one may become wrong; `info`: worth knowing. */
export type Severity = "error" | "warning" | "info";

/** Something in the refs of a repository that is not as it should be. */
export interface Finding {
  readonly code: FindingCode;
  readonly severity: Severity;
  /** Full names. A tag that is missing is named as it should be called. */
  readonly refs: readonly string[];
  readonly message: string;
  /** What to do about it. */
  readonly hint: string;
}

interface Kind {
  readonly severity: Severity;
  readonly hint: string;
}

/** Every code, how much it matters as a rule, and what to do. The page docs/reference/audit.md says the same. */
export const FINDINGS = {
  "tag-foreign-commit": {
    severity: "error",
    hint: "Delete the tag here, and never push with --tags. Tag this repository's own commit if it was released.",
  },
  "tag-moved": {
    severity: "error",
    hint: "Find out which commit was built and deployed, and put the tag back there; a new release gets a new version.",
  },
  "tag-equals-branch": {
    severity: "error",
    hint: "Delete the one that is wrong. Until then write refs/heads/ or refs/tags/ in every command.",
  },
  "version-tagged-twice": {
    severity: "error",
    hint: "Keep the tag on the commit that was released, written by the pattern, and delete the other.",
  },
  "release-lacks-previous": {
    severity: "error",
    hint: "Merge the earlier release into the later line and release a patch of it.",
  },
  "tag-unrelated-history": {
    severity: "warning",
    hint: "It was most likely pushed from another repository with --tags: list that one too, or delete the tag.",
  },
  "tag-not-on-release-branch": {
    severity: "warning",
    hint: "Merge the tagged commit into the release branch, so that the next patch of the line contains it.",
  },
  "tag-not-on-mainline": {
    severity: "warning",
    hint: "Merge the tagged commit into the mainline. After a squash merge, tag the mainline instead of the side branch.",
  },
  "release-branch-not-merged": {
    severity: "warning",
    hint: "Merge the branch into the mainline, or delete it if its commits are not wanted.",
  },
  "commits-after-tag": {
    severity: "warning",
    hint: "Tag the next patch release; a build of the branch contains commits that no release has.",
  },
  "tag-malformed": {
    severity: "warning",
    hint: "Tag the commit by the pattern, and delete the mistyped tag; or set the component's tagPattern.",
  },
  "tag-unrecognised": {
    severity: "info",
    hint: "Nothing to do if somebody needs it; else delete it, or set the component's tagPattern.",
  },
  "tag-kinds-mixed": {
    severity: "info",
    hint: "Tag releases in one way, annotated ones say who and when.",
  },
  "branch-malformed": {
    severity: "warning",
    hint: "Rename the branch by the pattern, or delete it; tools that go by the pattern do not see it.",
  },
  "branch-has-patch-number": {
    severity: "warning",
    hint: "Merge it into the release branch of its line and delete it: patches are made there.",
  },
  "tags-share-commit": {
    severity: "warning",
    hint: "Nothing changed between these releases. If one of them was a mistake, delete its tag.",
  },
  "tag-lower-than-earlier": {
    severity: "warning",
    hint: "Most often a number was mistyped: delete the tag, and tag the commit again with the right one.",
  },
  "tag-higher-than-later": {
    severity: "warning",
    hint: "Releases went on below it, so it is taken for the latest one by mistake: delete it.",
  },
  "tag-foreign-number": {
    severity: "warning",
    hint: "The version was meant for the other repository: delete the tag here.",
  },
  "version-gap": {
    severity: "info",
    hint: "Nothing to do if the number was skipped on purpose; else find out whether a release lost its tag.",
  },
  "version-missing-in-repository": {
    severity: "warning",
    hint: "Tag the commit that belongs to this release, or set the component's numbering if it has its own versions.",
  },
  "no-release-tags": {
    severity: "info",
    hint: "Tag the first release, or set the component's tagPattern if it writes its tags in another way.",
  },
  "mainline-unknown": {
    severity: "warning",
    hint: "Set the component's mainline, for example `mainline: main`; merges could not be checked.",
  },
  "patches-not-compared": {
    severity: "info",
    hint: "Some changes may be called missing although a cherry-pick brought them.",
  },
} as const satisfies Readonly<Record<string, Kind>>;

/** What a finding is about; documented in docs/reference/audit.md. */
export type FindingCode = keyof typeof FINDINGS;

/** A finding with the usual severity and hint of its code, unless others are given. */
export function finding(
  code: FindingCode,
  refs: readonly string[],
  message: string,
  other: Partial<Pick<Finding, "severity" | "hint">> = {},
): Finding {
  const { severity, hint } = FINDINGS[code];
  return { code, severity, refs, message, hint, ...other };
}

const WEIGHT: Readonly<Record<Severity, number>> = { error: 0, warning: 1, info: 2 };

/** True when a finding is at least as grave as the limit. */
export const isAtLeast = (severity: Severity, limit: Severity): boolean => WEIGHT[severity] <= WEIGHT[limit];

/** Gravest first, then by code in the order of the table; within a code as they were found. */
export function sortFindings(findings: readonly Finding[]): readonly Finding[] {
  const codes = Object.keys(FINDINGS);
  const order = new Map(codes.map((code, index) => [code, index]));
  return findings.toSorted(
    (a, b) => WEIGHT[a.severity] - WEIGHT[b.severity] || (order.get(a.code) ?? 0) - (order.get(b.code) ?? 0),
  );
}
